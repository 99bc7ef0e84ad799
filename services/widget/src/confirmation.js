// What a customer does to a claim in two steps, as it cannot be undone: withdraw it, say that it arrived or was found,
// object.

import {
  CLAIM_ADD_MESSAGE,
  CLAIM_APPEAL,
  CLAIM_CANCEL,
  CLAIM_REPORT_ARRIVED,
  CLAIM_REPORT_FOUND,
} from './desk-documents.js';
import { choice, text } from './fields.js';
import { Form, Intent } from './form.js';
import { isNothingHere } from './reasons.js';
import { h } from './view.js';

const OPEN = /^(SUBMITTED|UNDER_REVIEW|NEEDS_INFORMATION|APPROVED)$/;

const COMMANDS = {
  arrived: {
    document: CLAIM_REPORT_ARRIVED,
    isOffered: ({ status, reason }) => OPEN.test(status) && isNothingHere(reason),
  },
  withdraw: { document: CLAIM_CANCEL, isOffered: ({ status }) => OPEN.test(status) },
  appeal: {
    document: CLAIM_APPEAL,
    isOffered: ({ status, appealedAt, denial }) =>
      status === 'DENIED' && !appealedAt && !(Date.parse(denial?.appealableUntil) < Date.now()),
  },
  // a delivery may have told already that it was found, but not what becomes of it
  turnedUp: {
    document: CLAIM_REPORT_FOUND,
    choices: ['RETURN', 'REPAY'],
    isOffered: ({ status, reason, found }) => status === 'RESOLVED' && isNothingHere(reason) && !found?.choice,
  },
};

/** What can be done to a claim as it stands now. */
export const commandsOn = (claim) => Object.keys(COMMANDS).filter((name) => COMMANDS[name].isOffered(claim));

export class Confirmation extends Form {
  /** Why; only an objection is asked for it. */
  body = '';
  /** What becomes of it, where that is to be chosen. */
  choice;
  #saying = new Intent();
  #doing = new Intent();

  constructor(desk, name) {
    super(desk);
    Object.assign(this, { name, choice: COMMANDS[name].choices?.[0] });
  }

  /** What is said first is there when the objection is looked at. */
  async confirm({ id: claimId, version: expectedVersion }) {
    const body = this.body.trim();
    const { choice } = this;
    const isDone = await this.submit(async (client) => {
      if (body) await this.#saying.send(client, CLAIM_ADD_MESSAGE, { claimId, body, attachmentIds: [] });
      await this.#doing.send(client, COMMANDS[this.name].document, { claimId, expectedVersion, choice });
    });
    if (isDone) await this.desk.done(`${this.name}.done`, claimId);
  }

  view(claim, t, close) {
    const { name } = this;
    const { id } = claim;
    const { choices } = COMMANDS[name];
    const field = choices ? 'choice' : 'body';
    const problem = this.problemOf(field);
    const ontype = (body) => (this.body = body);
    const onchoose = (value) => (this.choice = value);
    const options = choices?.map((value) => ({ value, label: t(`${name}.${value}`) }));
    const fieldId = `${id}-${field}`;
    return h(
      'div.panel',
      { key: name, role: 'group', 'aria-labelledby': `${id}-${name}` },
      h('h4', { id: `${id}-${name}`, tabindex: -1 }, t(`${name}.ask`)),
      h('p', t(`${name}.means`)),
      h(
        'div',
        { key: 'fields', inert: this.isBusy },
        name === 'appeal' &&
          text({ id: fieldId, label: t('why'), rows: 3, maxlength: 20000, value: this.body, ontype, problem }, t),
        choices && choice({ id: fieldId, legend: t('whatNow'), options, chosen: this.choice, onchoose, problem }, t),
      ),
      this.problemsBeside(field),
      h(
        'div.row',
        this.sendButton(t(`${name}.yes`), () => this.confirm(claim)),
        h('button', { type: 'button', part: 'button', onclick: close }, t('cancel')),
      ),
    );
  }
}
