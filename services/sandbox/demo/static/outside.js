// What happens outside: asks the sandbox again and again, and moves parcels.

import { render } from './vendor/lit-html.js';
import { outsideView } from './outside-view.js';
import { ask, wait } from './server.js';

const UNKNOWN = 500;
const KNOWN = 1500;

/** Shows it for as long as the page is open. `told` gets each answer. */
export async function watchOutside(place, path, told) {
  const state = { view: null, problem: null };
  const show = (changed) => {
    Object.assign(state, changed);
    render(outsideView(state, act), place);
    if (changed.view) told(changed.view);
  };
  const asked = async (...request) => {
    try {
      show({ view: await ask(...request), problem: null });
    } catch (error) {
      show({ problem: error.message });
    }
  };
  const act = {
    move: (parcel, to) => asked(`${path}/moves`, { parcel, to }),
    spoil: (name) => asked(`${path}/bad-days`, { name }),
    settle: (claim, to) => asked(`${path}/insurer`, { claim, to }),
    sendAgain: (id) => asked(`${path}/replacements`, { id }),
  };
  for (;;) {
    if (!document.hidden) await asked(`${path}/outside`);
    await wait(state.view?.order ? KNOWN : UNKNOWN);
  }
}
