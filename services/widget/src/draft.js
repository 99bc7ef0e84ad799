// What a report sends: decided from what can be claimed and what was chosen.

import { isNothingHere } from './reasons.js';

/** The id by which a claimable line is named. */
export const lineOf = ({ shipmentLineId, orderLineId }) => shipmentLineId ?? orderLineId;

/** What can be claimed of a parcel, or of what was never sent. */
export const claimable = ({ items }, parcel) =>
  items.filter(({ maxQuantity, shipmentLineId }) => maxQuantity > 0 && (parcel || !shipmentLineId));

/**
 * How many of each line are meant: as was typed, but no more than are left; at first all when nothing is here or there
 * is but one thing, else none.
 */
export function quantitiesOf(items, reason, typed) {
  const isAll = isNothingHere(reason) || (items.length === 1 && items[0].maxQuantity === 1);
  return Object.fromEntries(
    items.map((item) => {
      const most = `${item.maxQuantity}`;
      const quantity = typed[lineOf(item)] ?? (isAll ? most : '0');
      return [lineOf(item), Number(quantity) > item.maxQuantity ? most : quantity];
    }),
  );
}

/** Lines whose quantity, as it was typed, is none. */
export const impossible = (items, quantities) =>
  items.filter((item) => {
    const typed = quantities[lineOf(item)] || '0';
    return !/^\d{1,6}$/.test(typed) || Number(typed) > item.maxQuantity;
  });

/** The lines with how many are claimed of each. */
export const chosenItems = (items, quantities) =>
  items
    .map(({ shipmentLineId, orderLineId, ...item }) => ({
      quantity: Number(quantities[lineOf({ shipmentLineId, orderLineId, ...item })] || 0),
      ...(shipmentLineId ? { shipmentLineId } : { orderLineId }),
    }))
    .filter(({ quantity }) => quantity > 0);

/** The same problems, with the line's id where a line that was sent is named by its place. */
export const byLine = (problems, sent) =>
  problems.map((problem) => {
    const [name, place] = problem.field ?? [];
    return name === 'items' && place in sent ? { ...problem, field: [name, lineOf(sent[place])] } : problem;
  });

/** A language as the API takes it, such as `da` or `en-GB`. */
export function localeOf(tag) {
  const { language, region } = new Intl.Locale(tag);
  return /^[A-Z]{2}$/.test(region) ? `${language}-${region}` : language;
}

/** The options, what is given by default first. */
export const defaultFirst = (options) => [...options].sort((one, other) => other.isDefault - one.isDefault);
