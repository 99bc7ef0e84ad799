// `node try.mjs PORT` serves the build without Shopify: anybody is signed in. It needs MAKEGOOD_URL and _SECRET_KEY.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequestHandler, RouterContextProvider } from 'react-router';
import * as build from './dist/server/index.js';

const env = { MAKEGOOD_URL: process.env.MAKEGOOD_URL, MAKEGOOD_SECRET_KEY: process.env.MAKEGOOD_SECRET_KEY };
const customerAccount = { handleAuthStatus: async () => {} };
const handle = createRequestHandler(build, 'production');

createServer(async ({ url, method, headers }, answer) => {
  if (/^\/assets\/[\w.-]+$/.test(url)) {
    answer.setHeader('content-type', 'text/javascript');
    return answer.end(await readFile(new URL(`dist/client${url}`, import.meta.url)));
  }
  const request = new Request(`http://${headers.host}${url}`, { method, headers });
  const context = Object.assign(new RouterContextProvider(), { env, customerAccount });
  const response = await handle(request, context);
  answer.writeHead(response.status, Object.fromEntries(response.headers));
  answer.end(await response.text());
}).listen(process.argv[2], '127.0.0.1');
