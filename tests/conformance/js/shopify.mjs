// Shopify's graphql-client, the strictest reader of application/json: it drops the body of any answer that is not 200.
import { createGraphQLClient } from '@shopify/graphql-client';
import { expect, run, same } from './checks.mjs';
import { document, headers, newOrder, url } from './service.mjs';

const client = createGraphQLClient({
  url,
  headers: { 'Content-Type': 'application/json', Accept: 'application/json', ...headers },
  customFetchApi: fetch,
  retries: 0,
});

await run('Shopify graphql-client', {
  'a query': async () => expect((await client.request(document('storefront'))).data.storefront.id),
  'a mutation': async () => {
    const { data, errors } = await client.request(document('orderUpsert'), { variables: { input: newOrder() } });
    expect(data?.orderUpsert.order.id, errors);
  },
  'a validation error keeps its message and code': async () => {
    const { errors } = await client.request('{ nothing }');
    same(errors.graphQLErrors?.[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },
  'a wrong variable keeps its code': async () => {
    const { errors } = await client.request(document('node'), { variables: { id: {} } });
    expect(errors.graphQLErrors?.[0].extensions.code, errors);
  },
  'a plain fetch': async () => {
    const answer = await client.fetch(document('storefront'));
    expect((await answer.json()).data.storefront.id, answer.status);
  },
});
