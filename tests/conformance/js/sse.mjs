// GraphQL over server-sent events, distinct connections mode, as it comes over the line.
import { expect, run, same, within } from './checks.mjs';
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
    method: 'POST',
    signal: stop.signal,
    body: JSON.stringify(payload),
    headers: { 'content-type': 'application/json', accept, ...headers, ...more },
  });
  return new Wire(response, () => stop.abort());
}

const data = (frame) =>
  JSON.parse(
    frame
      .split('\n')
      .filter((line) => line.startsWith('data:'))[0]
      .slice(5),
  );
const watch = ({ order }, more, after = order.cursor) =>
  open({ query: WATCH, variables: { id: order.id, after } }, more);
const of = (type) => (frame) => frame.includes(`"${type}"`);
const address = (parameters) => `${url}?${new URLSearchParams(parameters)}`;

await run('GraphQL over SSE', {
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
    same(
      frame
        .split('\n')
        .map((line) => line.split(':')[0])
        .sort(),
      ['data', 'event', 'id'],
    );
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
  'a syntax error is a next event': async () =>
    expect(data(await (await open({ query: '{' })).frame()).errors[0].message),
  'a validation error is a next event': async () =>
    expect(data(await (await open({ query: 'subscription { nothing }' })).frame()).errors[0].message),
  'an unknown operationName is a next event': async () => {
    const { errors } = data(await (await open({ query: 'query A { __typename }', operationName: 'B' })).frame());
    expect(errors[0].extensions?.code !== 'INTERNAL_SERVER_ERROR', errors);
  },
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
  'without a credential it is 401': async () =>
    same((await open({ query }, { authorization: '' })).response.status, 401),
  'JSON is preferred where Accept says so': async () => {
    const both = 'application/graphql-response+json, application/json, text/event-stream, multipart/mixed';
    const { response } = await open({ query }, { accept: both });
    expect(/json/.test(response.headers.get('content-type')), response.headers.get('content-type'));
  },
  'weights decide': async () => {
    const { response } = await open({ query }, { accept: 'application/json;q=0.1, text/event-stream;q=0.9' });
    expect(response.headers.get('content-type').startsWith(accept), response.headers.get('content-type'));
  },
});
