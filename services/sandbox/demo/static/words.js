// Words, moments and money for people who look at all sides at once.

const LOCALE = 'en';
const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const moment = new Intl.DateTimeFormat(LOCALE, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

export const atClock = (at) => clock.format(new Date(at));
export const atDay = (at) => day.format(new Date(at));
export const atMoment = (at) => moment.format(new Date(at));

/** `{amount, currencyCode}` as people write it. */
export const money = ({ amount, currencyCode }) =>
  new Intl.NumberFormat(LOCALE, { style: 'currency', currency: currencyCode, currencyDisplay: 'code' }).format(amount);

const SPELLED = {
  AT_DESTINATION: 'At the last depot',
  AT_PICKUP_POINT: 'In a parcel shop',
  DELIVERED_TO_NEIGHBOR: 'Delivered to a neighbour',
  IN_CUSTOMS: 'In customs',
  PRE_ADVISED: 'Announced',
  NON_RECEIPT_DECLARATION: 'Declaration of non-receipt',
  PROOF_OF_DELIVERY: 'Proof of delivery',
  CARRIER_PACKET: 'By hand, with a packet',
  INSURER_PACKET: 'By hand, with a packet',
  INSURER_API: 'By a call',
  CARRIER_API: 'By a call',
  AGGREGATOR_API: 'By a call',
};

/** A word of the API's for people: `UNDER_REVIEW` is `Under review`. */
export function spelled(word) {
  if (!word) return '';
  const plain = word.replaceAll('_', ' ').toLowerCase();
  return SPELLED[word] ?? plain[0].toUpperCase() + plain.slice(1);
}
