// Follows one order for as long as somebody looks: a stream first, then a socket, then asking again and again.

import { Problem, eventStream, pause, wait } from './client.js';
import { ORDER_CHANGES } from './documents.js';

/** A way that failed so often in a row, without a word from the server, may be closed. */
const ATTEMPTS = 2;
/** On the last way: between two looks, and before the first way is tried again. */
const LOOK = 10_000;
const RETURN = 120_000;
/** A tab that nobody sees gives its connection back, as browsers have six for each server. */
const HIDDEN = 30_000;
/** A way that went well for so long is a good one, whatever ended it. */
const LASTING = 10_000;

const WAYS = ['sse', 'websocket', 'polling'];

/**
 * The live side of the widget. `told` has `event(event)`, `reread()`, which reads the order anew and gives the cursor
 * from there, and `state(live, via, problem)`; after a problem that `isFinal` nothing more is tried.
 */
export class Follower {
  #stopping = new AbortController();
  #nudge = new AbortController();
  #ways = WAYS;
  #isAway = false;
  #isClosed = false;
  #isRenewed = false;

  constructor(client, { id, cursor }, told) {
    Object.assign(this, { client, id, cursor, told });
    told.state(false, null);
    this.#watchPage();
    this.#run();
  }

  stop() {
    this.#stopping.abort();
  }

  get #signal() {
    return AbortSignal.any([this.#stopping.signal, this.#nudge.signal]);
  }

  async #run() {
    const { signal } = this.#stopping;
    for (let failures = 0; !signal.aborted;) {
      this.#nudge = new AbortController();
      let heardAt;
      try {
        while (this.#isAway && !signal.aborted) await wait(HIDDEN, this.#signal);
        await this.#follow(() => (heardAt ??= Date.now()));
        failures = 0;
      } catch (problem) {
        if (signal.aborted) return;
        // what was cut off worked until then; what the server ended in words as soon as it began did not
        if (heardAt && (problem.code === 'OFFLINE' || Date.now() - heardAt > LASTING)) {
          failures = 0;
          this.#isClosed = false;
        }
        this.told.state(false, null, problem);
        if (!this.#nudge.signal.aborted) await this.#overcome(problem, ++failures);
      }
    }
  }

  async #follow(heard) {
    const { client, id, cursor, told } = this;
    const [via] = this.#ways;
    if (via === 'polling') return this.#look();
    const asked = { documentId: ORDER_CHANGES, variables: { id }, cursor, signal: this.#signal };
    const follow = via === 'sse' ? eventStream : (await import('./web-socket.js')).webSocket;
    await follow(client, asked, {
      heard: () => {
        heard();
        this.#isRenewed = false;
        told.state(true, via);
      },
      event: async (event) => {
        await told.event(event);
        this.cursor = event.cursor;
      },
    });
  }

  async #look() {
    for (let since = Date.now(); Date.now() - since < RETURN && !this.#signal.aborted; await wait(LOOK, this.#signal)) {
      this.cursor = await this.told.reread();
      this.told.state(false, 'polling');
    }
    this.#again();
  }

  /** Begins with the first way, now. */
  #again = () => {
    this.#ways = WAYS;
    this.#isAway = false;
    this.#nudge.abort();
  };

  /** Does what helps, and waits. */
  async #overcome(problem, failures) {
    try {
      if (problem.isSignedOut && !this.#isRenewed) return (this.#isRenewed = await this.client.renewed());
      if (problem.code.startsWith('CURSOR_')) return (this.cursor = await this.told.reread());
      if (!problem.isPassing) throw problem;
      await wait(problem.after || pause(failures - 1), this.#signal);
      if (failures < ATTEMPTS || !this.#ways[1]) return;
      if (this.#isClosed) return (this.#ways = this.#ways.slice(1));
      // when the API answers in the ordinary way and this one fails once more, it is this way that is closed
      this.cursor = await this.told.reread();
      this.#isClosed = true;
    } catch (worse) {
      if (worse.isPassing) return wait(pause(failures), this.#signal);
      this.stop();
      this.told.state(false, null, Object.assign(worse, { isFinal: true }));
    }
  }

  #watchPage() {
    const { signal } = this.#stopping;
    const on = (target, name, act) => target.addEventListener(name, act, { signal });
    const leave = () => {
      this.told.state(false, null, new Problem('OFFLINE'));
      this.#nudge.abort();
    };
    let hiding;
    const look = () => {
      clearTimeout(hiding);
      if (!document.hidden) this.#isAway && this.#again();
      else hiding = setTimeout(() => signal.aborted || ((this.#isAway = true), leave()), HIDDEN);
    };
    on(document, 'visibilitychange', look);
    on(document, 'resume', this.#again);
    on(window, 'online', this.#again);
    on(window, 'pageshow', (event) => event.persisted && this.#again());
    on(window, 'offline', leave);
    look();
  }
}

/** The order with what an event tells, or nothing when only reading it anew can tell. */
export function applied(order, { shipment, claim }) {
  const shipments = shipment ? put(order.shipments, shipment) : order.shipments;
  const nodes = claim ? put(order.claims.nodes, claim, true) : order.claims.nodes;
  return (shipment || claim) && { ...order, shipments, claims: { nodes } };
}

function put(list, one, newestFirst) {
  if (list.some(({ id }) => id === one.id)) return list.map((old) => (old.id === one.id ? one : old));
  return newestFirst ? [one, ...list] : [...list, one];
}
