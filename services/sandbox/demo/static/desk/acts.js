// What the desk can do with a claim where it stands.

import { html, nothing } from '../vendor/lit-html.js';
import { money, spelled } from '../words.js';
import { APPROVE, ASK, DENY, REOPEN, RESOLVE, SAY } from './documents.js';
import { choice, several, unfolding, writing } from './form.js';

const OFFERS = ['REFUND', 'RESHIPMENT', 'STORE_CREDIT'];
const EVIDENCE = ['PHOTO', 'NON_RECEIPT_DECLARATION', 'INVOICE', 'POLICE_REPORT', 'OTHER'];
const DENIALS = [
  'PROOF_OF_DELIVERY',
  'OUTSIDE_WINDOW',
  'INSUFFICIENT_EVIDENCE',
  'NOT_ELIGIBLE_ITEM',
  'ALREADY_COMPENSATED',
  'ADDRESS_ERROR',
  'OTHER',
];
const named = (words) => words.map((word) => [word, spelled(word)]);

/** The forms that fit. */
export function actsView(claim, act, isBusy) {
  const form = (options) => unfolding({ act, isBusy, ...options });
  const target = { claimId: claim.id, expectedVersion: claim.version };
  const acts = (ACTS[claim.status] ?? []).map((one) => form(one(claim, target)));
  return html`<div class="act">${acts.length ? acts : nothing}${form(say(claim))}</div>`;
}

const approve = (_claim, target) => ({
  title: 'Approve, with offers',
  button: 'Approve',
  mutation: APPROVE,
  fields: several('types', 'What the shopper may choose', named(OFFERS), () => true),
  read: (data) => ({ ...target, types: data.getAll('types') }),
});

const askFor = (_claim, target) => ({
  title: 'Ask for information',
  button: 'Ask the shopper',
  mutation: ASK,
  fields: several(
    'evidence',
    'What is missing; nothing means an answer in words',
    named(EVIDENCE),
    (kind) => kind === 'PHOTO',
  ),
  read: (data) => ({ ...target, evidence: data.getAll('evidence') }),
});

const deny = (_claim, target) => ({
  title: 'Deny',
  button: 'Deny',
  mutation: DENY,
  fields: [choice('code', 'Because', named(DENIALS)), writing('message', 'In words, for the shopper')],
  read: (data) => ({ ...target, code: data.get('code'), message: data.get('message') }),
});

const resolve = (claim, target) => ({
  title: 'Choose for the shopper',
  button: 'Make it good',
  mutation: RESOLVE,
  fields: choice(
    'type',
    'How',
    claim.resolutionOptions.map(({ type, amount }) => [type, `${spelled(type)}, ${money(amount)}`]),
  ),
  read: (data) => ({ ...target, type: data.get('type') }),
});

const reopen = (_claim, target) => ({
  title: 'Take it up again',
  button: 'Reopen',
  mutation: REOPEN,
  fields: nothing,
  read: () => target,
});

const say = ({ id }) => ({
  title: 'Write a message',
  button: 'Send',
  mutation: SAY,
  fields: [
    writing('body', 'Message'),
    choice('visibility', 'Who reads it', [
      ['PUBLIC', 'The shopper, by mail and on their page'],
      ['INTERNAL', 'The shop alone'],
    ]),
  ],
  read: (data) => ({ claimId: id, body: data.get('body'), visibility: data.get('visibility') }),
});

const ACTS = {
  SUBMITTED: [approve, deny],
  UNDER_REVIEW: [approve, askFor, deny],
  APPROVED: [resolve],
  RESOLVED: [reopen],
  DENIED: [reopen],
  CANCELED: [reopen],
};
