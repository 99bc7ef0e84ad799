// When a text is on the screen: at the start of the frame after the one that painted it.
// A change within a frame's own callbacks is painted with that frame, any other with the next.

window.waiting = new Map();
let frame = 0;
let isInFrame = false;
let root;
let text = '';
let paintedWith = Infinity;
const after = new MessageChannel();

after.port1.onmessage = () => (isInFrame = false);

const tick = () => {
  const now = performance.now();
  frame += 1;
  isInFrame = true;
  after.port2.postMessage(null);
  if (frame > paintedWith) {
    paintedWith = Infinity;
    for (const [wanted, tell] of window.waiting) {
      if (text.includes(wanted)) {
        window.waiting.delete(wanted);
        tell(now);
      }
    }
  }
  requestAnimationFrame(tick);
};

/** Looks at a selector's element, or at the shadow tree below it. */
window.watch = (selector) => {
  const element = document.querySelector(selector);
  root = element.shadowRoot ?? element;
  new MutationObserver(() => {
    text = root.textContent;
    paintedWith = isInFrame ? frame : frame + 1;
  }).observe(root, { childList: true, subtree: true, characterData: true });
  requestAnimationFrame(tick);
};

/** The time by this page's clock at which a text was on the screen. */
window.shown = (wanted) => new Promise((tell) => window.waiting.set(wanted, tell));
