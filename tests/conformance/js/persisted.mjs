// Persisted documents: the manifests of three generators, and each of their operations by each name that clients send.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, run, same } from './checks.mjs';
import { apollo, codegen, json, relay } from './generated.mjs';
import {
  bearer,
  claim,
  get,
  headers,
  key,
  newOrder,
  operationNames,
  otherKey,
  post,
  project,
  sell,
  storefront,
  url,
} from './service.mjs';

const NEWER = { accept: 'application/graphql-response+json' };
const EVENTS = { accept: 'text/event-stream' };
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

const GENERATORS = {
  'graphql-codegen': async () => manifest((await codegen()).manifest, (content) => Object.entries(content)),
  Apollo: async () =>
    manifest((await apollo()).manifest, ({ operations }) => operations.map(({ id, body }) => [id, body])),
  Relay: async () =>
    manifest((await relay('relay-persisted-all', { persist: true })).manifest, (content) => Object.entries(content)),
};

/** A manifest's documents by the name of their operation as schema/operations has it. */
function manifest(file, entries) {
  const documents = {};
  for (const [id, text] of entries(json(file))) {
    const root = /\{\s*(\w+)/.exec(text.slice(text.indexOf(' {')))[1];
    documents[root] = { hash: id.replace('sha256:', ''), text, kind: /(query|mutation|subscription)/.exec(text)[1] };
  }
  return { file, documents };
}

const prepared = {};
const generated = (name) => (prepared[name] ??= GENERATORS[name]());

/** Makes a manifest known to the storefront by the operator's command. */
const imported = {};
async function known(name) {
  const { file, documents } = await generated(name);
  imported[name] ??= spawnSync(
    JSON.parse(process.env.MAKEGOOD_ADMIN)[0],
    [...JSON.parse(process.env.MAKEGOOD_ADMIN).slice(1), 'document-add', '--storefront', storefront],
    { cwd: project, input: readFileSync(file) },
  );
  expect(imported[name].status === 0, `document-add: ${imported[name].stderr}`);
  return documents;
}

/** The ways in which clients name a document. */
const NAMES = {
  documentId: (hash) => ({ documentId: `sha256:${hash}` }),
  'extensions.persistedQuery': (hash) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: hash } } }),
  doc_id: (hash) => ({ doc_id: hash }),
};

/** Variables with which each operation has something to answer; a refusal is an answer too. */
async function variables(name) {
  const sold = await sell();
  const made = await claim(sold);
  const again = { idempotencyKey: made.id };
  const inputs = {
    orderUpsert: newOrder(),
    shipmentUpsert: { orderId: sold.order.id, carrier: 'USPS', trackingNumber: `MG${Date.now()}` },
    claimCreate: { orderId: sold.order.id, shipmentId: sold.shipment.id, reason: 'OTHER' },
    claimCancel: { claimId: made.id },
    claimReportArrived: { claimId: made.id },
    customerTokenCreate: { orderId: sold.order.id },
    guestTokenCreate: { number: '#none', email: 'a@shop.example' },
    staffTokenCreate: { actor: 'person-1', scopes: ['READ'] },
    tokensRevoke: { orderId: sold.order.id },
    effectDecide: { id: 'eff_00000000000000000000000000', decision: 'RETRY' },
    taskReplay: { id: 'tsk_00000000000000000000000000' },
    trackingRefresh: { shipmentId: sold.shipment.id },
  };
  if (name in inputs) return { input: { ...again, ...inputs[name] } };
  const ids = { shipment: sold.shipment.id, shipmentUpdated: sold.shipment.id, claim: made.id, claimUpdated: made.id };
  const id = ids[name] ?? sold.order.id;
  const after = /Updated$/.test(name) ? { after: sold.order.cursor } : {};
  return (
    { order: { id }, nodes: { ids: [id] }, claims: {}, tasks: {}, effects: {}, storefront: {} }[name] ?? {
      id,
      ...after,
    }
  );
}

const query = (body) =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  );

/** The first event of a stream. */
async function firstEvent(request) {
  const stop = new AbortController();
  const response = await fetch(request.address, {
    ...request,
    signal: stop.signal,
    headers: { ...headers, ...EVENTS, ...request.headers },
  });
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    if (/\ndata: ?\{.*\n\n/.test(text) || response.status !== 200) break;
  }
  stop.abort();
  return { text, json: JSON.parse(/^data: ?(\{.*)$/m.exec(text)?.[1] ?? (text || 'null')) };
}

const METHODS = {
  POST: (kind, body) =>
    kind === 'subscription'
      ? firstEvent({
          address: url,
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        })
      : post(body, NEWER),
  GET: (kind, body) =>
    kind === 'subscription'
      ? firstEvent({ address: `${url}?${new URLSearchParams(query(body))}` })
      : get(query(body), NEWER),
};

const checks = {};
for (const generator of Object.keys(GENERATORS)) {
  checks[`${generator} writes a manifest of all documents`] = async () => {
    const { documents } = await generated(generator);
    same(Object.keys(documents).sort(), [...operationNames].sort());
    for (const { hash, text } of Object.values(documents)) same(hash, sha256(text));
  };
  checks[`${generator}'s manifest is taken, also twice`] = async () => {
    await known(generator);
    delete imported[generator];
    await known(generator);
  };
  for (const name of operationNames) {
    for (const [form, naming] of Object.entries(NAMES)) {
      for (const [method, send] of Object.entries(METHODS)) {
        checks[`${generator}: ${name} by ${form}, ${method}`] = async () => {
          const document = (await known(generator))[name];
          const {
            status,
            headers: told,
            text,
            json: body,
          } = await send(document.kind, { ...naming(document.hash), variables: await variables(name) });
          if (method === 'GET' && document.kind === 'mutation') {
            same([status, told.get('allow')], [405, 'POST']);
          } else {
            expect(body?.data && !body.errors, text);
          }
        };
      }
    }
  }
}

const unknown = sha256('nothing');
const example = async () => (await known('Apollo')).storefront.hash;

const rules = {};
for (const [form, naming] of Object.entries(NAMES)) {
  rules[`an unknown hash by ${form} is told with a code, without data`] = async () => {
    const { status, json: body, text } = await post(naming(unknown), NEWER);
    expect(status >= 400 && status < 500 && !('data' in (body ?? { data: 1 })), `${status} ${text}`);
    same(body.errors[0].extensions?.code, 'PERSISTED_QUERY_NOT_FOUND');
  };
  rules[`a name by ${form} that is none is a coded error`] = async () => {
    for (const wrong of ['', 'x', 'sha256:', 'md5:abc', '../../etc', unknown.slice(1), 'ä'.repeat(64)]) {
      const { status, json: body, text } = await post(naming(wrong), NEWER);
      expect(status >= 400 && status < 500 && body?.errors[0].extensions?.code, `${wrong}: ${status} ${text}`);
    }
  };
}
Object.assign(rules, {
  'an unknown hash has the message that Apollo knows': async () =>
    same(
      (await post(NAMES['extensions.persistedQuery'](unknown), NEWER)).json.errors[0].message,
      'PersistedQueryNotFound',
    ),
  'for application/json an unknown hash is told with 200': async () =>
    same((await post(NAMES.documentId(unknown))).status, 200),
  'names of another type are coded errors': async () => {
    for (const body of [
      { documentId: 1 },
      { documentId: {} },
      { doc_id: 1 },
      { extensions: { persistedQuery: 'x' } },
      { extensions: { persistedQuery: { version: 2, sha256Hash: unknown } } },
      { extensions: { persistedQuery: {} } },
    ]) {
      const { status, json: told, text } = await post(body, NEWER);
      expect(
        status >= 400 && status < 500 && told?.errors[0].extensions?.code,
        `${JSON.stringify(body)}: ${status} ${text}`,
      );
    }
  },
  'another storefront does not know it': async () => {
    const { json: body } = await post(NAMES.documentId(await example()), { ...NEWER, ...bearer(otherKey) });
    same(body.errors?.[0].extensions.code, 'PERSISTED_QUERY_NOT_FOUND');
  },
  'GET has an ETag, and is not sent again': async () => {
    const parameters = query(NAMES.documentId(await example()));
    const { headers: told, status, text } = await get(parameters, NEWER);
    const tag = told.get('etag');
    expect(status === 200 && tag, `${status}, ETag ${tag}: ${text}`);
    const again = await get(parameters, { ...NEWER, 'if-none-match': tag });
    same([again.status, again.text], [304, '']);
  },
  'what GET answers is for one caller alone': async () => {
    const { headers: told } = await get(query(NAMES.documentId(await example())), NEWER);
    const [kept, vary] = [told.get('cache-control') ?? '', told.get('vary') ?? ''];
    expect(/private|no-store/.test(kept) || /authorization/i.test(vary), `Cache-Control: ${kept}; Vary: ${vary}`);
    expect(/accept/i.test(vary), `Vary: ${vary}`);
  },
  'other variables have another ETag': async () => {
    const { hash } = (await known('Apollo')).order;
    const tags = [];
    for (let one = 0; one < 2; one += 1) {
      const given = { ...NAMES.documentId(hash), variables: { id: (await sell()).order.id } };
      tags.push((await get(query(given), NEWER)).headers.get('etag'));
    }
    expect(tags[0] && tags[1] && tags[0] !== tags[1], tags);
  },
  'a wrong key is told before the document is looked up': async () =>
    same((await post(NAMES.documentId(unknown), { ...NEWER, ...bearer(`${key}x`) })).status, 401),
});

await run('persisted documents', { ...checks, ...rules });
