// Asks the API, and listens to it: one document by its hash, with the customer's token, a deadline, and patience where
// that helps.

const DEADLINE = 20_000;
const PATIENCE = 4;
/** A stream says something at once, and then at least every 15 s; after so much silence it is dead. */
const SILENCE = 35_000;
const FIRST_WORD = 8_000;
const PASSING = /^(OFFLINE|SERVICE_|THROTTLED|TOO_MANY_)/;
const SIGNED_OUT = /^(TOKEN_|UNAUTHENTICATED)/;

/** Why something was not answered: a code of the API's, or `OFFLINE` when nothing came back. `after` is in ms. */
export class Problem extends Error {
  constructor(code, message = code, after) {
    super(message);
    Object.assign(this, { code, after, isPassing: PASSING.test(code), isSignedOut: SIGNED_OUT.test(code) });
  }
}

/** The data of an answer's one field. Throws its first problem. */
export function dataOf({ data, errors }, after) {
  if (errors) throw new Problem(errors[0].extensions?.code ?? 'OTHER', errors[0].message, after);
  return Object.values(data)[0];
}

/** What a response says. Throws its problem; a proxy's page and a body that was cut off are one too. */
export async function read(response) {
  const after = response.headers.get('retry-after') * 1000;
  const answer = await response.json().catch(() => ({ errors: [{ extensions: { code: 'SERVICE_UNAVAILABLE' } }] }));
  return dataOf(answer, after);
}

/** Milliseconds before the next attempt: longer each time, and never the same for all pages. */
export const pause = (attempt) => Math.min(30_000, 500 * 2 ** attempt) * (0.5 + Math.random() / 2);

/** Waits, but no longer than the signal lives. */
export const wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', resolve);
  });

/** A page's connection to one API; `renew` fetches another token. */
export class Client {
  constructor(api, token, renew) {
    Object.assign(this, { url: new URL('/graphql', api).href, token, renew });
  }

  /** A POST with the present token. */
  async post(documentId, variables, signal, headers) {
    if (!this.token) throw new Problem('UNAUTHENTICATED');
    return fetch(this.url, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ documentId, variables }),
      credentials: 'omit',
      signal,
    }).catch((error) => {
      throw new Problem('OFFLINE', error);
    });
  }

  /** The data of a document's one field. What passes is tried so often again; an ended token is renewed once. */
  async ask(documentId, variables, signal, patience = PATIENCE) {
    for (let attempt = 0, renewed; ; attempt++) {
      try {
        const deadline = AbortSignal.any([signal, AbortSignal.timeout(DEADLINE)]);
        return await read(await this.post(documentId, variables, deadline));
      } catch (problem) {
        if (signal.aborted) throw problem;
        if (problem.isSignedOut && !renewed) renewed = await this.renewed();
        else if (problem.isPassing && attempt < patience) await wait(problem.after || pause(attempt), signal);
        else throw problem;
      }
    }
  }

  /** Another token from the page, asked for once however many wait for it. */
  async renewed() {
    this.renewing ??= this.renew().finally(() => delete this.renewing);
    this.token = await this.renewing.catch((error) => {
      throw new Problem('OFFLINE', error);
    });
    if (!this.token) throw new Problem('UNAUTHENTICATED');
    return true;
  }
}

/** Calls `end` after too long a silence; what it gives back is called for each word, and with 0 at the end. */
export function listening(end) {
  let timer;
  const heard = (patience = SILENCE) => {
    clearTimeout(timer);
    timer = patience && setTimeout(end, patience);
  };
  heard(FIRST_WORD);
  return heard;
}

/**
 * Tells a subscription's events, behind a cursor, until it ends with a problem; over fetch, as no other way of a
 * browser's sends a token and a cursor.
 */
export async function eventStream(client, { documentId, variables, cursor, signal }, told) {
  const silence = new AbortController();
  const heard = listening(() => silence.abort());
  try {
    const headers = { accept: 'text/event-stream', ...(cursor && { 'last-event-id': cursor }) };
    const response = await client.post(documentId, variables, AbortSignal.any([signal, silence.signal]), headers);
    if (!response.headers.get('content-type')?.startsWith('text/event-stream')) {
      await read(response);
      throw new Problem('SERVICE_UNAVAILABLE');
    }
    let text = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Problem('OFFLINE');
      heard();
      told.heard();
      const blocks = (text + value).split('\n\n');
      text = blocks.pop();
      for (const block of blocks) {
        const data = /^data: (.+)$/m.exec(block);
        if (data) await told.event(dataOf(JSON.parse(data[1])));
      }
    }
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('OFFLINE', error);
  } finally {
    heard(0);
    silence.abort();
  }
}
