// Raw frames of graphql-transport-ws: what a client may send, also what the reference client never would.
import WebSocket from 'ws';
import { expect, same, within } from './checks.mjs';
import { headers, socketUrl } from './service.mjs';

export const PROTOCOL = 'graphql-transport-ws';

/** A socket whose messages and close wait until they are asked for. */
export class Raw {
  constructor(protocols = [PROTOCOL], options = {}) {
    this.socket = new WebSocket(socketUrl, protocols, options);
    this.messages = [];
    this.wake = () => {};
    this.opened = new Promise((done, failed) => this.socket.once('open', done).once('error', failed));
    this.opened.catch(() => {});
    this.closed = new Promise((done) => this.socket.once('close', (code, why) => done({ code, why: String(why) })));
    this.socket.on('message', (data) => {
      this.messages.push(JSON.parse(data));
      this.wake();
    });
  }
  send(message) {
    this.socket.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
    return this;
  }
  /** The next message of a type, or with an id; those before it are skipped. */
  async next(wanted = () => true) {
    const end = Date.now() + 8000;
    for (;;) {
      while (this.messages.length) {
        const message = this.messages.shift();
        if (wanted(message)) return message;
      }
      if (Date.now() > end) throw new Error(`no such message in 8 s: ${wanted}`);
      const closed = await Promise.race([
        new Promise((wake) => {
          this.wake = wake;
          setTimeout(wake, 500);
        }),
        this.closed,
      ]);
      if (closed && !this.messages.length) throw new Error(`closed instead: ${closed.code} ${closed.why}`);
    }
  }
  /** The next message of one operation, which must be of this type. */
  async of(id, type) {
    const message = await this.next((one) => one.id === id);
    expect(!type || message.type === type, message);
    return message;
  }
  subscribe(id, query, variables) {
    return this.send({ id, type: 'subscribe', payload: { query, variables } });
  }
}

export async function open(...how) {
  const raw = new Raw(...how);
  await within(5, raw.opened, 'the handshake');
  return raw;
}

export async function greeted(payload = headers) {
  const raw = await open();
  raw.send({ type: 'connection_init', payload });
  same((await raw.next()).type, 'connection_ack');
  return raw;
}

export async function closes(raw, code, seconds = 5) {
  const { code: observed, why } = await within(seconds, raw.closed, `a close with ${code}`);
  expect(observed === code, `${observed} ${why} instead of ${code}`);
}

export async function stays(raw) {
  raw.send({ type: 'ping' });
  await raw.next(({ type }) => type === 'pong');
  raw.socket.terminate();
}
