// Fields of forms: labels, hints and problems that belong to them for everybody.

import { h } from './view.js';
import { wordsFor } from './form.js';

/** The attributes that tie a field to its problem and hint, and what shows them. */
function told(id, problem, hint, t) {
  const ids = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return {
    props: { 'aria-describedby': ids || null },
    shown: [
      hint && h('p.small', { id: `${id}-hint`, key: 'hint' }, hint),
      problem && h('p.error', { id: `${id}-problem`, key: 'problem' }, wordsFor(problem, t)),
    ],
  };
}

/** Fields that belong together. */
export function group({ id, legend, problem, hint, ...props }, fields, t) {
  const { props: ties, shown } = told(id, problem, hint, t);
  return h('fieldset', { key: id, 'data-invalid': !!problem, ...props, ...ties }, h('legend', legend), shown, fields);
}

/** One of several; `options` are `{value, label, hint}`, and `chosen` is marked when they first appear. */
export function choice({ id, options, chosen, onchoose, ...rest }, t) {
  const fields = options.map(({ value, label, hint }) =>
    h(
      'label.choice',
      { key: value },
      h('input', { type: 'radio', name: id, value, checked: value === chosen, onchange: () => onchoose(value) }),
      h('span', h('bdi', label), ' ', hint && h('bdi.small.block', hint)),
    ),
  );
  return group({ id, role: 'radiogroup', ...rest }, fields, t);
}

/** A text; `props` go to the field. */
export function text({ id, tag = 'textarea', label, value, ontype, problem, hint, ...props }, t) {
  const { props: ties, shown } = told(id, problem, hint, t);
  const oninput = ({ target }) => ontype(target.value);
  return h(
    'div.field',
    { key: id },
    h('label', { for: id }, label),
    shown,
    h(tag, { id, dir: 'auto', 'aria-invalid': !!problem, value, oninput, ...props, ...ties }),
  );
}

/** How many of a line, from none to `most`; as it was typed. */
export function quantity({ id, label, most, value, ontype, problem, hint }, t) {
  if (most === 1) {
    const { props: ties, shown } = told(id, problem, null, t);
    const onchange = ({ target }) => ontype(target.checked ? '1' : '0');
    const box = { type: 'checkbox', checked: value === '1', 'aria-invalid': !!problem, onchange, ...ties };
    return h('div', { key: id }, h('label.choice', h('input', box), h('bdi', label)), shown);
  }
  const { props: ties, shown } = told(id, problem, hint, t);
  const oninput = ({ target }) => ontype(target.value);
  const range = { type: 'number', inputmode: 'numeric', min: 0, max: most, step: 1 };
  return h(
    'div.line',
    { key: id },
    h('label', { for: id, dir: 'auto' }, label),
    h('input', { id, ...range, 'aria-invalid': !!problem, value, oninput, ...ties }),
    shown,
  );
}
