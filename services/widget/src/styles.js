// The widget's looks, as one constructed sheet: a page's Content-Security-Policy has nothing to refuse in it.

export const styles = new CSSStyleSheet();

styles.replaceSync(`
:host {
  --_text: var(--makegood-text, light-dark(#1c1f23, #eceef1));
  --_soft: var(--makegood-soft-text, light-dark(#59616b, #a6afba));
  --_ground: var(--makegood-background, light-dark(#fff, #16191d));
  --_card: var(--makegood-card, light-dark(#f6f7f9, #1f242a));
  --_line: var(--makegood-line, light-dark(#d5dae0, #3a424c));
  --_accent: var(--makegood-accent, light-dark(#0b5d4d, #6fd3bb));
  --_trouble: var(--makegood-trouble, light-dark(#9a3412, #fbb28a));
  --_radius: var(--makegood-radius, 12px);
  display: block;
  color-scheme: light dark;
  font: var(--makegood-font, 1rem/1.5 system-ui, sans-serif);
}
:host([theme='light']) { color-scheme: light; }
:host([theme='dark']) { color-scheme: dark; }
:host([hidden]) { display: none; }
*, ::before, ::after { box-sizing: border-box; }
.widget { container-type: inline-size; color: var(--_text); background: var(--_ground); border-radius: var(--_radius); overflow-wrap: anywhere; }
header { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0 1rem; }
h2, h3 { margin: 0; line-height: 1.25; }
h2 { font-size: 1.125em; }
h3 { font-size: 1.25em; }
p, ol, ul { margin: .5em 0 0; padding: 0; list-style: none; }
.card > :first-child { margin-top: 0; }
a, summary { color: var(--_accent); }
.card { margin-top: 1rem; padding: 1rem; background: var(--_card); border: 1px solid var(--_line); border-radius: var(--_radius); }
.trouble { border-inline-start: 4px solid var(--_trouble); }
.trouble h3 { color: var(--_trouble); }
.small, .live, time { font-size: .875em; color: var(--_soft); }
.said { display: block; white-space: pre-wrap; }
.live { display: flex; align-items: center; gap: .5em; margin: 0; }
.live::before { content: ''; width: .6em; height: .6em; border: 2px solid var(--_soft); border-radius: 50%; }
.live.on::before { background: var(--_accent); border-color: var(--_accent); }
.steps { display: flex; gap: .375rem; margin-top: 1rem; }
.steps li { flex: 1; min-width: 0; padding-top: .5rem; border-top: 4px solid var(--_line); font-size: .8rem; line-height: 1.3; color: var(--_soft); }
.steps .done { border-color: var(--_accent); }
@container (max-width: 28rem) {
  .steps { display: block; }
  .steps li { padding: .1rem .75rem; border-width: 0; border-inline-start: 4px solid var(--_line); }
}
.steps [aria-current='step'] { font-weight: 600; color: var(--_text); }
details { margin-top: .75rem; }
summary { padding: .25rem 0; cursor: pointer; }
.story { margin-inline-start: .3rem; border-inline-start: 2px solid var(--_line); }
.story li { position: relative; padding: .25rem 0 .5rem 1rem; }
.story li::before { content: ''; position: absolute; inset: .7rem auto auto -.3rem; width: .5rem; height: .5rem; border-radius: 50%; background: var(--_line); }
.story li:first-child::before { background: var(--_accent); }
.story time { display: block; }
button, .button {
  min-height: 44px; margin-top: 1rem; padding: .5rem 1rem; font: inherit; font-weight: 600; cursor: pointer;
  color: var(--_accent); background: transparent; border: 2px solid currentColor; border-radius: calc(var(--_radius) / 1.5);
}
:focus-visible { outline: 3px solid var(--_accent); outline-offset: 2px; }
.sr { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (forced-colors: active) {
  .steps .done { border-color: Highlight; }
}
`);
