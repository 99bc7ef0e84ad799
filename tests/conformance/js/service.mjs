// The running service as every suite uses it: its address, its key, its documents, and something that happens in it.
import { randomUUID } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const environment = process.env;
export const project = environment.MAKEGOOD_PROJECT;
export const url = environment.MAKEGOOD_URL;
export const socketUrl = url.replace(/^http/, 'ws');
export const key = environment.MAKEGOOD_KEY;
export const otherKey = environment.MAKEGOOD_OTHER_KEY;
export const storefront = environment.MAKEGOOD_STOREFRONT;
export const bearer = (credential) => ({ authorization: `Bearer ${credential}` });
export const headers = bearer(key);

const operations = join(project, 'schema', 'operations');
export const operationNames = readdirSync(operations).map((file) => file.replace('.graphql', ''));
/** The text that storefronts send. */
export const document = (name) => readFileSync(join(operations, `${name}.graphql`), 'utf8');

/** One POST; the whole response with its body as text and, if it is JSON, parsed. */
export async function post(body, more = {}, address = url) {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers, ...more },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return read(response);
}

/** One GET of these parameters. */
export async function get(parameters, more = {}) {
  const response = await fetch(`${url}?${new URLSearchParams(parameters)}`, { headers: { ...headers, ...more } });
  return read(response);
}

async function read(response) {
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const json = type.includes('json') && text ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, type, text, json };
}

/** The data of a document that must not fail. */
export async function ask(name, variables, credential = key) {
  const { json, text } = await post({ query: document(name), variables }, bearer(credential));
  if (!json?.data || json.errors) throw new Error(`${name}: ${text}`);
  return Object.values(json.data)[0];
}

/** A mutation that must not be refused, under a new idempotency key. */
export async function change(name, input, credential = key) {
  const payload = await ask(name, { input: { idempotencyKey: randomUUID(), ...input } }, credential);
  if (payload.userErrors.length) throw new Error(`${name}: ${JSON.stringify(payload.userErrors)}`);
  return payload;
}

/** The input of an order that was never told before. */
export function newOrder() {
  const name = randomUUID();
  return {
    idempotencyKey: name,
    externalId: name,
    number: `#${name.slice(0, 8)}`,
    currencyCode: 'EUR',
    total: '24.00',
    placedAt: new Date(Date.now() - 30 * 86_400_000).toISOString(),
    lines: [{ externalId: '1', title: 'Mug', quantity: 2, unitPrice: '12.00', paidAmount: '24.00' }],
  };
}

/** An order and its parcel: `{order, shipment}`. */
export async function sell(credential = key) {
  const { order } = await change('orderUpsert', newOrder(), credential);
  const parcel = { orderId: order.id, carrier: 'USPS', trackingNumber: `MG${randomUUID().slice(0, 13).toUpperCase()}` };
  const { shipment } = await change('shipmentUpsert', parcel, credential);
  return { order, shipment };
}

/** Opens a claim on a parcel, which everybody who watches the order is told; the claim. */
export async function claim({ order, shipment }, credential = key) {
  const input = { orderId: order.id, shipmentId: shipment.id, reason: 'LOST_IN_TRANSIT' };
  return (await change('claimCreate', input, credential)).claim;
}

/** Takes the claim back, which is told too. */
export const cancel = ({ id }, credential = key) => change('claimCancel', { claimId: id }, credential);
