// What every form does: it sends once at a time, each wish under one key, and tells what went wrong where it belongs.

import { h } from './view.js';

/** Somebody else was faster: what is shown is read anew before anybody decides again. */
const STALE = /^(VERSION_CONFLICT|MOVE_NOT_ALLOWED|NOT_FOUND|IDEMPOTENCY_MISMATCH|ALREADY_|APPEAL|QUANTITY_|NOTHING_)/;

/** What the API did not do: its `userErrors`. */
export class Refusal extends Error {
  constructor(problems) {
    super(problems[0].message ?? problems[0].code);
    this.problems = problems;
  }
}

/** A text that nobody has used as a key; `crypto.randomUUID` is not there on pages without TLS. */
const newKey = () => [...crypto.getRandomValues(new Uint32Array(4))].map((n) => n.toString(36)).join('-');

/** A refusal leaves its key free, but under these the key leads to something that cannot be had any more. */
const USED = /^(IDEMPOTENCY_MISMATCH|UPLOAD_EXPIRED)$/;

/** One wish, under one idempotency key however often it is sent: an answer that was lost does nothing twice. */
export class Intent {
  #key = newKey();

  /** The mutation's payload. Throws a `Refusal`, or the client's `Problem`. */
  async send(client, document, input) {
    const { signal } = new AbortController();
    const payload = await client.ask(document, { input: { idempotencyKey: this.#key, ...input } }, signal);
    const { userErrors: problems } = payload;
    if (!problems.length) return payload;
    if (USED.test(problems[0].code)) this.#key = newKey();
    throw new Refusal(problems);
  }
}

/** A form of `desk`, which has `t`, `client()`, `draw()`, `say(text)`, `read()` and `focus(selector)`. */
export class Form {
  isBusy = false;
  problems = [];

  constructor(desk) {
    this.desk = desk;
  }

  /** Does something, once at a time; whether it was done. Nothing that was typed is lost when it was not. */
  async submit(act) {
    const { desk } = this;
    if (this.isBusy) return false;
    this.isBusy = true;
    this.problems = [];
    desk.say(desk.t('sending'));
    try {
      await act(desk.client());
      desk.say('');
      return true;
    } catch (error) {
      this.problems = problemsOf(error);
      if (STALE.test(this.problems[0].code)) await desk.read();
      desk.say(this.problems.map((problem) => wordsFor(problem, desk.t)).join(' '));
      desk.focus('[aria-invalid], [data-invalid]');
      return false;
    } finally {
      this.isBusy = false;
      desk.draw();
    }
  }

  /** What is wrong with a field of the input; `place` is the one of a list. */
  problemOf(name, place) {
    return this.problems.find(({ field }) => field?.[0] === name && field[1] === place);
  }

  /** What is wrong with none of the fields that are shown. */
  problemsBeside(...names) {
    const { t } = this.desk;
    return this.problems
      .filter(({ field }) => !names.includes(field?.[0]))
      .map((problem) => h('p.error', wordsFor(problem, t)));
  }

  /** The button that sends, by `act` or as its form does; it keeps its focus while it is busy. */
  sendButton(label, act) {
    const { isBusy, desk } = this;
    const props = { type: act ? 'button' : 'submit', 'aria-disabled': isBusy, onclick: act && (() => isBusy || act()) };
    return h('button.primary', { part: 'button', key: 'send', ...props }, isBusy ? desk.t('sending') : label);
  }
}

/** A problem in the reader's words; those of the API's, which are English, when there are none. */
export const wordsFor = ({ code, message }, t) => t.words[`error.${code}`] ?? message ?? t('broken');

/** What went wrong, in the form of `userErrors`. */
export function problemsOf(error) {
  if (error instanceof Refusal) return error.problems;
  if (error.isPassing) return [{ code: 'OFFLINE' }];
  if (error.isSignedOut) return [{ code: 'SIGNED_OUT' }];
  if (!error.code) console.error(error);
  return [{ code: error.code ?? 'OTHER' }];
}
