// The order's page: three sides of one order, each in a module of its own.

import { openDesk } from './desk/desk.js';
import { watchOutside } from './outside.js';
import { showWidget } from './shopper.js';

const LONG = 15_000;

const { order, api } = document.getElementById('sides').dataset;
const path = `/demo/orders/${order}`;
const place = document.getElementById('status');
const began = Date.now();
let isKnown = false;

watchOutside(document.getElementById('outside'), path, (view) => {
  if (isKnown) return;
  if (view.order) {
    isKnown = true;
    showWidget(place, view.order, api, path);
    openDesk(document.getElementById('desk'), view.order, api, path);
  } else if (Date.now() - began > LONG) {
    // said once, as it is read out
    const late = view.heard
      ? 'This takes longer than usual. Does the worker run?'
      : 'Makegood does not listen to this shop yet.';
    if (place.firstElementChild.textContent !== late) place.firstElementChild.textContent = late;
  }
});
