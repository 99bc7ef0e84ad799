// What a customer may expect before anything is reported: what is in the way, what else can be done, how long it takes.

import { wordsFor } from './form.js';
import { h } from './view.js';

/** Why it cannot be reported, and what to do instead. */
export const blockedView = ({ blockers, alternatives }, t) => [
  blockers.map(({ code, message }) => h('p.error', { key: code }, wordsFor({ code, message }, t))),
  alternatives.length > 0 && [h('p', t('alternatives')), alternativesView(alternatives, t)],
];

/** What to look at first, how long it takes, and the other ways. */
export const expectedView = ({ waitingUntil, nextSteps, alternatives }, t) => [
  waitingUntil && h('p', { key: 'early' }, t('early', { at: t.day(waitingUntil) })),
  nextSteps.filter((step) => t.words[`step.${step}`]).map((step) => h('p', { key: step }, t(`step.${step}`))),
  alternatives.length > 0 &&
    h('details', { key: 'alternatives' }, h('summary', t('alternatives')), alternativesView(alternatives, t)),
];

const alternativesView = (alternatives, t) =>
  h(
    'ul.plain',
    alternatives.map(({ kind, url, availableFrom }) =>
      h(
        'li',
        { key: kind },
        /^https?:/.test(url)
          ? h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, t(`way.${kind}`))
          : t(`way.${kind}`),
        availableFrom && Date.parse(availableFrom) > Date.now() && ` ${t('wayFrom', { at: t.day(availableFrom) })}`,
      ),
    ),
  );
