// The same events over a WebSocket (graphql-transport-ws), for networks that hold streams back.

import { Problem, dataOf, listening } from './client.js';

const PING = 12_000;

/** As `eventStream`. */
export function webSocket(client, { documentId, variables, cursor, signal }, told) {
  return new Promise((_, reject) => {
    signal.throwIfAborted();
    const socket = new WebSocket(client.url.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const send = (message) => socket.send(JSON.stringify(message));
    const pinging = setInterval(() => socket.readyState === 1 && send({ type: 'ping' }), PING);
    // what arrived before the end is told before it
    let telling = Promise.resolve();
    const end = (problem = new Problem('OFFLINE')) => {
      clearInterval(pinging);
      heard(0);
      socket.close();
      telling.then(() => reject(problem), reject);
    };
    const heard = listening(() => end());
    signal.addEventListener('abort', () => end());
    socket.onopen = () => send({ type: 'connection_init', payload: { authorization: `Bearer ${client.token}` } });
    // the reason begins with the code of the API's
    socket.onclose = ({ reason }) => end(new Problem(/^[A-Z_]+\b/.exec(reason)?.[0] ?? 'OFFLINE', reason));
    socket.onmessage = ({ data }) => {
      heard();
      told.heard();
      const { type, payload } = JSON.parse(data);
      try {
        if (type === 'connection_ack') {
          send({ id: '1', type: 'subscribe', payload: { documentId, variables: { ...variables, after: cursor } } });
        } else if (type === 'ping') send({ type: 'pong' });
        else if (type === 'error') dataOf({ errors: payload });
        else if (type === 'complete') end();
        else if (type === 'next') {
          const event = dataOf(payload);
          telling = telling.then(() => told.event(event));
          telling.catch(end);
        }
      } catch (problem) {
        end(problem);
      }
    };
  });
}
