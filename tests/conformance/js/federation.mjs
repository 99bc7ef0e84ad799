// Apollo Federation 2: our subgraph composed with another one by both composers, `_entities`, and a gateway over the two.
import { composeServices as composeByApollo } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { composeServices as composeByGuild } from '@theguild/federation-composition';
import { parse, visit } from 'graphql';
import { createHandler } from 'graphql-http/lib/use/node';
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { expect, run, same } from './checks.mjs';
import {
  ask,
  bearer,
  change,
  claim,
  document,
  headers,
  key,
  newOrder,
  otherKey,
  post,
  sell,
  storefront,
  url,
} from './service.mjs';

const KEYED = ['Claim', 'Order', 'Shipment'];
const LOST = { __typename: 'Order', id: 'ord_00000000000000000000000000' };

/** Another maker's subgraph, which adds notes to our orders and claims. */
const NOTES = parse(`
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@external", "@requires"])
  type Query { orderWithNote(id: ID!): Order claimWithNote(id: ID!): Claim }
  type Order @key(fields: "id") { id: ID! note: String! number: String! @external label: String! @requires(fields: "number") }
  type Claim @key(fields: "id") { id: ID! note: String! }
`);
const note = ({ id }) => `about ${id}`;
const notes = buildSubgraphSchema([
  {
    typeDefs: NOTES,
    resolvers: {
      Query: { orderWithNote: (_, { id }) => ({ id }), claimWithNote: (_, { id }) => ({ id }) },
      Order: { __resolveReference: (order) => order, note, label: ({ number }) => `order ${number}` },
      Claim: { __resolveReference: (one) => one, note },
    },
  },
]);

let told;
function sdl() {
  told ??= (async () => {
    const { json, text } = await post({ query: '{ _service { sdl } }' });
    expect(json?.data?._service.sdl, text);
    return json.data._service.sdl;
  })();
  return told;
}

async function services() {
  return [
    { name: 'makegood', typeDefs: parse(await sdl()), url },
    { name: 'notes', typeDefs: NOTES, url: 'http://127.0.0.1/' },
  ];
}

async function composed(compose, given) {
  const { supergraphSdl, errors } = compose(given ?? (await services()));
  expect(supergraphSdl && !errors?.length, errors?.map(({ message }) => message).join('; '));
  return supergraphSdl;
}

/** Asks for entities as a gateway does: `{items, errors}`. */
async function entities(representations, credential = key) {
  const query = `query($representations: [_Any!]!) { _entities(representations: $representations) {
    __typename ... on Order { id number } ... on Shipment { id trackingNumber } ... on Claim { id number }
  } }`;
  const { json, text } = await post({ query, variables: { representations } }, bearer(credential));
  expect(json, text);
  return { items: json.data?._entities ?? null, errors: json.errors ?? [], text };
}

/** Checks that a wrong representation costs its own place alone, and is told with a code and in our words. */
async function costsItsPlace(wrong) {
  const { order } = await sell();
  const { items, errors, text } = await entities([wrong, { __typename: 'Order', id: order.id }]);
  expect(items?.length === 2 && items[0] === null && items[1]?.id === order.id, text);
  expect(errors.length && errors.every(({ extensions }) => extensions?.code === 'BAD_USER_INPUT'), text);
  expect(!/object has no|argument|Traceback/.test(errors[0].message), text);
}

const contract = {
  'the SDL is told': async () => expect(parse(await sdl()).definitions.length > 10),
  'it links Federation 2.9, which both composers know': async () =>
    expect(
      /@link\(url: "https:\/\/specs\.apollo\.dev\/federation\/v2\.9"/.test(await sdl()),
      (await sdl()).slice(0, 300),
    ),
  'orders, parcels and claims have the key id': async () => {
    const keyed = [];
    visit(parse(await sdl()), {
      ObjectTypeDefinition(node) {
        const fields = node.directives
          .filter(({ name }) => name.value === 'key')
          .map((one) => one.arguments[0].value.value);
        if (fields.includes('id')) keyed.push(node.name.value);
      },
    });
    for (const name of KEYED) expect(keyed.includes(name), `only ${keyed}`);
  },
};

const composition = {
  "Apollo's composer takes it alone": async () => composed(composeByApollo, (await services()).slice(0, 1)),
  "The Guild's composer takes it alone": async () => composed(composeByGuild, (await services()).slice(0, 1)),
  "Apollo's composer joins the other subgraph": async () =>
    expect(/orderWithNote/.test(await composed(composeByApollo))),
  "The Guild's composer joins the other subgraph": async () =>
    expect(/orderWithNote/.test(await composed(composeByGuild))),
};

const references = {
  'entities of all kinds come in their places': async () => {
    const sold = await sell();
    const made = await claim(sold);
    const wanted = [
      ['Claim', made.id],
      ['Order', sold.order.id],
      ['Shipment', sold.shipment.id],
      ['Order', sold.order.id],
    ];
    const { items, text } = await entities(wanted.map(([__typename, id]) => ({ __typename, id })));
    same(items?.map(({ __typename, id }) => [__typename, id]) ?? text, wanted);
  },
  'none are none': async () => same((await entities([])).items, []),
  'one that is not there is null, and the others are there': async () => {
    const { order } = await sell();
    const { items, text } = await entities([LOST, { __typename: 'Order', id: order.id }]);
    same(items?.map((item) => item?.id ?? null) ?? text, [null, order.id]);
  },
  'one of another storefront is null': async () => {
    const { order } = await sell(otherKey);
    const { items, text } = await entities([{ __typename: 'Order', id: order.id }]);
    same(items ?? text, [null]);
  },
  'an id of another type is null': async () => {
    const { shipment } = await sell();
    const { items, text } = await entities([{ __typename: 'Order', id: shipment.id }]);
    same(items ?? text, [null]);
  },
  'more fields than the key do no harm': async () => {
    const { order } = await sell();
    const { items, text } = await entities([{ __typename: 'Order', id: order.id, number: '#x', more: { a: 1 } }]);
    same(items?.[0]?.id ?? text, order.id);
  },
  "a customer's token shows its own order alone": async () => {
    const [mine, other] = [await sell(), await sell()];
    const { token } = await change('customerTokenCreate', { orderId: mine.order.id });
    const { items, text } = await entities(
      [mine, other].map(({ order }) => ({ __typename: 'Order', id: order.id })),
      token,
    );
    same(items?.map((item) => item?.id ?? null) ?? text, [mine.order.id, null]);
  },
  'without a credential nothing is told': async () => {
    const { status, text } = await post({ query: '{ _service { sdl } }' }, { authorization: '' });
    same([status, /UNAUTHENTICATED/.test(text)], [401, true]);
  },
  'an unknown type costs its own place': async () => costsItsPlace({ __typename: 'Nope', id: '1' }),
  'a type without a key costs its own place': async () => costsItsPlace({ __typename: 'Storefront', id: storefront }),
  'a missing type costs its own place': async () => costsItsPlace({ id: LOST.id }),
  'a missing id costs its own place': async () => costsItsPlace({ __typename: 'Order' }),
  'an id that is a number costs its own place': async () => costsItsPlace({ __typename: 'Order', id: 7.5 }),
  'a representation that is text costs its own place': async () => costsItsPlace('Order'),
  'a thousand are answered or refused with a code': async () => {
    const { items, errors, text } = await entities(Array(1000).fill(LOST));
    expect(items?.length === 1000 || errors[0]?.extensions?.code === 'BAD_USER_INPUT', text.slice(0, 300));
  },
};

/** A gateway over both subgraphs, which hands the caller's credential on. */
let opened;
function gateway() {
  opened ??= (async () => {
    const server = createServer(createHandler({ schema: notes }));
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    const [ours, theirs] = await services();
    theirs.url = `http://127.0.0.1:${server.address().port}/`;
    const supergraphSdl = await composed(composeByApollo, [ours, theirs]);
    const willSendRequest = ({ request }) =>
      Object.entries(headers).forEach(([name, value]) => request.http.headers.set(name, value));
    const made = new ApolloGateway({
      supergraphSdl,
      buildService: (service) => new RemoteGraphQLDataSource({ ...service, willSendRequest }),
      logger: { debug() {}, info() {}, warn() {}, error: console.error },
    });
    return made.load();
  })();
  return opened;
}

async function through(query, variables = {}) {
  const { executor } = await gateway();
  const operation = parse(query).definitions.find(({ kind }) => kind === 'OperationDefinition');
  return executor({
    request: { query, variables },
    document: parse(query),
    operation,
    operationName: operation.name?.value,
    context: {},
    queryHash: createHash('sha256').update(query).digest('hex'),
    metrics: {},
    logger: console,
    cache: new Map(),
    overallCachePolicy: { restrict() {}, policyIfCacheable: () => null },
    source: query,
  });
}

const gatewayed = {
  'the gateway begins with us': async () => {
    const { order } = await sell();
    const { data, errors } = await through('query($id: ID) { order(id: $id) { number note label } }', { id: order.id });
    same(data?.order ?? errors, { number: order.number, note: `about ${order.id}`, label: `order ${order.number}` });
  },
  'the gateway begins with the other': async () => {
    const made = await claim(await sell());
    const { data, errors } = await through(
      'query($id: ID!) { claimWithNote(id: $id) { note number status order { note } } }',
      made,
    );
    same([data?.claimWithNote?.number ?? errors, typeof data?.claimWithNote?.order?.note], [made.number, 'string']);
  },
  'a list gets notes in one go': async () => {
    for (let count = 0; count < 3; count += 1) await claim(await sell());
    const { data, errors } = await through('{ claims(first: 3) { nodes { id note } } }');
    same(data?.claims?.nodes.map((one) => one.note === note(one)) ?? errors, [true, true, true]);
  },
  'what is not ours stays null': async () => {
    const { order } = await sell(otherKey);
    const { data } = await through('query($id: ID!) { orderWithNote(id: $id) { note number } }', { id: order.id });
    same(data?.orderWithNote?.number ?? null, null);
  },
  'a mutation goes through': async () => {
    const { data, errors } = await through(document('orderUpsert'), { input: newOrder() });
    expect(data?.orderUpsert?.order.id, errors);
    expect((await ask('order', { id: data.orderUpsert.order.id })).id);
  },
  'an error keeps its code': async () => {
    const { errors } = await through('{ order { id } }');
    same(errors?.[0].extensions.code, 'BAD_USER_INPUT');
  },
};

await run('Federation', { ...contract, ...composition, ...references, ...gatewayed });
