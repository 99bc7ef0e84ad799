// The shopper's side: the widget in the shop's own order page, with a fresh token whenever it asks for one.

import { followLanguage, loaded } from './language.js';
import { tokenFrom } from './server.js';

/** Puts the widget of an order that Makegood knows in its place. */
export async function showWidget(place, order, api, path) {
  if (!(await loaded(document.getElementById('widget'), place))) return;
  const widget = document.createElement('makegood-status');
  widget.setAttribute('order', order);
  widget.setAttribute('api', api);
  widget.setAttribute('theme', 'auto');
  widget.onTokenExpired = () => tokenFrom(`${path}/token`);
  followLanguage(widget);
  place.replaceChildren(widget);
}
