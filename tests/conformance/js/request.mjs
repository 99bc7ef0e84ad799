// graphql-request: the small client that many servers use.
import { ClientError, GraphQLClient } from 'graphql-request';
import { expect, run, same } from './checks.mjs';
import { bearer, document, headers, newOrder, url } from './service.mjs';

const client = (options = {}) => new GraphQLClient(url, { headers, ...options });
const failing = (promise) =>
  promise.then(
    (done) => expect(false, done),
    (error) => error,
  );
const storefront = document('storefront');

await run('graphql-request', {
  'a query': async () => expect((await client().request(storefront)).storefront.id),
  'a query by GET': async () => {
    const get = client({ method: 'GET', jsonSerializer: JSON });
    expect((await get.request(storefront)).storefront.id);
  },
  'a mutation': async () =>
    expect((await client().request(document('orderUpsert'), { input: newOrder() })).orderUpsert.order.id),
  'the raw answer': async () => {
    const { data, status, headers: told } = await client().rawRequest(storefront);
    expect(data.storefront.id && status === 200 && /json/.test(told.get('content-type')), { data, status });
  },
  'a validation error has its code': async () => {
    const error = await failing(client().request('{ nothing }'));
    expect(error instanceof ClientError, error);
    same(error.response.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },
  'a wrong key has its code and status': async () => {
    const error = await failing(client({ headers: bearer('mg_sk_wrong') }).request(storefront));
    same([error.response.status, error.response.errors?.[0].extensions.code], [401, 'UNAUTHENTICATED']);
  },
  'data beside an error is kept': async () => {
    const all = client({ errorPolicy: 'all' });
    const { data, errors } = await all.rawRequest('{ storefront { id } order { id } }');
    expect(data.storefront.id && errors[0].extensions.code, { data, errors });
  },
});
