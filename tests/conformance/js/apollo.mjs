// Apollo Client: queries, mutations, errors, its cache, both of its ways to watch, and automatic persisted queries.
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { createClient } from 'graphql-ws';
import { createHash, randomUUID } from 'node:crypto';
import { filter, firstValueFrom } from 'rxjs';
import WebSocket from 'ws';
import { expect, run, same, within } from './checks.mjs';
import { bearer, cancel, claim, document, headers, newOrder, post, sell, socketUrl, url } from './service.mjs';

const parsed = (name) => gql(document(name));
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** A client, and every request and status that went over its line. */
function client({ link = (http) => http, cache = new InMemoryCache(), ...options } = {}) {
  const sent = [];
  const http = new HttpLink({
    uri: url,
    headers,
    fetch: async (address, request) => {
      const response = await fetch(address, request);
      sent.push({ method: request.method ?? 'GET', body: request.body, address, status: response.status });
      return response;
    },
    ...options,
  });
  return { apollo: new ApolloClient({ link: link(http), cache }), sent };
}

const failing = (promise) =>
  promise.then(
    (done) => expect(false, done),
    (error) => error,
  );

/** Watches an order until a claim on it is taken back. */
async function watches(apollo) {
  const sold = await sell();
  const variables = { id: sold.order.id, after: sold.order.cursor };
  const seen = [];
  const end = new Promise((done, failed) => {
    const watching = apollo.subscribe({ query: parsed('orderUpdated'), variables }).subscribe({
      next: ({ data, error }) => {
        if (error) failed(error);
        else seen.push(data.orderUpdated.type);
        if (seen.includes('claim.canceled')) {
          watching.unsubscribe();
          done();
        }
      },
      error: failed,
      complete: () => failed(new Error(`complete after ${seen}`)),
    });
  });
  await Promise.all([claim(sold).then(cancel), within(15, end, `the cancellation; seen ${seen}`)]);
}

const http = {
  'a query': async () => expect((await client().apollo.query({ query: parsed('storefront') })).data.storefront.id),
  'a mutation': async () => {
    const { data } = await client().apollo.mutate({
      mutation: parsed('orderUpsert'),
      variables: { input: newOrder() },
    });
    expect(data.orderUpsert.order.id, data);
  },
  'a refusal is a value': async () => {
    const input = { idempotencyKey: randomUUID(), claimId: 'clm_00000000000000000000000000' };
    const { data } = await client().apollo.mutate({ mutation: parsed('claimCancel'), variables: { input } });
    same(data.claimCancel.userErrors[0].code, 'NOT_FOUND');
  },
  'a validation error has its code': async () => {
    const error = await failing(client().apollo.query({ query: gql('{ nothing }') }));
    expect(CombinedGraphQLErrors.is(error), error);
    same(error.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },
  'a field error comes with its data': async () => {
    const query = gql('{ storefront { id } order { id } }');
    const { data, error } = await client().apollo.query({ query, errorPolicy: 'all' });
    expect(data.storefront.id && error.errors[0].extensions.code, { data, error });
  },
  'a wrong key has its code': async () => {
    const error = await failing(
      client({ headers: bearer('mg_sk_wrong') }).apollo.query({ query: parsed('storefront') }),
    );
    const told = CombinedGraphQLErrors.is(error) ? error.errors : JSON.parse(error.bodyText ?? '{}').errors;
    same(told?.[0].extensions.code, 'UNAUTHENTICATED');
  },
  'a query by GET': async () => {
    const { apollo, sent } = client({ useGETForQueries: true });
    expect((await apollo.query({ query: parsed('storefront') })).data.storefront.id);
    same(sent[0].method, 'GET');
  },
  'the cache knows an entity again by its id': async () => {
    const { apollo, sent } = client();
    const sold = await sell();
    await apollo.query({ query: parsed('order'), variables: { id: sold.order.id } });
    const fragment = gql('fragment N on Order { number }');
    same(apollo.readFragment({ id: `Order:${sold.order.id}`, fragment })?.number, sold.order.number);
    same(sent.length, 1);
  },
  'its pagination goes through a connection': async () => {
    for (let made = 0; made < 3; made += 1) await claim(await sell());
    const policies = { Query: { fields: { claims: relayStylePagination() } } };
    const { apollo } = client({ cache: new InMemoryCache({ typePolicies: policies }) });
    const query = gql(`query($first: Int, $after: String) {
      claims(first: $first, after: $after) { edges { cursor node { id } } pageInfo { endCursor hasNextPage } }
    }`);
    const page = apollo.watchQuery({ query, variables: { first: 2 } });
    const watched = page.subscribe(() => {});
    const loaded = (most) =>
      firstValueFrom(page.pipe(filter(({ loading, data }) => !loading && data.claims.edges.length > most)));
    const { pageInfo } = (await loaded(0)).data.claims;
    await page.fetchMore({ variables: { after: pageInfo.endCursor } });
    const { edges } = (await loaded(2)).data.claims;
    watched.unsubscribe();
    same(new Set(edges.map(({ node }) => node.id)).size, edges.length);
  },
};

const watching = {
  'a subscription over a WebSocket': async () => {
    const socket = createClient({ url: socketUrl, webSocketImpl: WebSocket, connectionParams: headers });
    await watches(client({ link: () => new GraphQLWsLink(socket) }).apollo);
    await socket.dispose();
  },
  'a subscription over multipart HTTP': async () => watches(client().apollo),
  'a subscription over multipart HTTP that is refused has its code': async () => {
    const variables = { id: 'ord_00000000000000000000000000' };
    const told = await new Promise((next, error) => {
      client()
        .apollo.subscribe({ query: parsed('orderUpdated'), variables })
        .subscribe({ next, error });
    }).then(
      ({ error }) => error,
      (error) => error,
    );
    same((told?.errors ?? told?.cause?.errors)?.[0].extensions.code, 'NOT_FOUND');
  },
};

/** A client with Apollo's link for persisted queries, which asks by hash and sends the text only where it must. */
const persisted = (options) =>
  client({ link: (http) => ApolloLink.from([new PersistedQueryLink({ sha256, ...options }), http]) });
/** A query that nobody can have sent before. */
const fresh = () => gql(`query Fresh { storefront { id a${randomUUID().slice(0, 8)}: name } }`);

const hashes = {
  'an unknown hash is told, and the text is registered with it': async () => {
    const { apollo, sent } = persisted();
    const query = fresh();
    expect((await apollo.query({ query })).data.storefront.id);
    same(
      sent.map(({ body }) => 'query' in JSON.parse(body)),
      [false, true],
    );
  },
  'a known hash needs no text': async () => {
    const query = fresh();
    await persisted().apollo.query({ query });
    const { apollo, sent } = persisted();
    expect((await apollo.query({ query })).data.storefront.id);
    same(
      sent.map(({ body }) => 'query' in JSON.parse(body)),
      [false],
    );
  },
  'hashes go by GET': async () => {
    const query = fresh();
    await persisted({ useGETForHashedQueries: true }).apollo.query({ query });
    const { apollo, sent } = persisted({ useGETForHashedQueries: true });
    expect((await apollo.query({ query })).data.storefront.id);
    same(
      sent.map(({ method }) => method),
      ['GET'],
    );
  },
  'a mutation by hash': async () => {
    const { apollo } = persisted();
    const { data } = await apollo.mutate({ mutation: parsed('orderUpsert'), variables: { input: newOrder() } });
    expect(data.orderUpsert.order.id, data);
  },
  "a hash that is not the text's is refused": async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: sha256('another') } };
    const { json, text } = await post({ query: document('storefront'), extensions });
    expect(json?.errors && !json.data, text);
  },
};

await run('Apollo Client', { ...http, ...watching, ...hashes });
