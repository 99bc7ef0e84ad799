// The form that writes to the shop about a claim, with files; also the answer to what was asked for.

import { CLAIM_ADD_MESSAGE } from './desk-documents.js';
import { text } from './fields.js';
import { Files } from './files.js';
import { filesView } from './files-view.js';
import { Form, Intent, Refusal } from './form.js';
import { h } from './view.js';

export class Reply extends Form {
  body = '';
  files = new Files(this.desk);
  /** The ids of files that were sent from here. */
  sent = new Set();
  #saying = new Intent();

  constructor(desk, claimId) {
    super(desk);
    this.claimId = claimId;
  }

  /** Sends the files first, as a message names those that belong to it. */
  async send() {
    const { claimId, files } = this;
    const body = this.body.trim();
    const isDone = await this.submit(async (client) => {
      if (!body && !files.waiting.length) throw new Refusal([{ code: 'NOTHING', field: ['body'] }]);
      const attachmentIds = await files.send(client, claimId);
      if (body) await this.#saying.send(client, CLAIM_ADD_MESSAGE, { claimId, body, attachmentIds });
    });
    if (isDone) await this.#finish();
  }

  /** Sends one file once more. */
  async resend(one) {
    const { files } = this;
    const isDone = await this.submit((client) => files.send(client, this.claimId, [one]));
    if (isDone && !files.waiting.length && !this.body.trim()) await this.#finish();
  }

  /** Whether there is something in it. */
  get isBegun() {
    return !!this.body || this.files.list.length > 0;
  }

  clear() {
    Object.assign(this, { body: '', files: new Files(this.desk), problems: [] });
    this.#saying = new Intent();
  }

  async #finish() {
    for (const { id } of this.files.list) this.sent.add(id);
    this.clear();
    await this.desk.done('sent', this.claimId);
  }

  view(claim, t, close) {
    const { id, status, requestedEvidence } = claim;
    const isAnswer = status === 'NEEDS_INFORMATION';
    const kinds = isAnswer && requestedEvidence.length ? requestedEvidence : [null];
    const ontype = (body) => (this.body = body);
    return h(
      'div.panel',
      { key: 'reply', role: 'group', 'aria-labelledby': `${id}-reply` },
      h('h4', { id: `${id}-reply`, tabindex: -1 }, t(isAnswer ? 'answerTitle' : 'reply')),
      h(
        'div',
        { key: 'fields', inert: this.isBusy },
        text(
          {
            id: `${id}-body`,
            label: t('message'),
            rows: 3,
            maxlength: 20000,
            value: this.body,
            ontype,
            problem: this.problemOf('body'),
          },
          t,
        ),
      ),
      filesView(id, this.files, kinds, t, (one) => this.resend(one)),
      this.problemsBeside('body'),
      h(
        'div.row',
        this.sendButton(t('send'), () => this.send()),
        !isAnswer && h('button', { type: 'button', part: 'button', onclick: close }, t('cancel')),
      ),
    );
  }
}
