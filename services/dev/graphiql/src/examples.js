// The tabs that a newcomer finds: documents of schema/operations, in the order of one claim's story.

import claimCreate from '../../../../schema/operations/claimCreate.graphql';
import claims from '../../../../schema/operations/claims.graphql';
import claimsUpdated from '../../../../schema/operations/claimsUpdated.graphql';
import orderUpsert from '../../../../schema/operations/orderUpsert.graphql';
import shipmentUpsert from '../../../../schema/operations/shipmentUpsert.graphql';
import storefront from '../../../../schema/operations/storefront.graphql';

const name = Math.random().toString(36).slice(2, 10);
const daysAgo = (days) => `${new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 19)}Z`;

const ORDER = {
  idempotencyKey: `order-${name}`,
  externalId: name,
  number: `#${name}`,
  currencyCode: 'DKK',
  total: '240.00',
  placedAt: daysAgo(30),
  lines: [{ externalId: '1', title: 'Mug', quantity: 2, unitPrice: '120.00', paidAmount: '240.00' }],
};
const PARCEL = {
  idempotencyKey: `parcel-${name}`,
  orderId: 'ord_… of the answer before',
  carrier: 'USPS',
  trackingNumber: `MG-LOST-${name.toUpperCase()}`,
};
const CLAIM = {
  idempotencyKey: `claim-${name}`,
  orderId: PARCEL.orderId,
  shipmentId: 'shp_… of the answer before',
  reason: 'LOST_IN_TRANSIT',
};

const tab = (query, input) => ({ query, variables: input && JSON.stringify({ input }, null, 2) });

export const EXAMPLES = [
  tab(storefront),
  tab(orderUpsert, ORDER),
  tab(shipmentUpsert, PARCEL),
  tab(claimsUpdated),
  tab(claimCreate, CLAIM),
  { query: claims, variables: '{ "first": 10 }' },
];
