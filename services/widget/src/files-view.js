// How files look: buttons that add them, and how far each is.

import { TYPES } from './files.js';
import { wordsFor } from './form.js';
import { h } from './view.js';

/** What was added so far, and a button for each kind of file that is wanted; `null` stands for any. */
export function filesView(id, files, kinds, t, resend) {
  return h(
    'div.field',
    { key: `${id}-files` },
    kinds.map((kind) => picker(`${id}-${kind ?? 'any'}`, files, kind, t)),
    kinds.length > 0 && h('p.small', { key: 'hint' }, t('filesHint')),
    files.list.length > 0 &&
      h(
        'ul.files',
        { 'aria-label': t('files') },
        files.list.map((one) => fileView(one, files, t, resend)),
      ),
  );
}

function picker(id, files, kind, t) {
  const onchange = ({ target }) => {
    files.add(target.files, kind);
    // so that the same file can be chosen again after it was taken away
    target.value = '';
  };
  return h(
    'div.picker',
    { key: id },
    h('input.sr', { id, type: 'file', multiple: true, accept: TYPES.join(), onchange }),
    h('label.button', { for: id }, kind ? t('addKind', { kind: t(kind) }) : t('addFiles')),
  );
}

function fileView(one, files, t, resend) {
  const { key, file, state, moved, problem } = one;
  const { name } = file;
  const on = (word, act) =>
    h(
      'button',
      { key: word, type: 'button', part: 'button', 'aria-label': t(`${word}File`, { name }), onclick: act },
      t(word),
    );
  return h(
    'li',
    { key },
    h('bdi', name),
    h('span.small', state === 'sending' ? t.percent(moved) : t(`file.${state}`)),
    state === 'sending' && h('progress', { max: 1, value: moved, 'aria-label': name }),
    problem && h('p.error', wordsFor(problem, t)),
    h(
      'div.row',
      state === 'failed' && resend && on('again', () => resend(one)),
      state !== 'sent' && on('remove', () => files.remove(one)),
    ),
  );
}
