// <makegood-status>: one order's parcels and claims, live. The README tells its attributes, hooks, events and parts.

import { claimView } from './claim.js';
import { Client, Problem, pause, wait } from './client.js';
import { ORDER_STATUS } from './documents.js';
import { Follower, applied } from './follow.js';
import { isUnderWay, parcelView } from './parcel.js';
import { styles } from './styles.js';
import { h, patch } from './view.js';
import { wordsOf } from './words.js';

/** A connection that comes back within this time was never missed. */
const BLINK = 2500;

export class MakegoodStatus extends HTMLElement {
  static observedAttributes = ['order', 'token', 'api', 'lang'];

  /** The page's hook: fetches another customer token when this one has ended, or when there is none. */
  onTokenExpired = this.onTokenExpired ?? null;
  /** The order as it is shown. */
  data = null;

  #root = this.attachShadow({ mode: 'open' });
  #session = new AbortController();
  #token = null;
  #client;
  #follower;
  #problem;
  #via;
  #blinking;
  #said = '';
  #frame;
  #desk;
  #t;

  get token() {
    return this.#client?.token ?? this.#token;
  }

  set token(token) {
    this.#token = token;
    if (this.#client) this.#client.token = token;
    if (!this.#follower || this.#problem) this.#start();
  }

  connectedCallback() {
    this.#root.adoptedStyleSheets = [styles];
    // begins; a page may have set it before this class was there
    const { token } = this;
    delete this.token;
    this.token = token;
  }

  disconnectedCallback() {
    this.#stop();
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'token') this.token = value;
    else this.#start();
  }

  #stop() {
    this.#session.abort();
    this.#follower?.stop();
    clearTimeout(this.#blinking);
    this.#client = this.#follower = this.#via = this.#blinking = undefined;
  }

  /** Begins anew; what belongs to an earlier beginning comes too late. */
  async #start() {
    const id = this.getAttribute('order');
    if (!this.isConnected) return;
    const { token } = this;
    this.#stop();
    const { signal } = (this.#session = new AbortController());
    const t = await wordsOf(this.lang || this.closest('[lang]')?.lang || navigator.language);
    if (signal.aborted) return;
    if (this.data?.id !== id) this.data = this.#desk = null;
    this.#t = t;
    this.#problem = undefined;
    const api = this.getAttribute('api') || import.meta.url;
    this.#client = new Client(new URL(api, location).origin, token, async () => this.onTokenExpired?.());
    this.#draw();
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        if (!id) throw new Problem('NOT_FOUND');
        const order = await this.#read(id, signal);
        this.#follower = new Follower(this.#client, order, {
          event: (event) => this.#take(event, signal),
          reread: async () => (await this.#read(id, signal)).cursor,
          state: (live, via, problem) => signal.aborted || this.#tell(live, via, problem),
        });
        return;
      } catch (problem) {
        if (signal.aborted) return;
        this.#fail(problem);
        if (!problem.isPassing) return;
        await wait(problem.after || pause(attempt), signal);
      }
    }
  }

  async #read(id, signal) {
    const order = await this.#client.ask(ORDER_STATUS, { id }, signal, 0);
    if (!order) throw new Problem('NOT_FOUND');
    if (!signal.aborted) this.#show(order);
    return order;
  }

  async #take(event, signal) {
    const changed = applied(this.data, event);
    if (signal.aborted) return;
    if (changed) this.#show(changed);
    else await this.#read(this.data.id, signal);
  }

  #show(order) {
    if (this.data) this.#announce(this.data, order);
    this.data = order;
    // what could not be loaded is tried again when there is news
    this.#desk ??= null;
    this.#problem = undefined;
    this.#dispatch('makegood-change', order);
    this.#draw();
  }

  /** Says what changed to those who do not see it. */
  #announce(before, after) {
    const t = this.#t;
    const tell = ({ shipments, claims }) => [
      ...shipments.map((parcel) => `${parcel.trackingNumber}: ${t(parcel.trackingStatus)}`),
      ...claims.nodes.map((claim) => `${t('claim', claim)}: ${t(claim.status)}`),
    ];
    const known = tell(before);
    const said = tell(after).filter((text) => !known.includes(text));
    if (said[0]) this.#said = said.join('. ');
  }

  #tell(live, via, problem) {
    if (problem?.isFinal) this.#fail(problem);
    const show = () => {
      this.#blinking = clearTimeout(this.#blinking);
      if (this.#via !== via) this.#dispatch('makegood-live', { live, via });
      this.#via = via;
      this.#draw();
    };
    if (via) show();
    else this.#blinking ??= setTimeout(show, BLINK);
  }

  #fail(problem) {
    this.#problem = problem;
    this.#draw();
  }

  #dispatch(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** Once for all that happened since the last picture. */
  #draw() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.isConnected) patch(this.#root, [this.#view()]);
    });
  }

  /** Loads what the customer can do, when it is first needed. */
  async #open(wanted) {
    try {
      const { Desk } = await import('./desk.js');
      this.#desk ??= new Desk({
        t: () => this.#t,
        client: () => this.#client,
        order: () => this.data,
        read: () => this.#read(this.data.id, this.#session.signal),
        draw: () => this.#draw(),
        say: (text) => (this.#said = text),
        root: this.#root,
      });
      if (wanted) await this.#desk.report();
    } catch (error) {
      console.warn(error);
      this.#fail(new Problem('OFFLINE'));
    }
    this.#draw();
  }

  #view() {
    const t = this.#t;
    const order = this.data;
    const problem = this.#problem;
    return h(
      'section.widget',
      { part: 'widget', lang: t.tag },
      problem && this.#problemView(problem, t),
      order ? this.#orderView(order, t) : !problem && h('p', t('loading')),
      h('p.sr', { role: 'status' }, this.#said),
    );
  }

  #orderView({ number, canceledAt, promisedDeliveryBy, shipments, claims }, t) {
    if (claims.nodes.length && this.#desk === null) this.#desk = void this.#open();
    const waits = !shipments.length && !canceledAt;
    return [
      h('header', h('h2', t('order', { number })), this.#liveView(t)),
      canceledAt && h('p', t('orderCanceled', { at: t.day(canceledAt) })),
      claims.nodes.map((claim) => claimView(claim, t, this.#desk?.actions(claim))),
      waits &&
        h(
          'article.card',
          h('h3', t('notShipped')),
          promisedDeliveryBy && h('p', t('expected', { at: t.day(promisedDeliveryBy) })),
        ),
      shipments.map((parcel, n) => parcelView(parcel, this.data, t, shipments[1] && n + 1)),
      this.#desk?.form() ?? h('button', { part: 'button', onclick: () => this.#open(true) }, t('report')),
    ];
  }

  #liveView(t) {
    const { shipments, claims } = this.data;
    const via = this.#via;
    if (via === undefined || this.#problem) return;
    if (via === 'polling') return h('p.live', { part: 'live' }, t('polling'));
    if (via) return h('p.live.on', { part: 'live' }, t('live'));
    return (claims.nodes[0] || shipments.some(isUnderWay)) && h('p.live', { part: 'live' }, t('notLive'));
  }

  #problemView({ code, isPassing, isSignedOut }, t) {
    const word = isPassing ? 'away' : isSignedOut ? 'signedOut' : code === 'NOT_FOUND' ? 'notFound' : 'broken';
    return h(
      'div.card.trouble',
      { role: 'alert' },
      h('p', t(word)),
      // what nobody foresaw may be an update, whose documents only a new page knows
      !isPassing &&
        h('button', { part: 'button', onclick: () => (word === 'broken' ? location.reload() : this.#start()) }, t('again')),
    );
  }
}

customElements.get('makegood-status') ?? customElements.define('makegood-status', MakegoodStatus);
