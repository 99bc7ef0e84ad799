// The key that asks: comes behind the page's #, which no server is told, and stays with this tab.

const NAME = 'makegood-key';

/** The key, if there is one; the address does not show it any longer. */
export function takeKey() {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given) {
    sessionStorage.setItem(NAME, given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem(NAME);
}
