// Relay: its compiler over the schema and all documents, and its runtime with what was compiled.
import relayRuntime from 'relay-runtime';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { expect, run, same, within } from './checks.mjs';
import { json, relay, relayName } from './generated.mjs';
import { cancel, claim, headers, newOrder, operationNames, post, sell, socketUrl } from './service.mjs';

const { Environment, Network, Observable, RecordSource, Store, commitMutation, fetchQuery, requestSubscription } =
  relayRuntime;

/** A paginated fragment and a refetchable one, as pages have them. */
const more = {
  list: `graphql\`fragment list_query on Query
    @refetchable(queryName: "listPaginationQuery")
    @argumentDefinitions(count: { type: "Int", defaultValue: 2 }, cursor: { type: "String" }) {
    claims(first: $count, after: $cursor) @connection(key: "list_claims") { edges { node { id number } } }
  }\`;
  graphql\`query listQuery { ...list_query }\`;`,
  card: `graphql\`fragment card_order on Order @refetchable(queryName: "cardRefetchQuery") { id number }\`;`,
};

const operations = ['storefront', 'node', 'orderUpsert', 'orderUpdated', 'claim', 'claimCancel'];
let compiled;
const artifact = async (file) => {
  compiled ??= relay('relay', { operations, more });
  return (await compiled).artifact(file);
};

/** Relay's environment; fetches text, or ids where the compiler has persisted it. */
function environment() {
  const socket = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams: headers });
  const fetchIt = async ({ text, id }, variables) =>
    (
      await post(text ? { query: text, variables } : { doc_id: id, variables }, {
        accept: 'application/graphql-response+json',
      })
    ).json;
  const watch = ({ text }, variables) =>
    Observable.create((sink) => socket.subscribe({ query: text, variables }, sink));
  return new Environment({ network: Network.create(fetchIt, watch), store: new Store(new RecordSource()) });
}

const query = (at, file, variables) => fetchQuery(at, file, variables).toPromise();
const change = (at, mutation, variables) =>
  new Promise((done, failed) => {
    const onCompleted = (data, errors) => (errors ? failed(errors) : done(data));
    commitMutation(at, { mutation, variables, onCompleted, onError: failed });
  });

await run('Relay compiler and runtime', {
  'the compiler takes schema and documents': async () => {
    const all = await relay('relay-all');
    for (const name of operationNames) expect((await all.artifact(relayName(name))).params.text, name);
  },
  'the compiler takes @connection and @refetchable': async () => {
    expect((await artifact('listPaginationQuery')).params.text.includes('pageInfo'));
    expect((await artifact('cardRefetchQuery')).params.text.includes('node(id: $id)'));
  },
  'the compiler persists documents': async () => {
    const { manifest } = await relay('relay-persisted', { operations, persist: true });
    same(Object.keys(json(manifest)).length, operations.length);
  },
  'a query': async () => {
    const data = await query(environment(), await artifact('storefrontQuery'), {});
    expect(data.storefront.id, data);
  },
  'a request error throws, and keeps its code': async () => {
    const outcome = await query(environment(), await artifact('nodeQuery'), { id: {} }).catch((error) => error);
    expect(outcome instanceof Error && outcome.source.errors[0].extensions.code, outcome);
  },
  'a mutation': async () => {
    const data = await change(environment(), await artifact('orderUpsertMutation'), { input: newOrder() });
    expect(data.orderUpsert.order.id, data);
  },
  'a mutation changes what the store knows by its id': async () => {
    const at = environment();
    const made = await claim(await sell());
    await query(at, await artifact('claimQuery'), { id: made.id });
    const input = { idempotencyKey: made.id, claimId: made.id };
    await change(at, await artifact('claimCancelMutation'), { input });
    same(at.getStore().getSource().get(made.id).status, 'CANCELED');
  },
  'a subscription': async () => {
    const sold = await sell();
    const seen = [];
    const subscription = await artifact('orderUpdatedSubscription');
    const variables = { id: sold.order.id, after: sold.order.cursor };
    const end = new Promise((done, failed) => {
      requestSubscription(environment(), {
        subscription,
        variables,
        onError: failed,
        onNext: (data) => {
          seen.push(data.orderUpdated.type);
          if (seen.includes('claim.canceled')) done();
        },
      });
    });
    await Promise.all([claim(sold).then(cancel), within(15, end, `the cancellation; seen ${seen}`)]);
  },
  'a page of a connection, and the next one': async () => {
    for (let made = 0; made < 3; made += 1) await claim(await sell());
    const at = environment();
    await query(at, await artifact('listQuery'), {});
    const source = () => at.getStore().getSource().toJSON();
    const connection = () =>
      Object.values(source()).find((one) => one.__id.includes('__list_claims_connection') && one.edges);
    const first = connection();
    same(first.edges.__refs.length, 2);
    const { endCursor } = source()[first.pageInfo.__ref];
    await query(at, await artifact('listPaginationQuery'), { count: 2, cursor: endCursor });
    same(connection().edges.__refs.length, 4);
  },
});
