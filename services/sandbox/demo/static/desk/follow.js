// Follows an order behind a cursor: after each lost connection it goes on where it was, so that nothing is missed.

import { wait } from '../server.js';
import { CHANGES } from './documents.js';

const LONGEST = 10_000;
/** A tab that nobody sees gives its connection back: browsers have six for each server. */
const HIDDEN = 30_000;

/** Runs until the page ends. `told` has `event(event)`, `live(isLive)`, and `reread()`, which gives the present cursor. */
export async function follow(staff, { id, cursor }, told) {
  for (let failures = 0; ; failures++) {
    await seen();
    const away = new AbortController();
    const stop = whenHidden(away);
    try {
      for await (const event of staff.events(CHANGES, { id, after: cursor }, () => told.live(true), away.signal)) {
        cursor = event.cursor;
        failures = 0;
        told.event(event);
      }
    } catch (problem) {
      staff.isSignedOut(problem);
      if (problem.code?.startsWith('CURSOR_')) cursor = await told.reread();
    }
    stop();
    told.live(false);
    if (!away.signal.aborted) await wait(Math.min(LONGEST, 500 * 2 ** failures) * (0.5 + Math.random() / 2));
  }
}

const seen = () =>
  new Promise((resolve) => {
    if (!document.hidden) return resolve();
    document.addEventListener('visibilitychange', resolve, { once: true });
  });

function whenHidden(away) {
  let timer;
  const look = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => away.abort(), HIDDEN);
  };
  document.addEventListener('visibilitychange', look);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', look);
  };
}
