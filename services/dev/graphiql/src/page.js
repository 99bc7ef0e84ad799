// GraphiQL on this API: over HTTP and graphql-transport-ws, with the key that came behind the page's #.

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL } from 'graphiql';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { EXAMPLES } from './examples.js';
import { takeKey } from './key.js';
import './page.css';
import './workers.js';

const HERE = new URL('/graphql', location);
const SOCKET = new URL(HERE);
SOCKET.protocol = HERE.protocol.replace('http', 'ws');

const key = takeKey();

/** Asks as who the headers say, else with the key. */
function fetcher(asked, { headers, ...options } = {}) {
  const given = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  const all = { ...(key && { authorization: `Bearer ${key}` }), ...Object.fromEntries(given) };
  const ask = createGraphiQLFetcher({
    url: HERE.href,
    subscriptionUrl: SOCKET.href,
    headers: all,
    wsConnectionParams: all,
    enableIncrementalDelivery: false,
  });
  return ask(asked, options);
}

const who = document.querySelector('#loading');
who.textContent = key
  ? `You ask with the key ${key.slice(0, 10)}…, unless the headers name another in "authorization".`
  : 'You have no key yet: open the link that `make run` prints, or name one among the headers, ' +
    'as {"authorization": "Bearer mg_sk_…"}.';
const place = document.body.appendChild(document.createElement('main'));
createRoot(place).render(createElement(GraphiQL, { fetcher, defaultTabs: EXAMPLES, shouldPersistHeaders: false }));
