// Keeps what a widget ever showed of an order's timeline: each entry once, and what should never be seen.

window.seen = { ids: [], faults: [] };

const look = (root) => {
  const ids = [...root.querySelectorAll('[data-id]')].map((one) => one.dataset.id);
  if (new Set(ids).size < ids.length) window.seen.faults.push(`twice at once: ${ids}`);
  for (const id of window.seen.gone ?? []) if (ids.includes(id)) window.seen.faults.push(`shown, gone and shown again: ${id}`);
  window.seen.gone = window.seen.ids.filter((id) => !ids.includes(id));
  window.seen.ids.push(...ids.filter((id) => !window.seen.ids.includes(id)));
};

addEventListener('DOMContentLoaded', () => {
  const root = document.querySelector('makegood-status').shadowRoot;
  new MutationObserver(() => look(root)).observe(root, { childList: true, subtree: true, attributes: true });
});
