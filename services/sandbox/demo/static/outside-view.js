// How the outside looks: parcels with their scans and fates, the carrier, the platform, mails.

import { html, nothing } from './vendor/lit-html.js';
import { atClock, atMoment, money, spelled } from './words.js';

const FATES = {
  'On its way': {
    transit: 'Scanned again',
    out_for_delivery: 'Out for delivery',
    delayed: 'Delayed',
    customs: 'In customs',
  },
  'It arrives': {
    delivered: 'Delivered',
    notreceived: 'Nobody signed',
    neighbour: 'At a neighbour’s',
    parcelshop: 'In a parcel shop',
  },
  'It goes wrong': { lost: 'Lost', damaged: 'Damaged', returning: 'Goes back', returned: 'Back at sender' },
  'It turns up': { found: 'Found' },
};
const BAD_DAYS = {
  away: 'Carrier answers 503',
  silent: 'Carrier says nothing',
  twice: 'Webhooks twice, shuffled',
};
const SHOWN = 4;

export function outsideView({ view, problem }, act) {
  return html`
    ${problem ? html`<p class="problem" role="alert">${problem}</p>` : nothing}
    ${view ? [view.parcels.map((parcel, n, { length }) => parcelView(parcel, n === length - 1, act)), platform(view, act), insurer(view, act), carrier(view, act), mails(view)] : nothing}
  `;
}

function parcelView(parcel, isNewest, act) {
  const [newest, rest] = [parcel.known.slice(0, SHOWN), parcel.known.slice(SHOWN)];
  return html`<section class="panel">
    <h3><span>USPS <code>${parcel.code}</code></span> <small>${parcel.order}</small></h3>
    ${parcel.followed ? nothing : html`<p class="soft">The carrier was not asked for it yet.</p>`}
    <ol class="scans" aria-label="Scans, newest first">
      ${newest.map(scan)}
    </ol>
    ${
      rest.length
        ? html`<details class="more">
            <summary>${rest.length} earlier</summary>
            <ol class="scans">
              ${rest.map(scan)}
            </ol>
          </details>`
        : nothing
    }
    ${
      parcel.toCome
        ? html`<p class="note">
            ${parcel.toCome} more to come. <button @click=${() => act.move(parcel.code, 'next')}>Next one now</button>
          </p>`
        : nothing
    }
    <details class="more" ?open=${isNewest}>
      <summary>What becomes of it</summary>
      ${Object.entries(FATES).map(
        ([heading, moves]) =>
          html`<h4>${heading}</h4>
            <div class="moves" role="group" aria-label=${heading}>
              ${Object.entries(moves).map(([to, name]) => html`<button @click=${() => act.move(parcel.code, to)}>${name}</button>`)}
            </div>`,
      )}
    </details>
  </section>`;
}

const scan = ({ at, happening, place }) =>
  html`<li>${spelled(happening)} <small>${atMoment(at)}${place ? `, ${place}` : ''}</small></li>`;

function platform({ refunds, replacements }, act) {
  if (!refunds.length && !replacements.length) return nothing;
  return html`<section class="panel">
    <h3>At Shopify</h3>
    <ul class="plain">
      ${refunds.map((refund) => html`<li>Paid back: ${money(refund)} <small>${refund.note}</small></li>`)}
      ${replacements.map(
        ({ id, name, sent }) =>
          html`<li>
            Replacement ${name}
            ${sent ? html`<small>sent</small>` : html`<button @click=${() => act.sendAgain(id)}>Send it</button>`}
          </li>`,
      )}
    </ul>
  </section>`;
}

const VERDICTS = { approved: 'It pays all of it', rejected: 'It pays nothing' };

function insurer({ cases }, act) {
  if (!cases.length) return nothing;
  return html`<section class="panel">
    <h3>At the insurer</h3>
    <ul class="plain">
      ${cases.map(
        ({ id, type, amount, status, paid }) =>
          html`<li>
            Filed: ${spelled(type)}, ${money({ amount, currencyCode: 'USD' })} <small>${spelled(status)}</small>
            ${verdicts(id, status, paid, act)}
          </li>`,
      )}
    </ul>
  </section>`;
}

function verdicts(id, status, paid, act) {
  if (paid) return html`<small>paid ${money({ amount: paid, currencyCode: 'USD' })}</small>`;
  const what = { submitted: VERDICTS, in_review: VERDICTS, approved: { pay: 'The money goes out' } }[status] ?? {};
  return html`<div class="moves">
    ${Object.entries(what).map(([to, name]) => html`<button @click=${() => act.settle(id, to)}>${name}</button>`)}
  </div>`;
}

function carrier({ calls, callsCount, badDays }, act) {
  return html`<section class="panel">
    <h3>What the carrier was asked <small>${callsCount}</small></h3>
    <ol class="calls" aria-label="Calls, newest first">
      ${calls.map(
        (call) =>
          html`<li>
            <time>${atClock(call.at)}</time><code title=${call.path}>${call.method} ${call.path}</code>
            <span class=${call.fault ? 'bad' : ''}>${call.status ?? (call.fault ? 'no answer' : '…')}</span>
          </li>`,
      )}
    </ol>
    <h4>Half a minute of trouble</h4>
    <div class="moves" role="group" aria-label="Half a minute of trouble">
      ${Object.entries(BAD_DAYS).map(
        ([name, what]) =>
          html`<button aria-disabled=${name in badDays} @click=${() => act.spoil(name)}>
            ${what}${name in badDays ? html` <small>${Math.ceil(badDays[name])} s</small>` : nothing}
          </button>`,
      )}
    </div>
  </section>`;
}

function mails({ mails: got }) {
  if (!got.length) return nothing;
  return html`<section class="panel">
    <h3>Mails to the shopper <small>${got.length}</small></h3>
    <ul class="plain">
      ${got.map((mail) => html`<li><a href="/mail/${mail.number}">${mail.subject}</a> <small>${atClock(mail.receivedAt)}</small></li>`)}
    </ul>
  </section>`;
}
