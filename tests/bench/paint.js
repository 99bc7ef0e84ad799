// When a page painted what, and how long its scripts kept it from answering.

window.painted = { first: 0, largest: 0, blocked: 0, shown: 0 };

const observe = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });

observe('paint', ({ name, startTime }) => {
  if (name === 'first-contentful-paint') window.painted.first = startTime;
});
observe('largest-contentful-paint', ({ startTime }) => (window.painted.largest = startTime));
observe('longtask', ({ duration }) => (window.painted.blocked += Math.max(0, duration - 50)));
document.addEventListener('makegood-change', () =>
  requestAnimationFrame(() => requestAnimationFrame((now) => (window.painted.shown ||= now))),
);
