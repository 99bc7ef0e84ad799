// A form that unfolds: what is entered is done, and then it folds again and hands the focus back.

import { html } from '../vendor/lit-html.js';

/** `read(data)` makes the mutation's input of what was entered; `act` tells whether it was done. */
export function unfolding({ title, button = title, fields, act, mutation, read, isBusy }) {
  const send = async (event) => {
    event.preventDefault();
    const form = event.currentTarget;
    const panel = form.closest('section');
    if (!(await act(mutation, read(new FormData(form))))) return;
    form.reset();
    form.closest('details').open = false;
    // what was done may have taken the form away, and the focus with it
    panel.querySelector('h3').focus();
  };
  return html`<details>
    <summary>${title}</summary>
    <form @submit=${send}>${fields}<button class="primary" ?disabled=${isBusy}>${button}</button></form>
  </details>`;
}

export const text = (name, label, more = '') =>
  html`<label>${label}<input type="text" name=${name} value=${more} required maxlength="200" /></label>`;

export const writing = (name, label) =>
  html`<label>${label}<textarea name=${name} required maxlength="2000"></textarea></label>`;

export const choice = (name, label, options) =>
  html`<label
    >${label}
    <select name=${name}>
      ${options.map(([value, shown]) => html`<option value=${value}>${shown}</option>`)}
    </select></label
  >`;

export const several = (name, label, options, isChecked) =>
  html`<fieldset>
    <legend>${label}</legend>
    <div class="row">
      ${options.map(
        ([value, shown]) =>
          html`<label
            ><input type="checkbox" name=${name} value=${value} ?checked=${isChecked(value)} />${shown}</label
          >`,
      )}
    </div>
  </fieldset>`;
