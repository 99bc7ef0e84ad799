// GraphQL over server-sent events, distinct connections mode: the reference client, a standard EventSource, and the wire.
import { EventSource } from 'eventsource';
import { createClient } from 'graphql-sse';
import { expect, pause, run, same, within } from './checks.mjs';
import { cancel, claim, document, headers, newOrder, sell, url } from './service.mjs';

const WATCH = document('orderUpdated');
const query = '{ storefront { id } }';
const accept = 'text/event-stream';

/** A stream as it comes over the line; `frame()` waits for the text up to the next blank line. */
class Wire {
  constructor(response, stop) {
    Object.assign(this, { response, stop, text: '', all: '' });
    this.reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  }
  async frame(wanted = (frame) => !frame.startsWith(':'), seconds = 8) {
    const look = async () => {
      for (;;) {
        const end = this.text.indexOf('\n\n');
        if (end >= 0) {
          const frame = this.text.slice(0, end);
          this.text = this.text.slice(end + 2);
          if (wanted(frame)) return frame;
          continue;
        }
        const { value, done } = await this.reader.read();
        if (done) throw new Error(`the stream ended after ${JSON.stringify(this.all)}`);
        this.text += value;
        this.all += value;
      }
    };
    return within(seconds, look(), `a frame; so far ${JSON.stringify(this.all)}`);
  }
}

async function open(payload, more = {}) {
  const stop = new AbortController();
  const response = await fetch(url, {
    method: 'POST', signal: stop.signal, body: JSON.stringify(payload),
    headers: { 'content-type': 'application/json', accept, ...headers, ...more },
  });
  return new Wire(response, () => stop.abort());
}

const data = (frame) => JSON.parse(frame.split('\n').filter((line) => line.startsWith('data:'))[0].slice(5));
const watch = ({ order }, more, after = order.cursor) =>
  open({ query: WATCH, variables: { id: order.id, after } }, more);
const of = (type) => (frame) => frame.includes(`"${type}"`);
const address = (parameters) => `${url}?${new URLSearchParams(parameters)}`;

const wire = {
  'the media type is text/event-stream': async () => {
    const { response } = await open({ query });
    same(response.status, 200);
    expect(response.headers.get('content-type').startsWith(accept), response.headers.get('content-type'));
  },
  'nothing on the way may keep it': async () => {
    const { response } = await open({ query });
    expect(/no-cache|no-store/.test(response.headers.get('cache-control')), response.headers.get('cache-control'));
  },
  'a query is next, then complete, and the end': async () => {
    const stream = await open({ query });
    expect((await stream.frame()).startsWith('event: next\n'), stream.all);
    same((await stream.frame()).trim(), 'event: complete\ndata:');
    expect((await stream.reader.read()).done, stream.all);
  },
  'a mutation is answered too': async () => {
    const stream = await open({ query: document('orderUpsert'), variables: { input: newOrder() } });
    expect(data(await stream.frame()).data.orderUpsert.order.id);
  },
  'lines end with LF alone': async () => {
    const stream = await watch(await sell().then(async (sold) => (await claim(sold), sold)));
    await stream.frame(of('claim.submitted'));
    stream.stop();
    expect(!stream.all.includes('\r'), stream.all);
  },
  'each event is one line of data': async () => {
    const sold = await sell();
    const [stream] = [await watch(sold), await claim(sold)];
    const frame = await stream.frame(of('claim.submitted'));
    stream.stop();
    same(frame.split('\n').map((line) => line.split(':')[0]).sort(), ['data', 'event', 'id']);
  },
  'an event has its cursor as id': async () => {
    const sold = await sell();
    const [stream] = [await watch(sold), await claim(sold)];
    const frame = await stream.frame(of('claim.submitted'));
    stream.stop();
    same(/^id: ?(.*)$/m.exec(frame)?.[1], data(frame).data.orderUpdated.cursor);
  },
  'Last-Event-ID continues behind it': async () => {
    const sold = await sell();
    const [stream, made] = [await watch(sold), await claim(sold)];
    const { cursor } = data(await stream.frame(of('claim.submitted'))).data.orderUpdated;
    stream.stop();
    await cancel(made);
    const again = await watch(sold, { 'last-event-id': cursor });
    const seen = await again.frame(of('claim.canceled'));
    again.stop();
    expect(!again.all.includes('claim.submitted'), again.all);
    expect(data(seen));
  },
  'a Last-Event-ID that is no cursor is a coded error': async () => {
    const stream = await watch(await sell(), { 'last-event-id': 'nothing' });
    same(data(await stream.frame()).errors[0].extensions.code, 'CURSOR_INVALID');
  },
  'an idle stream is kept alive by comments': async () => {
    const stream = await open({ query: WATCH, variables: { id: (await sell()).order.id } });
    await stream.frame((frame) => frame.startsWith(':'), 17);
    stream.stop();
  },
  'the head of the answer does not wait for an event': async () => {
    const stream = await within(2, open({ query: WATCH, variables: { id: (await sell()).order.id } }), 'the head');
    stream.stop();
    same(stream.response.status, 200);
  },
  'a syntax error is a next event': async () => expect(data(await (await open({ query: '{' })).frame()).errors[0].message),
  'a validation error is a next event': async () =>
    expect(data(await (await open({ query: 'subscription { nothing }' })).frame()).errors[0].message),
  'after an error the stream is complete': async () => {
    const stream = await open({ query: '{ nothing }' });
    await stream.frame();
    same((await stream.frame()).trim(), 'event: complete\ndata:');
  },
  'what is not there is a coded error': async () => {
    const stream = await open({ query: WATCH, variables: { id: 'ord_00000000000000000000000000' } });
    same(data(await stream.frame()).errors[0].extensions.code, 'NOT_FOUND');
  },
  'GET works': async () => {
    const response = await fetch(address({ query }), { headers: { accept, ...headers } });
    expect((await response.text()).includes('event: next\n'), response.status);
  },
  'GET executes no mutation': async () => {
    const given = { query: document('orderUpsert'), variables: JSON.stringify({ input: newOrder() }) };
    const response = await fetch(address(given), { headers: { accept, ...headers } });
    const text = await response.text();
    expect(response.status === 405 || /"errors"/.test(text), text);
  },
  'without a credential it is 401': async () => same((await open({ query }, { authorization: '' })).response.status, 401),
  'JSON is preferred where Accept says so': async () => {
    const both = 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed';
    const { response } = await open({ query }, { accept: both });
    expect(/json/.test(response.headers.get('content-type')), response.headers.get('content-type'));
  },
  'weights decide': async () => {
    const { response } = await open({ query }, { accept: 'application/json;q=0.1, text/event-stream;q=0.9' });
    expect(response.headers.get('content-type').startsWith(accept), response.headers.get('content-type'));
  },
};

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
    const end = retrying.subscribe({ query: WATCH, variables }, {
      next: ({ data: told }) => { seen.push(told.orderUpdated.type); variables.after = told.orderUpdated.cursor; },
      error: () => {}, complete: () => {},
    });
    const until = async (type) => { while (!seen.includes(type)) await pause(20); };
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
    const source = new EventSource(address({ query }), { fetch: (at, how) => fetch(at, { ...how, headers: { ...how.headers, ...headers } }) });
    source.addEventListener('next', (event) => seen.push(JSON.parse(event.data).data));
    await within(5, new Promise((done) => source.addEventListener('complete', done)), 'complete').finally(() => source.close());
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
    const until = async (type) => { while (!seen.some((one) => one.type === type)) await pause(20); };
    try {
      const made = await claim(sold);
      await within(6, until('claim.submitted'), 'the claim');
      tries[0].stop.abort(new TypeError('terminated'));
      await cancel(made);
      await within(8, until('claim.canceled'), 'the cancellation');
      expect(tries.length === 2 && tries[1].after, tries.map(({ after }) => after));
      same(seen.filter((one) => one.type === 'claim.submitted').length, 1);
    } finally {
      source.close();
    }
  },
};

await run('GraphQL over SSE', { ...wire, ...reference, ...standard });
