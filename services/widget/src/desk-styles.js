// The looks of forms, beside the widget's own.

export const styles = new CSSStyleSheet();

styles.replaceSync(`
.panel { margin-top: 1rem; padding-top: 1rem; border-top: 1px solid var(--_line); }
h4 { margin: 0; font-size: 1em; line-height: 1.25; }
fieldset, .found > button { margin-top: 1rem; }
.panel > div:first-child > fieldset { margin: 0; }
.field p, fieldset > p { margin-top: .25rem; }
fieldset { min-width: 0; margin-inline: 0; margin-bottom: 0; padding: 0; border: 0; }
legend, .field > label { display: block; padding: 0; font-weight: 600; }
.field { margin-top: 1rem; }
.choice {
  display: flex; gap: .75rem; align-items: center; min-height: 44px; margin-top: .5rem; padding: .5rem .75rem;
  cursor: pointer; background: var(--_ground); border: 1px solid var(--_line); border-radius: calc(var(--_radius) / 1.5);
}
.choice:has(:checked) { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); }
.choice input { flex: none; width: 1.25rem; height: 1.25rem; margin: 0; }
.line { display: grid; grid-template-columns: 1fr 5.5rem; gap: .25rem .75rem; align-items: center; margin-top: .5rem; }
.line p { grid-column: 1 / -1; margin: 0; text-align: end; }
input, progress { accent-color: var(--_accent); }
textarea, input:not([type='radio'], [type='checkbox'], [type='file']) {
  width: 100%; min-height: 44px; margin-top: .25rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--_ground); border: 1px solid var(--_soft); border-radius: calc(var(--_radius) / 1.5);
}
textarea { display: block; resize: vertical; }
textarea[aria-invalid], input[aria-invalid]:not([type='radio']) { border: 2px solid var(--_trouble); }
.error { font-weight: 600; color: var(--_trouble); }
.block { display: block; }
.row { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: 1rem; }
.row > * { margin: 0; }
.row:empty { display: none; }
.plain { padding-inline-start: 1.25rem; list-style: disc; }
button.primary {
  color: var(--makegood-on-accent, light-dark(#fff, #06231d)); background: var(--_accent); border-color: var(--_accent);
}
label.button { display: inline-block; }
label.button::first-letter { text-transform: uppercase; }
input:focus-visible + .button { outline: 3px solid var(--_accent); outline-offset: 2px; }
/* it takes the focus so that what was found is read out, but nothing can be done to it */
.found:focus { outline: none; }
.picker { position: relative; }
.files .row { margin: 0; }
.files button { margin-top: .25rem; font-size: .875em; }
.files li { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .5rem 0; border-bottom: 1px solid var(--_line); }
.files progress, .files p, .files .row { grid-column: 1 / -1; }
progress { width: 100%; height: .75rem; }
[aria-disabled] { opacity: .6; cursor: default; }
[inert] { opacity: .6; }
`);
