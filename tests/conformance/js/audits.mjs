// The audits of graphql-http, which follow the GraphQL over HTTP specification; the key goes with each request.
import { serverAudits } from 'graphql-http';
import { run } from './checks.mjs';
import { headers, url } from './service.mjs';

const fetchFn = (address, request = {}) => fetch(address, { ...request, headers: { ...headers, ...request.headers } });

const checks = {};
for (const { id, name, fn } of serverAudits({ url, fetchFn })) {
  checks[`${id} ${name}`] = async () => {
    const { status, reason } = await fn();
    if (status !== 'ok') throw new Error(reason);
  };
}
await run('graphql-http audits', checks);
