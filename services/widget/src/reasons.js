// What a report can be about, and which reasons fit it: decided from the order as it is shown.

const LATER = ['UNKNOWN', 'PRE_TRANSIT'];
const UNDER_WAY = ['LOST_IN_TRANSIT', 'DELAYED'];
const HERE = ['DELIVERED_NOT_RECEIVED', 'DAMAGED_IN_TRANSIT', 'MISSING_ITEM', 'WRONG_ITEM', 'STOLEN'];
const FITTING = {
  DELIVERED: HERE,
  DAMAGED: ['DAMAGED_IN_TRANSIT', 'LOST_IN_TRANSIT'],
  LOST: ['LOST_IN_TRANSIT'],
  RETURN_TO_SENDER: ['RETURNED_TO_SENDER', 'LOST_IN_TRANSIT'],
  RETURNED: ['RETURNED_TO_SENDER'],
};
/** All that can be wrong with a parcel, the most frequent first. */
const ALL = [...UNDER_WAY, ...HERE, 'RETURNED_TO_SENDER'];
/** Reasons of customers who have nothing in their hands. */
const NOTHING_HERE = /^(LOST_IN_TRANSIT|DELIVERED_NOT_RECEIVED|STOLEN|NEVER_SHIPPED|RETURNED_TO_SENDER|DELAYED)$/;

export const isNothingHere = (reason) => NOTHING_HERE.test(reason);

/** What can be reported: each parcel, and `null` for what was never sent. */
export function subjectsOf({ lines, shipments }) {
  const parcels = shipments.filter(({ direction, status }) => direction !== 'RETURN' && status !== 'CANCELED');
  const sent = {};
  for (const { direction, lines: contents } of parcels) {
    if (direction !== 'OUTBOUND') continue;
    for (const { quantity, orderLine } of contents) sent[orderLine?.id] = (sent[orderLine?.id] ?? 0) + quantity;
  }
  const isMissing = lines.some(({ id, quantity }) => quantity > (sent[id] ?? 0));
  return isMissing || !parcels.length ? [...parcels, null] : parcels;
}

/** The reasons that fit where a parcel is, and the others. */
export function reasonsFor(parcel) {
  if (!parcel) return { fitting: ['NEVER_SHIPPED', 'OTHER'], others: [] };
  const { trackingStatus } = parcel;
  const waits = LATER.includes(trackingStatus) ? ['NEVER_SHIPPED'] : [];
  const fitting = [...(FITTING[trackingStatus] ?? [...UNDER_WAY, ...waits]), 'OTHER'];
  return { fitting, others: ALL.filter((reason) => !fitting.includes(reason)) };
}
