// How a parcel looks: where it is, when it comes, what is late and why, and every scan.

import { bar, h, story } from './view.js';

/** The steps of a parcel on its way to the customer. */
const STEPS = ['PRE_TRANSIT', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'DELIVERED'];
const STEP = { UNKNOWN: 0, DELAYED: 1, EXCEPTION: 1, DELIVERY_ATTEMPTED: 2, AVAILABLE_FOR_PICKUP: 2 };
const TROUBLE = /DELAYED|EXCEPTION|ATTEMPTED|RETURN(ED|_TO)|DAMAGED|LOST/;
const OVER = /^(DELIVERED|RETURNED|CANCELED|LOST)$/;

/** A parcel; `number` tells several apart. */
export function parcelView(parcel, { lines }, t, number) {
  const isOut = parcel.direction !== 'RETURN' && parcel.status !== 'CANCELED';
  const scans = parcel.events.map(({ id, occurredAt, status, location, description }) => ({
    id,
    at: occurredAt,
    what: t(status),
    where: location,
    text: description,
  }));
  return h(
    isTrouble(parcel) ? 'article.card.trouble' : 'article.card',
    { key: parcel.id, part: 'parcel', 'aria-labelledby': parcel.id },
    number && h('p.small', t('parcel', { number })),
    h('h3', { id: parcel.id, part: 'headline' }, t(headline(parcel))),
    facts(parcel, t).map((fact) => h('p', fact)),
    isOut && bar(STEPS, stepOf(parcel), t),
    h(
      'ul',
      parcel.lines.map(({ id, quantity, orderLine }) =>
        h('li', { key: id }, `${quantity} × `, h('bdi', lines.find((line) => line.id === orderLine?.id)?.title)),
      ),
    ),
    story(t('scans'), scans, t),
    h(
      'p.small',
      h('bdi', parcel.carrier),
      ' ',
      h('bdi', parcel.trackingNumber),
      ' ',
      /^https?:/.test(parcel.trackingUrl) &&
        h('a', { href: parcel.trackingUrl, target: '_blank', rel: 'noreferrer' }, t('carrierPage')),
    ),
  );
}

function headline({ status, trackingStatus, direction, overdueSince, presumedLostAt }) {
  if (direction === 'RETURN') return 'RETURN_PARCEL';
  if (status === 'CANCELED') return status;
  if ([0, 1].includes(step(trackingStatus))) {
    if (presumedLostAt) return 'PRESUMED_LOST';
    if (overdueSince) return 'DELAYED';
  }
  return trackingStatus;
}

/** What else to know now, the most pressing first. */
function facts(parcel, t) {
  const { deliveredAt, incidentReason: why, overdueSince, proofOfDelivery } = parcel;
  const on = (key, day) => day && t(key, { at: t.day(day) });
  const [last] = parcel.events;
  const facts = [
    deliveredAt && t('deliveredAt', { at: t.moment(deliveredAt) }),
    deliveredAt && t.words[`at.${proofOfDelivery?.handover}`],
    on('returnedAt', parcel.returnedAt),
  ];
  if (isUnderWay(parcel)) {
    facts.push(
      // a word for this reason, or else for whose doing it is
      why && (t.words[why] ?? t.words[why.split('_')[0]]),
      on('overdue', overdueSince),
      on('stalled', parcel.stalledSince),
      on('pickupUntil', parcel.pickupUntil),
      !overdueSince && on('expected', parcel.estimatedDeliveryAt),
      last ? t('lastScan', { at: t.moment(last.occurredAt) }) + (last.location && ` · ${last.location}`) : t('noScan'),
    );
  }
  return facts.filter(Boolean);
}

const step = (status) => STEP[status] ?? STEPS.indexOf(status);

/** The number of the step that a parcel reached; -1 when it is on no way to the customer. */
function stepOf({ deliveredAt, trackingStatus, events }) {
  const now = deliveredAt ? 3 : step(trackingStatus);
  return now < 0 ? Math.max(-1, ...events.map(({ status }) => step(status))) : now;
}

/** Whether more may be heard of a parcel. */
export const isUnderWay = ({ trackingStatus, status }) => !OVER.test(trackingStatus) && status !== 'CANCELED';

/** Whether something is wrong with a parcel. */
const isTrouble = (parcel) =>
  TROUBLE.test(headline(parcel)) || (isUnderWay(parcel) && parcel.stalledSince);
