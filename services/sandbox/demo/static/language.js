// The switch of the widget's language; a shop sets it once, by its own page's language.

/** Lets the switch set `lang` on a widget, now and at each change. */
export function followLanguage(widget) {
  const set = () => widget.setAttribute('lang', document.querySelector('[name=language]:checked').value);
  document.querySelector('.languages').addEventListener('change', set);
  set();
}

/** Puts a line in place of a widget whose module cannot be loaded. */
export async function loaded(script, place) {
  try {
    // the module of the page's script tag, which cannot be asked itself whether it failed
    await import(script.src);
    return true;
  } catch {
    const line = document.createElement('p');
    line.className = 'notice';
    line.setAttribute('role', 'alert');
    line.textContent = `The widget cannot be loaded from ${script.src}. Does the API run?`;
    place.replaceChildren(line);
    return false;
  }
}
