// How a claim looks: how far it is, what happens next and until when, and what was said.

import { bar, h, story } from './view.js';

const STEP = { SUBMITTED: 0, UNDER_REVIEW: 1, NEEDS_INFORMATION: 1, APPROVED: 2, RESOLVING: 2, DENIED: 2, RESOLVED: 3 };

/** A claim; `actions` is what its customer can do. */
export function claimView(claim, t, actions) {
  const { id, number, reason, status } = claim;
  const third = status === 'DENIED' ? ['DENIED'] : ['APPROVED', 'RESOLVED'];
  const entries = happened(claim).map(({ id, at, type, author, body }) => ({
    id,
    at,
    what: t(author ? `by.${author}` : type.replace('claim.', '').toUpperCase()),
    text: body,
  }));
  return h(
    'article.card',
    { key: id, part: 'claim', 'aria-labelledby': id },
    h('p.small', t('claim', { number }), ' · ', t(reason)),
    h('h3', { id, part: 'headline' }, t(status)),
    next(claim, t).map((line) => h('p', { dir: 'auto' }, line)),
    bar(['SUBMITTED', 'UNDER_REVIEW', ...third], STEP[status] ?? -1, t),
    actions,
    story(t('story'), entries, t),
  );
}

/** What happens next, and until when. */
function next(claim, t) {
  const { status, resolution, denial, requestedEvidence, answerDueAt, waitingUntil, escalateFrom } = claim;
  const until = (key, at) => at && t(key, { at: t.day(at) });
  const made = resolution && `${t(resolution.type)}, ${t.money(resolution.amount)}`;
  const isEarly = status === 'SUBMITTED' && waitingUntil;
  const lines = {
    SUBMITTED: [
      isEarly ? until('next.early', waitingUntil) : t('next.SUBMITTED'),
      until('next.escalate', escalateFrom),
    ],
    UNDER_REVIEW: [t('next.UNDER_REVIEW'), until('next.escalate', escalateFrom)],
    NEEDS_INFORMATION: [
      t('next.NEEDS_INFORMATION', { asked: requestedEvidence.map((kind) => t(kind)).join(', ') || t('answer') }),
      until('next.until', answerDueAt),
    ],
    APPROVED: [t(claim.resolutionOptions[0] ? 'next.APPROVED' : 'next.RESOLVING')],
    RESOLVING: [made, t('next.RESOLVING')],
    RESOLVED: [made, resolution?.replacementNumber && t('next.replacement', { number: resolution.replacementNumber })],
    DENIED: [denial?.message, until('next.appeal', denial?.appealableUntil)],
    CANCELED: [t(`next.${claim.cancelReason}`)],
  };
  return [claim.found && t('next.found'), ...(lines[status] ?? [])].filter(Boolean);
}

/** What happened to a claim, newest first: its steps, and what people wrote. */
function happened({ events, messages }) {
  const steps = events
    .filter(({ type }) => !/message_added|acknowledged|evidence_ready/.test(type))
    .map((step) => ({ ...step, at: step.occurredAt }));
  const said = messages.nodes
    .filter(({ author }) => author !== 'SYSTEM')
    .map((message) => ({ ...message, at: message.createdAt }));
  return [...said, ...steps].sort((one, other) => (one.at < other.at ? 1 : -1));
}
