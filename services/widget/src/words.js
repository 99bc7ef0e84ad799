// Words, dates and money in the reader's language.

/** Each written out, as bundlers find no others. */
const LANGUAGES = {
  en: () => import('./lang/en.js'),
  da: () => import('./lang/da.js'),
  de: () => import('./lang/de.js'),
};

/** How to say things in the language of a tag such as `da-DK`; `languages` are those of a part which is loaded later. */
export async function wordsOf(tag, languages = LANGUAGES) {
  const language = tag.slice(0, 2).toLowerCase();
  const known = languages[language] ? language : 'en';
  const { default: words } = await languages[known]();
  // another language's dates do not go with these words, and what is no tag (`da_DK`) goes with nothing
  return speaker(words, RegExp(`^${known}(-\\w+)*$`, 'i').test(tag) ? tag : known);
}

/** `t('late', {at})` fills a text in; a code without a word is told as it is, in small letters. */
export function speaker(words, tag) {
  const date = (options) => (at) => new Intl.DateTimeFormat(tag, options).format(new Date(at));
  const t = (key, values) =>
    (words[key] ?? `${key}`.toLowerCase().replaceAll('_', ' ')).replace(/{(\w+)}/g, (_, name) => values[name]);
  return Object.assign(t, {
    tag,
    words,
    day: date({ weekday: 'long', day: 'numeric', month: 'long' }),
    moment: date({ dateStyle: 'medium', timeStyle: 'short' }),
    money: ({ amount, currencyCode }) =>
      new Intl.NumberFormat(tag, { style: 'currency', currency: currencyCode }).format(amount),
  });
}
