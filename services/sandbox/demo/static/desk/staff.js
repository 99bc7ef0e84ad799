// The desk's connection to Makegood: a staff token, operations, and the stream of what happens.

import { tokenFrom } from '../server.js';

const PATIENCE = 20_000;
/** The server says something every 15 s; after so much silence the connection is dead. */
const SILENCE = 35_000;
const SIGNED_OUT = new Set(['TOKEN_EXPIRED', 'TOKEN_REVOKED', 'UNAUTHENTICATED']);

/** Why something was not done; `code` is for programs. */
export class Refused extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

export class Staff {
  #token = null;

  constructor(api, tokenPath) {
    this.url = `${api}/graphql`;
    this.tokenPath = tokenPath;
  }

  /** The answer's one field. A token that has ended is fetched anew, once. */
  async ask(query, variables) {
    for (let attempt = 1; ; attempt++) {
      const response = await this.#send({ query, variables }, 'application/json', AbortSignal.timeout(PATIENCE));
      try {
        return await field(response);
      } catch (problem) {
        if (!this.isSignedOut(problem) || attempt > 1) throw problem;
      }
    }
  }

  /** Has something done, once however often it arrives; what the shop's rules refuse is thrown as well. */
  async act(mutation, input) {
    const payload = await this.ask(mutation, { input: { idempotencyKey: crypto.randomUUID(), ...input } });
    const [refusal] = payload.userErrors;
    if (refusal) throw new Refused(refusal.message, refusal.code);
    return payload;
  }

  /** What happens behind a cursor, until the server or `signal` ends it. `opened` is called when the stream stands. */
  async *events(query, variables, opened, signal) {
    const silence = new AbortController();
    let timer;
    const heard = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE);
    };
    try {
      heard();
      const either = AbortSignal.any([signal, silence.signal]);
      const response = await this.#send({ query, variables }, 'text/event-stream', either);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream')) await field(response);
      opened();
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let text = ''; ;) {
        const { done, value } = await reader.read();
        if (done) return;
        heard();
        const blocks = (text + value).split('\n\n');
        text = blocks.pop();
        for (const block of blocks) {
          const data = /^data: (.+)$/m.exec(block);
          if (data) yield read(JSON.parse(data[1]));
        }
      }
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
  }

  /** Whether another token helps, which is then fetched with the next request. */
  isSignedOut({ code }) {
    if (SIGNED_OUT.has(code)) this.#token = null;
    return this.#token === null;
  }

  async #send(body, accept, signal) {
    this.#token ??= await tokenFrom(this.tokenPath);
    const headers = { accept, 'content-type': 'application/json', authorization: `Bearer ${this.#token}` };
    try {
      return await fetch(this.url, { method: 'POST', headers, body: JSON.stringify(body), signal });
    } catch {
      throw new Refused('Makegood does not answer.', 'OFFLINE');
    }
  }
}

const field = async (response) => read(await response.json().catch(() => ({})));

function read({ data, errors: [error] = [] }) {
  if (error || !data) throw new Refused(error?.message ?? 'Makegood answered with nothing.', error?.extensions?.code);
  return Object.values(data)[0];
}
