// graphql-ws, the reference client of graphql-transport-ws: it queries, watches, comes back and closes as it should.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { expect, pause, run, same, within } from './checks.mjs';
import { bearer, cancel, claim, document, headers, sell, socketUrl } from './service.mjs';

const WATCH = document('orderUpdated');
const query = '{ storefront { id } }';

/** The reference client, and its close codes. */
function client(options = {}) {
  const closed = [];
  const made = createClient({
    url: socketUrl,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
    on: { closed: (event) => closed.push(event.code) },
    ...options,
  });
  return { made, closed };
}

async function first(made, payload) {
  for await (const result of made.iterate(payload)) return result;
  return undefined;
}

await run('graphql-ws', {
  'the client queries': async () => expect((await first(client().made, { query })).data.storefront.id),
  'the client is told errors': async () => {
    const outcome = await first(client().made, { query: '{ nothing }' }).catch((errors) => errors);
    expect(Array.isArray(outcome) && outcome[0].message, outcome);
  },
  'the client watches, and closes 1000 when it is done': async () => {
    const [{ made, closed }, sold] = [client({ lazyCloseTimeout: 0 }), await sell()];
    const stream = made.iterate({ query: WATCH, variables: { id: sold.order.id, after: sold.order.cursor } });
    await claim(sold);
    for await (const { data } of stream) if (data.orderUpdated.type === 'claim.submitted') break;
    await pause(300);
    same(closed, [1000]);
  },
  'the client keeps the line alive by pings': async () => {
    const pongs = [];
    const { made } = client({ lazy: false, keepAlive: 100, on: { pong: (received) => received && pongs.push(1) } });
    await pause(700);
    await made.dispose();
    expect(pongs.length >= 3, `${pongs.length} pongs`);
  },
  'the client comes back and subscribes again': async () => {
    const [sold, sockets, seen] = [await sell(), [], []];
    const { made } = client({
      retryAttempts: 3,
      retryWait: () => pause(50),
      on: { opened: (one) => sockets.push(one) },
    });
    const variables = { id: sold.order.id, after: sold.order.cursor };
    const end = made.subscribe(
      { query: WATCH, variables },
      {
        next: ({ data }) => {
          seen.push(data.orderUpdated.type);
          variables.after = data.orderUpdated.cursor;
        },
        error: () => {},
        complete: () => {},
      },
    );
    const until = async (type) => {
      while (!seen.includes(type)) await pause(20);
    };
    const opened = await claim(sold);
    await within(8, until('claim.submitted'), 'the claim');
    sockets.at(-1).terminate();
    await cancel(opened);
    await within(8, until('claim.canceled'), 'the cancellation');
    end();
    expect(sockets.length > 1 && seen.filter((one) => one === 'claim.submitted').length === 1, seen);
  },
  'the client is told that it is forbidden': async () => {
    const { made, closed } = client({ connectionParams: bearer('mg_sk_wrong') });
    const outcome = await first(made, { query }).catch((event) => event);
    expect(outcome?.code === 4403, outcome);
    same(closed, [4403]);
  },
});
