// The guest's page: a widget that stands in the HTML, and the switch of its language.

import { followLanguage, loaded } from './language.js';

followLanguage(document.querySelector('makegood-lookup'));
loaded(document.getElementById('widget'), document.getElementById('status'));
