// The form that reports a problem: what it is about, what went wrong, what can be expected, what would be best.

import { CLAIM_CREATE, CLAIM_ELIGIBILITY } from './desk-documents.js';
import { byLine, chosenItems, claimable, impossible, lineOf, localeOf, quantitiesOf } from './draft.js';
import { Files } from './files.js';
import { Form, Intent, Refusal, problemsOf } from './form.js';
import { subjectsOf } from './reasons.js';

export class Report extends Form {
  /** The parcel's id; `null` is what was never sent, and `undefined` not said yet. */
  subject;
  reason;
  /** What the API expects of it; undefined while it is asked. */
  eligibility;
  /** Why it could not be asked. */
  trouble;
  quantities = {};
  note = '';
  preferred;

  #creating = new Intent();
  #known;
  #asking = new AbortController();

  constructor(desk) {
    super(desk);
    this.files = new Files(desk);
    this.#known = new Set(desk.order().claims.nodes.map(({ id }) => id));
    const subjects = subjectsOf(desk.order());
    if (subjects.length === 1) this.subject = subjects[0]?.id ?? null;
  }

  get parcel() {
    return this.desk.order().shipments.find(({ id }) => id === this.subject);
  }

  /** The lines that can be claimed. */
  get items() {
    return this.eligibility ? claimable(this.eligibility, this.subject) : [];
  }

  about(subject) {
    this.#asking.abort();
    this.subject = subject;
    this.reason = this.eligibility = this.trouble = undefined;
    this.desk.draw();
  }

  because(reason) {
    this.reason = reason;
    this.quantities = {};
    this.preferred = undefined;
    this.problems = [];
    return this.expect();
  }

  /** Asks what can be claimed and expected; only the last question counts. What was typed stays. */
  async expect() {
    const { desk, subject, reason } = this;
    this.#asking.abort();
    const { signal } = (this.#asking = new AbortController());
    this.eligibility = this.trouble = undefined;
    desk.say(desk.t('checking'));
    try {
      const input = { orderId: desk.order().id, shipmentId: subject, reason };
      const eligibility = await desk.client().ask(CLAIM_ELIGIBILITY, { input }, signal);
      if (signal.aborted) return;
      this.eligibility = eligibility;
      this.quantities = quantitiesOf(this.items, reason, this.quantities);
      this.preferred ??= eligibility.defaultResolution;
      desk.say(desk.t(eligibility.eligible ? 'checked' : 'blocked'));
    } catch (error) {
      if (signal.aborted) return;
      [this.trouble] = problemsOf(error);
      desk.say('');
    }
    desk.draw();
  }

  /** Makes the claim; its files follow it. */
  async send() {
    const { desk, items, quantities } = this;
    let made;
    await this.submit(async (client) => {
      const wrong = impossible(items, quantities).map((item) => ({ code: 'QUANTITY', field: ['items', lineOf(item)] }));
      if (wrong.length) throw new Refusal(wrong);
      const chosen = chosenItems(items, quantities);
      if (!chosen.length) throw new Refusal([{ code: 'NO_ITEMS', field: ['items'] }]);
      try {
        made = (await this.#creating.send(client, CLAIM_CREATE, this.#input(chosen))).claim.id;
      } catch (error) {
        throw error instanceof Refusal ? new Refusal(byLine(error.problems, chosen)) : error;
      }
    });
    made ??= this.#madeBefore();
    if (made) desk.reported(made, this.files);
    else if (this.problems.some(({ code }) => code === 'QUANTITY_ALREADY_CLAIMED')) await this.expect();
  }

  #input(items) {
    const { desk, subject, reason, preferred, note } = this;
    return {
      orderId: desk.order().id,
      shipmentId: subject,
      reason,
      items,
      preferredResolution: preferred,
      customerNote: note.trim() || null,
      locale: localeOf(desk.t.tag),
    };
  }

  /** The claim that an earlier attempt made, whose answer was lost before something was changed here. */
  #madeBefore() {
    if (!this.problems.some(({ code }) => code === 'IDEMPOTENCY_MISMATCH')) return;
    return this.desk.order().claims.nodes.find(({ id }) => !this.#known.has(id))?.id;
  }
}
