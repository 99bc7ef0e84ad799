// urql: it names text/event-stream with every query, splits events at "\n\n" alone, and has its own persisted queries.
import { Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient as overSse } from 'graphql-sse';
import { createClient as overSocket } from 'graphql-ws';
import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { expect, run, same, within } from './checks.mjs';
import { bearer, cancel, claim, document, headers, newOrder, sell, socketUrl, url } from './service.mjs';

/** A client, and every request that went over its line. */
function client({ exchanges = [fetchExchange], fetchOptions = { headers }, ...options } = {}) {
  const sent = [];
  const urql = new Client({
    url,
    exchanges,
    fetchOptions,
    requestPolicy: 'network-only',
    preferGetMethod: false,
    fetch: async (address, request) => {
      const response = await fetch(address, request);
      sent.push({ method: request.method, body: request.body, accept: request.headers.accept, response });
      return response;
    },
    ...options,
  });
  return { urql, sent };
}

const data = async (promise) => {
  const result = await promise;
  if (result.error) throw new Error(result.error.message);
  return result.data;
};

/** Watches an order until a claim on it is taken back. */
async function watches(urql) {
  const sold = await sell();
  const seen = [];
  const end = new Promise((done, failed) => {
    const { unsubscribe } = urql
      .subscription(document('orderUpdated'), { id: sold.order.id, after: sold.order.cursor })
      .subscribe(({ data: told, error }) => {
        if (error) failed(error);
        else seen.push(told.orderUpdated.type);
        if (seen.includes('claim.canceled')) {
          setTimeout(() => unsubscribe());
          done();
        }
      });
  });
  await Promise.all([claim(sold).then(cancel), within(15, end, `the cancellation; seen ${seen}`)]);
}

const forward = (source) =>
  subscriptionExchange({
    forwardSubscription: ({ query, variables }) => ({
      subscribe: (sink) => ({ unsubscribe: source.subscribe({ query, variables }, sink) }),
    }),
  });

const http = {
  'a query gets JSON, though its Accept also names events': async () => {
    const { urql, sent } = client();
    expect((await data(urql.query(document('storefront'), {}))).storefront.id);
    expect(
      /event-stream/.test(sent[0].accept) && /json/.test(sent[0].response.headers.get('content-type')),
      sent[0].accept,
    );
  },
  'a mutation': async () => {
    const told = await data(client().urql.mutation(document('orderUpsert'), { input: newOrder() }));
    expect(told.orderUpsert.order.id, told);
  },
  'a validation error has its code': async () => {
    const { error } = await client().urql.query('{ nothing }', {});
    same(error?.graphQLErrors[0]?.extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },
  'a field error comes with its data': async () => {
    const told = await client().urql.query('{ storefront { id } order { id } }', {});
    expect(told.data.storefront.id && told.error.graphQLErrors[0].extensions.code, told);
  },
  'a wrong key has its code': async () => {
    const { error } = await client({ fetchOptions: { headers: bearer('mg_sk_wrong') } }).urql.query(
      document('storefront'),
      {},
    );
    same(error?.graphQLErrors[0]?.extensions.code, 'UNAUTHENTICATED');
  },
  'a query by GET': async () => {
    const { urql, sent } = client({ preferGetMethod: 'force' });
    expect((await data(urql.query(document('storefront'), {}))).storefront.id);
    same(sent[0].method, 'GET');
  },
};

const watching = {
  'a subscription by graphql-ws': async () => {
    const socket = overSocket({ url: socketUrl, webSocketImpl: WebSocket, connectionParams: headers });
    await watches(client({ exchanges: [fetchExchange, forward(socket)] }).urql);
    await socket.dispose();
  },
  'a subscription by graphql-sse': async () =>
    watches(client({ exchanges: [fetchExchange, forward(overSse({ url, headers }))] }).urql),
  'a subscription by its own fetch': async () => watches(client({ fetchSubscriptions: true }).urql),
  'a subscription that is refused has its code': async () => {
    const { urql } = client({ fetchSubscriptions: true });
    const { error } = await urql
      .subscription(document('orderUpdated'), { id: 'ord_00000000000000000000000000' })
      .toPromise();
    same(error?.graphQLErrors[0]?.extensions.code, 'NOT_FOUND');
  },
};

const persisted = (options) => client({ exchanges: [persistedExchange(options), fetchExchange] });
const fresh = () => gql(`query Fresh { storefront { id a${randomUUID().slice(0, 8)}: name } }`);
const POST = { preferGetForPersistedQueries: false };

const hashes = {
  'an unknown hash is told, and the text is registered with it': async () => {
    const { urql, sent } = persisted(POST);
    expect((await data(urql.query(fresh(), {}))).storefront.id);
    same(
      sent.map(({ body }) => 'query' in JSON.parse(body)),
      [false, true],
    );
  },
  'a known hash needs no text': async () => {
    const query = fresh();
    await data(persisted(POST).urql.query(query, {}));
    const { urql, sent } = persisted(POST);
    expect((await data(urql.query(query, {}))).storefront.id);
    same(
      sent.map(({ body }) => 'query' in JSON.parse(body)),
      [false],
    );
  },
  'hashes go by GET': async () => {
    const query = fresh();
    const get = { preferGetForPersistedQueries: 'force' };
    await data(persisted(get).urql.query(query, {}));
    const { urql, sent } = persisted(get);
    expect((await data(urql.query(query, {}))).storefront.id);
    same(
      sent.map(({ method }) => method),
      ['GET'],
    );
  },
  'a mutation by hash': async () => {
    const { urql } = persisted({ ...POST, enableForMutation: true });
    expect((await data(urql.mutation(document('orderUpsert'), { input: newOrder() }))).orderUpsert.order.id);
  },
};

await run('urql', { ...http, ...watching, ...hashes });
