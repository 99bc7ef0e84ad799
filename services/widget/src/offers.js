// Chooses among the ways in which an approved claim can be made good.

import { RESOLUTION_CHOOSE } from './desk-documents.js';
import { defaultFirst } from './draft.js';
import { choice } from './fields.js';
import { Form, Intent } from './form.js';
import { h } from './view.js';

export class Offers extends Form {
  type;
  #choosing = new Intent();

  async choose({ id, version }, type) {
    const input = { claimId: id, expectedVersion: version, type };
    if (await this.submit((client) => this.#choosing.send(client, RESOLUTION_CHOOSE, input))) {
      this.#choosing = new Intent();
      await this.desk.done('chosen', id);
    }
  }

  view(claim, t) {
    const offers = defaultFirst(claim.resolutionOptions);
    const chosen = offers.some(({ type }) => type === this.type) ? this.type : offers[0]?.type;
    const options = offers.map(({ type, amount, isDefault }) => ({
      value: type,
      label: `${t(type)} · ${t.money(amount)}`,
      hint: isDefault && offers.length > 1 && t('isDefault'),
    }));
    const onchoose = (type) => (this.type = type);
    const id = `${claim.id}-offers`;
    return h(
      'div.panel',
      { key: 'offers' },
      h(
        'div',
        { key: 'fields', inert: this.isBusy },
        choice({ id, legend: t('offers'), options, chosen, onchoose, problem: this.problemOf('type') }, t),
      ),
      this.problemsBeside('type'),
      h(
        'div.row',
        this.sendButton(t('choose'), () => this.choose(claim, this.type ?? chosen)),
      ),
    );
  }
}
