// Who reads server-sent events: graphql-sse, and the EventSource of browsers, which come back to where they were.
import { EventSource } from 'eventsource';
import { createClient } from 'graphql-sse';
import { expect, pause, run, same, within } from './checks.mjs';
import { cancel, claim, document, headers, newOrder, sell, url } from './service.mjs';

const WATCH = document('orderUpdated');
const query = '{ storefront { id } }';
const address = (parameters) => `${url}?${new URLSearchParams(parameters)}`;

const client = () => createClient({ url, headers, retryAttempts: 0 });
async function first(payload) {
  for await (const result of client().iterate(payload)) return result;
  return undefined;
}

const reference = {
  'graphql-sse queries': async () => expect((await first({ query })).data.storefront.id),
  'graphql-sse changes': async () => {
    const told = await first({ query: document('orderUpsert'), variables: { input: newOrder() } });
    expect(told.data.orderUpsert.order.id, told);
  },
  'graphql-sse is told errors': async () => expect((await first({ query: '{ nothing }' })).errors[0].message),
  'graphql-sse watches': async () => {
    const sold = await sell();
    const stream = client().iterate({ query: WATCH, variables: { id: sold.order.id, after: sold.order.cursor } });
    await claim(sold);
    for await (const { data: told } of stream) if (told.orderUpdated.type === 'claim.submitted') return;
    throw new Error('the stream ended');
  },
  'graphql-sse comes back to a lost stream': async () => {
    const [sold, answers, seen] = [await sell(), [], []];
    const variables = { id: sold.order.id, after: sold.order.cursor };
    const fetchFn = async (...request) => {
      const stop = new AbortController();
      const answer = await fetch(request[0], { ...request[1], signal: stop.signal });
      answers.push(stop);
      return answer;
    };
    const retrying = createClient({ url, headers, fetchFn, retryAttempts: 3, retry: () => pause(50) });
    const end = retrying.subscribe(
      { query: WATCH, variables },
      {
        next: ({ data: told }) => {
          seen.push(told.orderUpdated.type);
          variables.after = told.orderUpdated.cursor;
        },
        error: () => {},
        complete: () => {},
      },
    );
    const until = async (type) => {
      while (!seen.includes(type)) await pause(20);
    };
    const made = await claim(sold);
    await within(6, until('claim.submitted'), 'the claim');
    answers[0].abort(new TypeError('terminated'));
    await cancel(made);
    await within(6, until('claim.canceled'), 'the cancellation');
    end();
    same(seen.filter((one) => one === 'claim.submitted').length, 1);
  },
};

const standard = {
  'EventSource takes next and complete': async () => {
    const seen = [];
    const source = new EventSource(address({ query }), {
      fetch: (at, how) => fetch(at, { ...how, headers: { ...how.headers, ...headers } }),
    });
    source.addEventListener('next', (event) => seen.push(JSON.parse(event.data).data));
    await within(5, new Promise((done) => source.addEventListener('complete', done)), 'complete').finally(() =>
      source.close(),
    );
    expect(seen[0].storefront.id, seen);
  },
  'EventSource continues behind what it saw': async () => {
    const [sold, tries, seen] = [await sell(), [], []];
    const variables = JSON.stringify({ id: sold.order.id, after: sold.order.cursor });
    const source = new EventSource(address({ query: WATCH, variables }), {
      fetch: async (at, how) => {
        const stop = new AbortController();
        tries.push({ stop, after: new Headers(how.headers).get('last-event-id') });
        how.signal?.addEventListener('abort', () => stop.abort());
        return fetch(at, { ...how, signal: stop.signal, headers: { ...how.headers, ...headers } });
      },
    });
    source.addEventListener('next', (event) => seen.push(JSON.parse(event.data).data.orderUpdated));
    const until = async (type) => {
      while (!seen.some((one) => one.type === type)) await pause(20);
    };
    try {
      const made = await claim(sold);
      await within(6, until('claim.submitted'), 'the claim');
      tries[0].stop.abort(new TypeError('terminated'));
      await cancel(made);
      await within(8, until('claim.canceled'), 'the cancellation');
      expect(
        tries.length === 2 && tries[1].after,
        tries.map(({ after }) => after),
      );
      same(seen.filter((one) => one.type === 'claim.submitted').length, 1);
    } finally {
      source.close();
    }
  },
};

await run('graphql-sse and EventSource', { ...reference, ...standard });
