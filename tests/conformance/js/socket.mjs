// graphql-transport-ws by raw frames, as its PROTOCOL.md says: handshake, greeting, pings, messages, operations, streams.
import { expect, pause, run, same, within } from './checks.mjs';
import { PROTOCOL, Raw, closes, greeted, open, stays } from './frames.mjs';
import { bearer, cancel, claim, document, key, newOrder, sell } from './service.mjs';

const ORIGIN = 'http://127.0.0.1:8100';
const WATCH = document('orderUpdated');

/** Checks that a message tells the client its own fault. */
function blames({ type, payload }) {
  const errors = type === 'error' ? payload : payload.errors;
  expect(errors?.[0].message && errors[0].extensions?.code !== 'INTERNAL_SERVER_ERROR', payload);
}

const refuses =
  (message, code = 4400) =>
  async () =>
    closes((await greeted()).send(message), code);
const subscribe = (payload, id = '1') => ({ id, type: 'subscribe', payload });
const query = '{ storefront { id } }';

/** Watches an order from its beginning and sees a claim on it. */
async function sees(raw, id, sold, after = sold.order.cursor) {
  raw.subscribe(id, WATCH, { id: sold.order.id, after });
  const made = await claim(sold);
  const event = await raw.next((one) => one.id === id && one.payload?.data?.orderUpdated.claim?.id === made.id);
  return { made, event: event.payload.data.orderUpdated };
}

const handshake = {
  'the subprotocol is confirmed': async () => same((await open()).socket.protocol, PROTOCOL),
  'it is chosen among others': async () => same((await open(['graphql-ws', PROTOCOL])).socket.protocol, PROTOCOL),
  'another subprotocol closes 4406': async () => {
    const raw = new Raw(['graphql-ws'], {});
    raw.socket.on('error', () => {});
    const told = await Promise.race([raw.closed, raw.opened.catch((error) => ({ why: error.message }))]);
    expect([4406, 1006].includes((told ?? (await raw.closed)).code) || /subprotocol/.test(told.why), told);
  },
  'no subprotocol closes 4406': async () => closes(await open([]), 4406),
  'a page of a foreign origin is refused': async () => {
    const raw = new Raw([PROTOCOL], { origin: 'https://evil.example' });
    const outcome = await within(
      5,
      raw.opened.then(
        () => 'let in',
        (error) => error.message,
      ),
      'the refusal',
    );
    expect(/403/.test(outcome), outcome);
  },
  'a page of a listed origin is let in': async () => (await open([PROTOCOL], { origin: ORIGIN })).socket.terminate(),
};

const greeting = {
  'connection_init is acknowledged': async () => stays(await greeted()),
  'the name of the credential may have any case': async () => stays(await greeted({ Authorization: `Bearer ${key}` })),
  'no connection_init closes 4408': async () => closes(await open(), 4408, 12),
  'a second connection_init closes 4429': refuses({ type: 'connection_init' }, 4429),
  'subscribe before the acknowledgement closes 4401': async () =>
    closes((await open()).send(subscribe({ query })), 4401),
  'no credential closes 4403': async () => closes((await open()).send({ type: 'connection_init' }), 4403),
  'a payload of null is as none': async () =>
    closes((await open()).send({ type: 'connection_init', payload: null }), 4403),
  'a wrong credential closes 4403': async () =>
    closes((await open()).send({ type: 'connection_init', payload: bearer('mg_sk_wrong') }), 4403),
  'a payload that is text closes 4400': async () =>
    closes((await open()).send({ type: 'connection_init', payload: 'me' }), 4400),
};

const pings = {
  'ping is answered': async () => stays(await greeted()),
  'ping is answered before connection_init': async () => stays(await open()),
  'a ping may carry a payload': async () => {
    const raw = (await greeted()).send({ type: 'ping', payload: { at: 1 } });
    same((await raw.next()).payload, { at: 1 });
  },
  'pong may come unasked': async () => stays((await greeted()).send({ type: 'pong', payload: { at: 1 } })),
};

const messages = Object.fromEntries(
  Object.entries({
    'no JSON': 'hello',
    'an empty text': '',
    'an array': '[]',
    'a string': '"x"',
    null: 'null',
    'a number': '1',
    'no type': {},
    'an unknown type': { type: 'start' },
    'a type that is a number': { type: 1 },
    'subscribe without an id': { type: 'subscribe', payload: { query } },
    'an id that is a number': subscribe({ query }, 1),
    'an id that is an object': subscribe({ query }, {}),
    'an empty id': subscribe({ query }, ''),
    'subscribe without a payload': { id: '1', type: 'subscribe' },
    'a payload that is text': subscribe(query),
    'no query': subscribe({}),
    'a query that is a number': subscribe({ query: 1 }),
    'variables that are text': subscribe({ query, variables: '{}' }),
    'an operationName that is a number': subscribe({ query, operationName: 1 }),
    'extensions that are text': subscribe({ query, extensions: 'x' }),
    'complete without an id': { type: 'complete' },
    'JSON nested 5,000 deep': `${'['.repeat(5000)}${']'.repeat(5000)}`,
  }).map(([what, message]) => [`${what} closes 4400`, refuses(message)]),
);

const operations = {
  'a query sends next, then complete': async () => {
    const raw = (await greeted()).subscribe('1', query);
    expect((await raw.of('1', 'next')).payload.data.storefront.id);
    same((await raw.of('1')).type, 'complete');
  },
  'a mutation sends next, then complete': async () => {
    const raw = (await greeted()).subscribe('m', document('orderUpsert'), { input: newOrder() });
    expect((await raw.of('m', 'next')).payload.data.orderUpsert.order.id);
    same((await raw.of('m')).type, 'complete');
  },
  'a field error comes with its data': async () => {
    const raw = (await greeted()).subscribe('1', '{ storefront { id } order { id } }');
    const { payload } = await raw.of('1', 'next');
    expect(payload.data?.storefront.id && payload.errors[0].extensions.code, payload);
    same((await raw.of('1')).type, 'complete');
  },
  'a syntax error ends its operation alone': async () => {
    const raw = (await greeted()).subscribe('1', '{');
    expect((await raw.of('1', 'error')).payload[0].message);
    await stays(raw);
  },
  'a validation error is an error message': async () => {
    const raw = (await greeted()).subscribe('1', '{ nothing }');
    const { payload } = await raw.of('1', 'error');
    expect(Array.isArray(payload) && payload[0].message, payload);
    await stays(raw);
  },
  'a wrong variable is an error': async () => {
    blames(await (await greeted()).subscribe('1', document('node'), { id: {} }).of('1'));
  },
  'operationName chooses': async () => {
    const raw = await greeted();
    raw.send(
      subscribe({ query: 'query A { a: storefront { id } } query B { b: storefront { id } }', operationName: 'B' }),
    );
    expect((await raw.of('1', 'next')).payload.data.b);
  },
  'an unknown operationName is an error': async () => {
    const raw = await greeted();
    raw.send(subscribe({ query: 'query A { storefront { id } }', operationName: 'B' }));
    blames(await raw.of('1'));
  },
  'extensions are let pass': async () => {
    const raw = (await greeted()).send(subscribe({ query, extensions: { trace: 1 } }));
    expect((await raw.of('1', 'next')).payload.data);
  },
};

const streams = {
  'a subscription tells what happens': async () => sees(await greeted(), '1', await sell()),
  'what is not there is an error': async () => {
    const raw = (await greeted()).subscribe('1', WATCH, { id: 'ord_00000000000000000000000000' });
    const told = await raw.of('1');
    same((told.type === 'error' ? told.payload : told.payload.errors)[0].extensions.code, 'NOT_FOUND');
  },
  'complete ends it, and the id is free again': async () => {
    const [raw, sold] = [await greeted(), await sell()];
    const { made } = await sees(raw, '1', sold);
    raw.send({ id: '1', type: 'complete' });
    await pause(300);
    raw.messages.length = 0;
    await cancel(made);
    await pause(1500);
    same(raw.messages, []);
    raw.subscribe('1', query);
    expect((await raw.of('1', 'next')).payload.data.storefront);
  },
  'an id in use closes 4409': async () => {
    const [raw, { order }] = [await greeted(), await sell()];
    raw.subscribe('1', WATCH, { id: order.id }).subscribe('1', WATCH, { id: order.id });
    await closes(raw, 4409);
  },
  'two run beside each other': async () => {
    const [raw, sold] = [await greeted(), await sell()];
    raw.subscribe('a', WATCH, { id: sold.order.id, after: sold.order.cursor });
    raw.subscribe('b', WATCH, { id: sold.order.id, after: sold.order.cursor });
    await claim(sold);
    const seen = new Set();
    while (seen.size < 2) {
      const { id, payload } = await raw.next(({ type }) => type === 'next');
      if (payload.data.orderUpdated.type === 'claim.submitted') seen.add(id);
    }
  },
  'an error in one leaves the other': async () => {
    const [raw, sold] = [await greeted(), await sell()];
    raw.subscribe('bad', 'subscription { nothing }');
    await raw.of('bad', 'error');
    await sees(raw, 'good', sold);
  },
  'complete of an unknown id is ignored': async () => stays((await greeted()).send({ id: 'x', type: 'complete' })),
  'after a lost line the cursor misses nothing': async () => {
    const sold = await sell();
    const line = await greeted();
    const { made, event } = await sees(line, '1', sold);
    line.socket.terminate();
    await cancel(made);
    const again = (await greeted()).subscribe('1', WATCH, { id: sold.order.id, after: event.cursor });
    await again.next((one) => one.payload?.data?.orderUpdated.type === 'claim.canceled');
    again.socket.terminate();
  },
};

await run('graphql-transport-ws', { ...handshake, ...greeting, ...pings, ...messages, ...operations, ...streams });
