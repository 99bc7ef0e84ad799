// What is asked back from carriers and insurers, step by step.

import { html, nothing } from '../vendor/lit-html.js';
import { atDay, money, spelled } from '../words.js';
import { DECIDED, FILE, FILED, PAID } from './documents.js';
import { choice, text, unfolding } from './form.js';

const TONES = { PAID: 'good', CLOSED: 'good', APPROVED: 'good', REJECTED: 'trouble', EXPIRED: 'trouble' };

export function recoveriesView({ shipments }, act, isBusy) {
  return shipments.flatMap(({ recoveries }) => recoveries.map((recovery) => recoveryView(recovery, act, isBusy)));
}

function recoveryView(recovery, act, isBusy) {
  const form = (options) => unfolding({ act, isBusy, ...options });
  const acts = (ACTS[recovery.status] ?? []).map((one) => one(recovery)).filter(Boolean);
  const facts = [
    ['From', recovery.counterparty.name],
    ['How', spelled(recovery.route)],
    ['Asked', money(recovery.requested)],
    ['Granted', recovery.approved && money(recovery.approved)],
    ['Paid', Number(recovery.paid.amount) > 0 && money(recovery.paid)],
    ['Missing', recovery.missingDocuments.map(spelled).join(', ')],
    ['File by', recovery.fileBy && atDay(recovery.fileBy)],
    ['Their number', recovery.reference],
    ['They say', detail(recovery.statusDetail)],
    ['Failed', recovery.failure?.message],
  ].filter(([, fact]) => fact);
  return html`<section class="panel" aria-labelledby=${recovery.id}>
    <h3 id=${recovery.id} tabindex="-1">
      <span>Asked back <small>${recovery.number}</small></span>
      <span class="status ${TONES[recovery.status] ?? ''}">${spelled(recovery.status)}</span>
    </h3>
    <dl class="facts">
      ${facts.map(
        ([name, fact]) =>
          html`<dt>${name}</dt>
            <dd>${fact}</dd>`,
      )}
    </dl>
    ${acts.length ? html`<div class="act">${acts.map(form)}</div>` : nothing}
  </section>`;
}

/** A code of ours, or a counterparty's own words. */
const detail = (said) => (/^[A-Z_]+$/.test(said) ? spelled(said) : said);

/** Those that a worker files by a call; the others are filed by hand, with a packet. */
const BY_CALL = /_API$/;

const file = ({ id, route, filingSince }) =>
  BY_CALL.test(route) &&
  !filingSince && {
    title: 'File it',
    button: 'Have it filed',
    mutation: FILE,
    fields: nothing,
    read: () => ({ recoveryId: id }),
  };

const filed = ({ id, route }) =>
  !BY_CALL.test(route) && {
    title: 'It was filed by hand',
    button: 'Note it',
    mutation: FILED,
    fields: text('reference', 'Their number of the case'),
    read: (data) => ({ recoveryId: id, reference: data.get('reference') }),
  };

const decided = ({ id }) => ({
  title: 'They decided',
  button: 'Note it',
  mutation: DECIDED,
  fields: choice('status', 'What they say', [
    ['APPROVED', 'They pay all of it'],
    ['REJECTED', 'They pay nothing'],
  ]),
  read: (data) => ({ recoveryId: id, status: data.get('status') }),
});

const paid = ({ id, requested, approved }) => ({
  title: 'The money came',
  button: 'Book it',
  mutation: PAID,
  fields: [
    text('amount', `Amount in ${requested.currencyCode}`, (approved ?? requested).amount),
    text('reference', 'What the bank says'),
  ],
  read: (data) => ({
    recoveryId: id,
    amount: { amount: data.get('amount'), currencyCode: requested.currencyCode },
    reference: data.get('reference'),
    occurredAt: new Date().toISOString(),
  }),
});

const ACTS = {
  READY: [file, filed],
  SUBMITTED: [decided],
  UNDER_REVIEW: [decided],
  APPROVED: [paid],
  APPROVED_PARTIAL: [paid],
};
