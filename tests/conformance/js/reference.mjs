// The reference implementations of graphql-http, graphql-ws and graphql-sse behind our schema, with made-up data: what
// the suites' own checks are calibrated on. `node reference.mjs PORT` prints the environment that the suites want.
import { createHandler as http } from 'graphql-http/lib/use/node';
import { createHandler as sse } from 'graphql-sse/lib/use/http';
import { useServer } from 'graphql-ws/use/ws';
import { CloseCode } from 'graphql-ws';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, execute, parse, subscribe, visit } from 'graphql';
import { createServer } from 'node:http';
import { EventEmitter, on } from 'node:events';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { WebSocketServer } from 'ws';

const [port] = process.argv.slice(2);
const project = resolve(import.meta.dirname, '../../..');
const KEYED = ['Claim', 'Order', 'Shipment'];
const text = KEYED.reduce(
  (sdl, type) => sdl.replace(`type ${type} implements Node`, `$& @key(fields: "id")`),
  readFileSync(join(project, 'schema', 'schema.graphql'), 'utf8'),
);
/** The SDL without what the subgraph's library adds by itself. */
const ours = (sdl) => visit(parse(sdl), { enter: ({ name }) => (name?.value.startsWith('_') ? null : undefined) });
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const __resolveReference = ({ id }) => nodes.get(id);
const resolvers = Object.fromEntries(KEYED.map((type) => [type, { __resolveReference }]));
const schema = buildSubgraphSchema([{ typeDefs: ours(`${link} ${text}`), resolvers }]);
const key = 'reference';
const authorized = (value) => value === `Bearer ${key}`;

const events = [];
const bell = new EventEmitter().setMaxListeners(1000);
const nodes = new Map();
let count = 0;
const keep = (type, values) => {
  const id = `${type.slice(0, 3).toLowerCase()}_${++count}`;
  const node = { __typename: type, id, number: `#${count}`, cursor: String(events.length), version: 1, ...values };
  nodes.set(id, node);
  return node;
};
const tell = (type, values) => {
  events.push({ type, id: `evt_${++count}`, sequence: 1, cursor: String(events.length + 1), ...values });
  events.at(-1).occurredAt = new Date().toISOString();
  events.at(-1).actor = { kind: 'PARTNER' };
  bell.emit('news');
};
async function* watch(field, id, place, news) {
  for (let next = place; ; next += 1) {
    while (next >= events.length) if ((await news.next()).done) return;
    if (events[next].about.includes(id)) yield { [field]: events[next] };
  }
}
const watching =
  (field) =>
  ({ id, after }) => {
    if (!nodes.has(id)) throw new GraphQLError('There is none.', { extensions: { code: 'NOT_FOUND' } });
    const news = on(bell, 'news');
    const stream = watch(field, id, after ? Number(after) : events.length, news);
    const end = () => news.return().then(() => stream.return());
    return {
      next: () => stream.next(),
      return: end,
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  };
const storefront = keep('Storefront', { name: 'Reference', currencyCode: 'EUR', timeZone: 'UTC', mode: 'TEST' });
const claims = () => [...nodes.values()].filter((node) => node.__typename === 'Claim').reverse();
const root = {
  storefront,
  node: ({ id }) => nodes.get(id),
  order: ({ id }) => {
    if (!id) throw new GraphQLError('Name it.', { extensions: { code: 'BAD_USER_INPUT' } });
    return nodes.get(id);
  },
  claim: ({ id }) => nodes.get(id),
  claims: () => ({ nodes: claims(), edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } }),
  orderUpsert: ({ input }) => ({ order: keep('Order', { ...input, lines: [] }), userErrors: [] }),
  shipmentUpsert: ({ input }) => ({
    shipment: keep('Shipment', { ...input, status: 'SHIPPED', trackingStatus: 'UNKNOWN', lines: [] }),
    userErrors: [],
  }),
  claimCreate: ({ input }) => {
    const made = keep('Claim', { reason: input.reason, status: 'SUBMITTED', openedBy: 'PARTNER', items: [] });
    made.about = [made.id, input.orderId, input.shipmentId];
    tell('claim.submitted', { about: made.about, status: made.status, claim: made });
    return { claim: made, userErrors: [] };
  },
  claimCancel: ({ input }) => {
    const node = Object.assign(nodes.get(input.claimId), { status: 'CANCELED' });
    tell('claim.canceled', { about: node.about, status: node.status, claim: node });
    return { claim: node, userErrors: [] };
  },
  orderUpdated: watching('orderUpdated'),
  claimUpdated: watching('claimUpdated'),
};

const json = http({ schema, rootValue: root });
const stream = sse({
  schema,
  execute: (given) => execute({ ...given, rootValue: root }),
  subscribe: (given) => subscribe({ ...given, rootValue: root }),
});
const server = createServer((request, response) => {
  if (!authorized(request.headers.authorization)) return response.writeHead(401).end();
  return /event-stream/.test(request.headers.accept) ? stream(request, response) : json(request, response);
});
useServer(
  {
    schema,
    roots: { query: root, mutation: root, subscription: root },
    connectionInitWaitTimeout: 5000,
    onConnect: ({ connectionParams }) => authorized(connectionParams?.authorization ?? connectionParams?.Authorization),
  },
  new WebSocketServer({ server, path: '/graphql' }),
);
server.listen(Number(port), '127.0.0.1', () => {
  const told = {
    URL: `http://127.0.0.1:${port}/graphql`,
    KEY: key,
    OTHER_KEY: key,
    PROJECT: project,
    ADMIN: '["false"]',
  };
  for (const [name, value] of Object.entries(told)) console.log(`export MAKEGOOD_${name}='${value}'`);
  console.log(`# forbidden closes with ${CloseCode.Forbidden}`);
});
