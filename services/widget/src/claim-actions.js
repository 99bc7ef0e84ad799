// What a customer can do about one claim, inside its card.

import { Confirmation, commandsOn } from './confirmation.js';
import { wordsFor } from './form.js';
import { Offers } from './offers.js';
import { Reply } from './reply.js';
import { h } from './view.js';

export class ClaimActions {
  /** Which panel is open: `reply`, one of the commands, or none. */
  #open;

  constructor(desk, claimId) {
    Object.assign(this, { desk, claimId, offers: new Offers(desk), reply: new Reply(desk, claimId) });
  }

  /** Sends the files that were chosen when the claim was reported. */
  sendFiles(files) {
    if (!files.waiting.length) return;
    this.reply.files = files;
    this.#open = 'reply';
    return this.reply.send();
  }

  close() {
    this.#open = undefined;
  }

  view(claim, t) {
    const { status, cancelReason } = claim;
    const isOver = status === 'CANCELED' && cancelReason !== 'INACTIVE';
    const isAnswer = status === 'NEEDS_INFORMATION';
    const commands = commandsOn(claim);
    // what was begun stays, wherever the claim goes meanwhile
    const isReplying = isAnswer || this.#open === 'reply' || this.reply.isBegun;
    if (this.confirmation && !commands.includes(this.confirmation.name)) this.confirmation = undefined;
    return [
      sentView(claim, this.reply, t),
      status === 'APPROVED' && claim.resolutionOptions.length > 0 && this.offers.view(claim, t),
      isReplying && this.reply.view(claim, t, () => this.#shut('reply')),
      this.confirmation?.view(claim, t, () => this.#shut(this.confirmation.name)),
      h(
        'div.row',
        { key: 'commands' },
        !isOver && !isReplying && this.#opener('reply', t),
        commands.map((name) => name !== this.confirmation?.name && this.#opener(name, t)),
      ),
    ];
  }

  #opener(name, t) {
    const onclick = () => {
      this.#open = name;
      this.confirmation = name === 'reply' ? undefined : new Confirmation(this.desk, name);
      this.desk.focus(`[id="${this.claimId}-${name}"]`);
    };
    const id = `${this.claimId}-open-${name}`;
    return h('button', { id, key: name, type: 'button', part: 'button', onclick }, t(name));
  }

  #shut(name) {
    if (name === 'reply') this.reply.clear();
    this.#open = this.confirmation = undefined;
    this.desk.focus(`[id="${this.claimId}-open-${name}"]`);
  }
}

/** The files that were sent, as far as they were looked through; those that cannot be used, with what to do. */
function sentView({ evidence }, { sent, files }, t) {
  // what is neither checked nor from here may be an upload that was never finished
  const isShown = ({ id, state }) => (state !== 'PENDING' || sent.has(id)) && !files.list.some((one) => one.id === id);
  const shown = evidence.filter(isShown);
  if (!shown.length) return;
  return h(
    'ul.files',
    { key: 'files', 'aria-label': t('files') },
    shown.map(({ id: key, fileName, state, rejectionCode: code }) =>
      h(
        'li',
        { key },
        h('bdi', fileName),
        h('span.small', t(`file.${state}`)),
        code && h('p.error', wordsFor({ code }, t)),
      ),
    ),
  );
}
