// The shop's desk: one order's claims, as the shop's staff sees them, and what is pushed of them.

import { render } from '../vendor/lit-html.js';
import { DESK } from './documents.js';
import { follow } from './follow.js';
import { Staff } from './staff.js';
import { deskView } from './view.js';

const MOST_EVENTS = 50;

/** Opens the desk on an order that Makegood knows, and keeps it open. */
export async function openDesk(place, id, api, path) {
  place.replaceChildren();
  const staff = new Staff(api, `${path}/staff-token`);
  const state = { order: null, events: [], isLive: false, problem: null, isBusy: false, said: '' };

  const show = (changed) => {
    if (changed.order && state.order) state.said = news(state.order, changed.order) || state.said;
    Object.assign(state, changed);
    render(deskView(state, act), place);
  };

  // one look at a time, and one more when something happened meanwhile
  let looking = null;
  let isStale = false;
  const look = () => {
    isStale = true;
    looking ??= (async () => {
      try {
        while (isStale) {
          isStale = false;
          show({ order: await staff.ask(DESK, { id }) });
        }
      } finally {
        looking = null;
      }
      return state.order.cursor;
    })();
    return looking;
  };

  const act = async (mutation, input) => {
    if (state.isBusy) return false;
    show({ isBusy: true, problem: null });
    try {
      await staff.act(mutation, input);
      await look();
      return true;
    } catch (problem) {
      show({ problem: problem.message });
      return false;
    } finally {
      show({ isBusy: false });
    }
  };

  const event = (event) => {
    const late = Math.max(0, Date.now() - Date.parse(event.occurredAt));
    show({ events: [{ ...event, late }, ...state.events].slice(0, MOST_EVENTS) });
    look().catch((problem) => show({ problem: problem.message }));
  };

  for (let attempt = 0; !state.order; attempt++) {
    try {
      await look();
    } catch (problem) {
      show({ problem: problem.message });
      await new Promise((resolve) => setTimeout(resolve, Math.min(10_000, 1000 * 2 ** attempt)));
    }
  }
  show({ problem: null });
  follow(staff, state.order, { event, live: (isLive) => show({ isLive }), reread: look });
}

/** What changed of the claims, for those who do not see it. */
function news(before, after) {
  const known = new Map(before.claims.nodes.map((claim) => [claim.id, claim.status]));
  const changed = after.claims.nodes.filter((claim) => known.get(claim.id) !== claim.status);
  return changed.map((claim) => `Claim ${claim.number}: ${claim.status.replaceAll('_', ' ').toLowerCase()}`).join('. ');
}
