// GraphQL over HTTP where the audits do not look: negotiation, malformed requests, methods, media types, other origins.
import { gzipSync } from 'node:zlib';
import { expect, run, same } from './checks.mjs';
import { bearer, document, get, headers, newOrder, post, url } from './service.mjs';

const NEWER = 'application/graphql-response+json';
const OLDER = 'application/json';
const ORIGIN = 'http://127.0.0.1:8100';
const query = '{ storefront { id } }';

/** Checks that an answer is a refusal with this status: JSON, a coded error that is the client's, and no data. */
function refused({ status, text, json }, ...wanted) {
  expect(wanted.includes(status), `${status} instead of ${wanted.join(' or ')}: ${text}`);
  const code = json?.errors?.[0].extensions?.code;
  expect(code && code !== 'INTERNAL_SERVER_ERROR' && !('data' in json), text || 'no body');
}

/** The media type that Accept gets. */
const accepts = (accept, wanted) => async () => {
  const { status, type } = await post({ query }, { accept });
  same([status, type.split(';')[0]], [200, wanted]);
};

const negotiation = {
  'the newer media type': accepts(NEWER, NEWER),
  'the older one': accepts(OLDER, OLDER),
  'anything is JSON': accepts('*/*', OLDER),
  'any application is JSON': accepts('application/*', OLDER),
  'the order decides': accepts(`${OLDER}, ${NEWER}`, OLDER),
  'the weight decides before the order': accepts(`${OLDER};q=0.5, ${NEWER}`, NEWER),
  'a weight of 0 excludes': accepts(`${NEWER};q=0, ${OLDER}`, OLDER),
  'parameters and capitals do no harm': accepts('Application/GraphQL-Response+JSON; charset=utf-8', NEWER),
  'what cannot be served is 406': async () => {
    for (const accept of ['text/html', 'image/*', 'application/xml, text/plain']) {
      same((await post({ query }, { accept })).status, 406);
    }
  },
  'answers are UTF-8': async () => expect(/charset=utf-8/i.test((await post({ query })).type)),
};

const BODIES = {
  'no body': '',
  'no JSON': 'hello',
  'a string': '"x"',
  'a number': '1',
  null: 'null',
  'an empty list': '[]',
  'a list': '[1]',
  'an empty object': '{}',
  'a query that is a number': '{"query":1}',
  'an empty query': '{"query":""}',
  NaN: `{"query":"${query}","variables":{"a":NaN}}`,
  'two documents': '{"query":"{a}"}{"query":"{a}"}',
  'an operationName that is a number': `{"query":"${query}","operationName":7}`,
  'variables that are a list': `{"query":"${query}","variables":[]}`,
  'variables that are text': `{"query":"${query}","variables":"{}"}`,
  'extensions that are text': `{"query":"${query}","extensions":"x"}`,
  'what is no UTF-8': Buffer.from([0x22, 0xc3, 0x28, 0x22]),
  'JSON nested 5,000 deep': `{"query":"${query}","variables":{"a":${'['.repeat(5000)}${']'.repeat(5000)}}}`,
};
const malformed = Object.fromEntries(
  Object.entries(BODIES).map(([what, body]) => [
    `${what} is 400`,
    async () => refused(await raw('POST', { body }), 400),
  ]),
);

async function raw(method, { body, type = 'application/json', accept = NEWER, address = url, ...more } = {}) {
  const sent = { ...headers, accept, ...(type && { 'content-type': type }), ...more };
  // a text would get a content-type by itself
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const response = await fetch(address, { method, headers: sent, body: bytes });
  const text = await response.text();
  const json = /json/.test(response.headers.get('content-type') ?? '') && text ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json };
}

const operations = {
  'a validation error is 400 for the newer media type': async () =>
    refused(await raw('POST', { body: '{"query":"{ nothing }"}' }), 400, 422),
  'a validation error is 200 for the older one': async () => {
    const answer = await post({ query: '{ nothing }' });
    refused(answer, 200);
    same(answer.json.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },
  'several operations need a name': async () =>
    refused(await post({ query: 'query A { __typename } query B { __typename }' }, { accept: NEWER }), 400, 422),
  'an unknown operationName is refused': async () =>
    refused(await post({ query: 'query A { __typename }', operationName: 'B' }, { accept: NEWER }), 400, 422),
  'an operationName of null is none': async () => expect((await post({ query, operationName: null })).json.data),
  'a wrong variable is refused': async () =>
    refused(await post({ query: document('node'), variables: { id: {} } }, { accept: NEWER }), 400, 422),
  'a field error is told beside the data, with its path': async () => {
    const { status, json } = await post({ query: '{ storefront { id } order { id } }' }, { accept: NEWER });
    expect([200, 294].includes(status) && json.data?.storefront.id && json.errors?.[0].path?.[0] === 'order', {
      status,
      json,
    });
  },
  'a subscription for JSON is refused in words that help': async () => {
    const answer = await post({ query: document('orderUpdated'), variables: { id: 'x' } }, { accept: NEWER });
    refused(answer, 400, 405, 406);
    expect(!/non-nullable/.test(answer.text), answer.text);
  },
  'a query that is too deep is refused': async () => {
    const deep = `{ claims { ${'nodes { order { claims { '.repeat(50)} totalCount ${'} } }'.repeat(50)} } }`;
    refused(await post({ query: deep }, { accept: NEWER }), 400, 422);
  },
  'a query of 1,000 aliases is refused': async () => {
    const many = `{ ${Array.from({ length: 1000 }, (_, at) => `a${at}: storefront { id }`).join(' ')} }`;
    refused(await post({ query: many }, { accept: NEWER }), 400, 422);
  },
  'introspection works': async () =>
    expect((await post({ query: '{ __schema { queryType { name } } }' })).json.data.__schema),
};

const methods = {
  'GET without a query is 400': async () => refused(await get({}, { accept: NEWER }), 400),
  'GET takes empty parameters as none': async () =>
    expect((await get({ query, variables: '', operationName: '', extensions: '' })).json?.data),
  'GET with variables that are no JSON is 400': async () =>
    refused(await get({ query, variables: '{' }, { accept: NEWER }), 400),
  'GET of a mutation is 405, and says POST': async () => {
    const given = { query: document('orderUpsert'), variables: JSON.stringify({ input: newOrder() }) };
    const answer = await get(given, { accept: NEWER });
    refused(answer, 405);
    same(answer.headers.get('allow'), 'POST');
  },
  'other methods are 405, and say which are allowed': async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await raw(method, { body: JSON.stringify({ query }) });
      refused(answer, 405);
      expect(
        /GET/.test(answer.headers.get('allow')) && /POST/.test(answer.headers.get('allow')),
        answer.headers.get('allow'),
      );
    }
  },
};

const body = JSON.stringify({ query });
const media = {
  'what a page may send without asking is 415': async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
      refused(await raw('POST', { body, type }), 415);
    }
  },
  'no media type is 415 or taken as JSON': async () => {
    const answer = await raw('POST', { body, type: '' });
    if (answer.status !== 200) refused(answer, 400, 415);
  },
  'JSON in UTF-8 may say so': async () =>
    same((await raw('POST', { body, type: 'application/json; charset=UTF-8' })).status, 200),
  'another charset is 415': async () =>
    refused(await raw('POST', { body, type: 'application/json; charset=utf-16' }), 415),
  'a compressed body is refused': async () =>
    refused(await raw('POST', { body: gzipSync(body), 'content-encoding': 'gzip' }), 400, 415),
  'a body of 5 MB is 413': async () =>
    refused(await raw('POST', { body: `{"query":"${' '.repeat(5_000_000)}"}` }), 413),
};

const access = {
  'no credential is 401, and says Bearer': async () => {
    const answer = await raw('POST', { body, authorization: '' });
    refused(answer, 401);
    expect(/bearer/i.test(answer.headers.get('www-authenticate')), answer.headers.get('www-authenticate'));
  },
  'a wrong credential is 401 for the older media type too': async () =>
    refused(await post({ query }, bearer('mg_sk_wrong')), 401),
  'a page of a listed origin may ask': async () => {
    const asked = {
      origin: ORIGIN,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
    };
    const { status, headers: told } = await raw('OPTIONS', { type: '', ...asked });
    expect(status < 300, status);
    same(told.get('access-control-allow-origin'), ORIGIN);
    expect(/authorization/i.test(told.get('access-control-allow-headers')), told.get('access-control-allow-headers'));
  },
  'a page of a foreign origin may not': async () => {
    const asked = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const method of ['OPTIONS', 'POST']) {
      const { headers: told } = await raw(method, { ...asked, ...(method === 'POST' && { body }) });
      same(told.get('access-control-allow-origin'), null);
    }
  },
};

await run('GraphQL over HTTP', { ...negotiation, ...malformed, ...operations, ...methods, ...media, ...access });
