// What a customer does in the widget: reports a problem and acts on a claim. Loaded when it is first needed.

import { ClaimActions } from './claim-actions.js';
import { styles } from './desk-styles.js';
import { Report } from './report.js';
import { reportView } from './report-view.js';
import { h } from './view.js';
import { speaker, wordsOf } from './words.js';

const LANGUAGES = {
  en: () => import('./lang/desk/en.js'),
  da: () => import('./lang/desk/da.js'),
  de: () => import('./lang/desk/de.js'),
};

/** `host` has `t()`, `client()`, `order()`, `draw()`, `say(text)`, `read()`, which reads the order anew, and `root`. */
export class Desk {
  /** The widget's words and its own; nothing until they are loaded. */
  t;

  #host;
  #base;
  #loading;
  #report;
  #claims = new Map();

  constructor(host) {
    this.#host = host;
    this.#prepare();
  }

  client() {
    return this.#host.client();
  }

  order() {
    return this.#host.order();
  }

  draw() {
    this.#host.draw();
  }

  say(text) {
    this.#host.say(text);
    this.draw();
  }

  /** Shows the order as it is now, if it can be read; else the next news do. */
  async read() {
    await this.#host.read().catch(() => {});
  }

  /** Moves the focus to what the next picture shows, or to the first field in it. */
  focus(selector) {
    this.draw();
    requestAnimationFrame(() => {
      const found = this.#host.root.querySelector(selector);
      const node = found?.querySelector('input') ?? found;
      if (node?.matches('h2, h3, h4')) node.tabIndex = -1;
      node?.focus();
    });
  }

  /** What stands in a claim's card. */
  actions(claim) {
    this.#prepare();
    return this.t && this.#of(claim.id).view(claim, this.t);
  }

  /** Begins the form. */
  async report() {
    this.#prepare();
    await this.#loading;
    this.#report ??= new Report(this);
    this.focus('#report');
  }

  /** The form while it is open. */
  form() {
    this.#prepare();
    return this.#report && this.t && reportView(this.#report, this.t, () => this.#closeReport());
  }

  /** Shows the claim that a report made, and sends the files that belong to it. */
  async reported(claimId, files) {
    this.#report = undefined;
    await this.done('reported', claimId);
    await this.#of(claimId).sendFiles(files);
  }

  /** Tells that something was done about a claim, and goes to it. */
  async done(word, claimId) {
    await this.read();
    this.#of(claimId).close();
    this.say(this.t(word));
    this.focus(`[id="${claimId}"]`);
  }

  #closeReport() {
    this.#report = undefined;
    this.focus('.widget > button');
  }

  #of(claimId) {
    if (!this.#claims.has(claimId)) this.#claims.set(claimId, new ClaimActions(this, claimId));
    return this.#claims.get(claimId);
  }

  /** Learns the language that the widget speaks now, and dresses: a widget that moved in its page has lost that. */
  #prepare() {
    const { adoptedStyleSheets: sheets } = this.#host.root;
    if (!sheets.includes(styles)) sheets.push(styles);
    const base = this.#host.t();
    if (base === this.#base) return;
    this.#base = base;
    this.#loading = wordsOf(base.tag, LANGUAGES).then(({ words }) => {
      const percent = new Intl.NumberFormat(base.tag, { style: 'percent' });
      this.t = Object.assign(speaker({ ...base.words, ...words }, base.tag), { percent: percent.format });
      this.draw();
    });
    this.#loading.catch(() => (this.#base = undefined));
  }
}
