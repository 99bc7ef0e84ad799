// What the shop's own script does: it gives the widget new tokens, and keeps for the test what it was told.

const key = document.querySelector('#page').dataset.key;

window.told = { changed: 0, live: [], violations: [], now: null };

document.addEventListener('makegood-change', ({ detail }) => {
  window.told.changed += 1;
  window.told.now = detail;
});
document.addEventListener('makegood-live', ({ detail }) => window.told.live.push(detail));
document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
  window.told.violations.push(`${violatedDirective} ${blockedURI} ${sample}`),
);

// before the widget's own module has run, as in most shops
for (const element of document.querySelectorAll('makegood-status')) {
  element.onTokenExpired = async () => {
    const answer = await fetch(`/${key}/token`, { method: 'POST' });
    return answer.ok ? answer.text() : null;
  };
}
