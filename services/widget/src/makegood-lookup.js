// <makegood-lookup>: a guest finds an order by its number and what only its customer should know, and then watches it.

import { Client } from './client.js';
import { GUEST_TOKEN_CREATE } from './desk-documents.js';
import { styles as fieldStyles } from './desk-styles.js';
import { text } from './fields.js';
import { Form, Intent, Refusal } from './form.js';
import { styles } from './styles.js';
import { h, patch } from './view.js';
import { wordsOf } from './words.js';

const LANGUAGES = {
  en: () => import('./lang/lookup/en.js'),
  da: () => import('./lang/lookup/da.js'),
  de: () => import('./lang/lookup/de.js'),
};

export class MakegoodLookup extends HTMLElement {
  static observedAttributes = ['publishable-key', 'api', 'lang'];

  #root = this.attachShadow({ mode: 'open' });
  #form = new Form(this.#desk());
  /** The words; nothing until they are loaded. */
  #t;
  /** What was typed; kept in memory alone, to ask again when the token ends. */
  #typed = { number: '', proof: '' };
  #found;
  #said = '';
  #frame;

  connectedCallback() {
    this.#root.adoptedStyleSheets = [styles, fieldStyles];
    this.#start();
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#start();
  }

  async #start() {
    this.#t = await wordsOf(this.lang || this.closest('[lang]')?.lang || navigator.language, LANGUAGES);
    this.#draw();
  }

  get #api() {
    return new URL(this.getAttribute('api') || import.meta.url, location).origin;
  }

  /** What a form asks of where it stands. */
  #desk() {
    const t = () => this.#t;
    return {
      get t() {
        return t();
      },
      client: () => this.#client(),
      draw: () => this.#draw(),
      say: (words) => this.#say(words),
      focus: (selector) => this.#focus(selector),
      read: async () => {},
    };
  }

  #client() {
    return new Client(this.#api, this.getAttribute('publishable-key'), async () => null);
  }

  #draw() {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = undefined;
      if (this.isConnected && this.#t) patch(this.#root, [this.#view(this.#t)]);
    });
  }

  #say(words) {
    this.#said = words;
    this.#draw();
  }

  #focus(selector) {
    this.#draw();
    requestAnimationFrame(() => this.#root.querySelector(selector)?.focus());
  }

  async #find() {
    const { number, proof } = this.#typed;
    await this.#form.submit(async (client) => {
      const empty = [!number.trim() && 'number', !proof.trim() && 'proof'].filter(Boolean);
      if (empty.length) throw new Refusal(empty.map((name) => ({ code: 'EMPTY', field: [name] })));
      const [found] = await Promise.all([this.#token(client), import('./makegood-status.js')]);
      this.#found = found;
    });
    if (this.#found) this.#focus('.found');
  }

  #token(client) {
    const { number, proof } = this.#typed;
    const known = proof.includes('@') ? { email: proof.trim() } : { postalCode: proof.trim() };
    return new Intent().send(client, GUEST_TOKEN_CREATE, { number: number.trim(), ...known });
  }

  /** The token that was found, once; then others by what was typed. Back to the form when that is refused by now. */
  async #nextToken() {
    const { token } = this.#found;
    delete this.#found.token;
    if (token) return token;
    try {
      return (await this.#token(this.#client())).token;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.#forget();
      this.#form.problems = error.problems;
      this.#focus('input');
    }
  }

  #forget() {
    this.#found = undefined;
    this.#form.problems = [];
  }

  #view(t) {
    const found = this.#found;
    return h(
      'section.widget',
      { part: 'lookup', lang: t.tag },
      found ? this.#foundView(found, t) : this.#formView(t),
      h('p.sr', { key: 'said', role: 'status' }, this.#said),
    );
  }

  #foundView({ orderId: order }, t) {
    const onclick = () => {
      this.#forget();
      this.#typed = { number: '', proof: '' };
      this.#focus('input');
    };
    const onTokenExpired = () => this.#nextToken();
    const api = this.#api;
    const theme = this.getAttribute('theme');
    return h(
      'div.found',
      { key: 'found', tabindex: -1 },
      h('makegood-status', { key: order, onTokenExpired, api, theme, lang: t.tag, order }),
      h('button', { type: 'button', part: 'button', onclick }, t('another')),
    );
  }

  #formView(t) {
    const form = this.#form;
    const typed = this.#typed;
    const field = (name, props) =>
      text(
        {
          id: name,
          tag: 'input',
          label: t(name),
          value: typed[name],
          ontype: (value) => (typed[name] = value),
          problem: form.problemOf(name),
          required: true,
          ...props,
        },
        t,
      );
    const onsubmit = (event) => {
      event.preventDefault();
      this.#find();
    };
    return h(
      'form.card.desk',
      { key: 'form', novalidate: true, onsubmit },
      h('h2', t('title')),
      field('number', { autocomplete: 'off', maxlength: 255 }),
      field('proof', { autocomplete: 'email', hint: t('proofHint'), maxlength: 320 }),
      form.problemsBeside('number', 'proof'),
      h('div.row', form.sendButton(t('find'))),
    );
  }
}

customElements.get('makegood-lookup') ?? customElements.define('makegood-lookup', MakegoodLookup);
