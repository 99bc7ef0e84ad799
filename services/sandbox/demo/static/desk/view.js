// How the desk looks: parcels, claims, what is asked back, and what was pushed.

import { html, nothing } from '../vendor/lit-html.js';
import { atClock, atMoment, spelled } from '../words.js';
import { claimView } from './claim.js';
import { LOOK } from './documents.js';
import { recoveriesView } from './recovery.js';

export function deskView({ order, events, isLive, problem, isBusy, said }, act) {
  return html`
    <p class="hidden" role="status">${said}</p>
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    ${
      order
        ? html`
            ${claims(order, act, isBusy)} ${recoveriesView(order, act, isBusy)}
            ${order.shipments.map((shipment) => parcelView(shipment, act, isBusy))} ${pushes(events, isLive)}
          `
        : nothing
    }
  `;
}

function claims(order, act, isBusy) {
  // a claim that comes while somebody writes must not move the others
  const claims = order.claims.nodes.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt));
  if (claims.length) return claims.map((claim) => claimView(claim, act, isBusy));
  return html`<section class="panel">
    <h3>No claim yet</h3>
    <p class="soft">When the shopper reports a problem, it appears here.</p>
  </section>`;
}

function parcelView(shipment, act, isBusy) {
  const { id, carrier, trackingNumber, trackingStatus, stalledSince, presumedLostAt, discrepancy, trackingTrouble } =
    shipment;
  const facts = [
    ['Last asked', shipment.lastCheckedAt && atMoment(shipment.lastCheckedAt)],
    ['Asked again', shipment.nextCheckAt && atMoment(shipment.nextCheckAt)],
    ['Stalled since', stalledSince && atMoment(stalledSince)],
    ['Presumed lost', presumedLostAt && atMoment(presumedLostAt)],
    ['Does not fit', spelled(discrepancy)],
    ['Trouble', trackingTrouble],
  ].filter(([, fact]) => fact);
  return html`<section class="panel">
    <h3>
      <span>${carrier} <code>${trackingNumber}</code></span> <span class="status">${spelled(trackingStatus)}</span>
    </h3>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<dt>${name}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    <p>
      <button ?disabled=${isBusy} @click=${() => act(LOOK, { shipmentId: id })}>Ask the carrier now</button>
      <small class="block">Asked less than 30 s ago counts as now.</small>
    </p>
  </section>`;
}

function pushes(events, isLive) {
  return html`<section class="panel" aria-labelledby="pushes">
    <h3 id="pushes">
      Pushed to this desk <span class="live ${isLive ? 'on' : ''}" role="status">${isLive ? 'live' : 'not live'}</span>
    </h3>
    ${events.length ? nothing : html`<p class="soft">What happens from now on appears here, without asking.</p>`}
    <ol class="events" tabindex="0" aria-label="Events, newest first">
      ${events.map(
        ({ type, occurredAt, actor, late }) =>
          html`<li>
            <time>${atClock(occurredAt)}</time>
            <span><code>${type}</code> <small>${spelled(actor.kind).toLowerCase()}</small></span>
            <small>${late < 10_000 ? `${late} ms` : 'caught up'}</small>
          </li>`,
      )}
    </ol>
  </section>`;
}
