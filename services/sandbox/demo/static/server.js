// Talks to the shop's own server, which holds the secret key; tokens come from there and nothing else does.

const PATIENCE = 15_000;

/** The answer of the shop's server as JSON. Throws an Error that says why there is none. */
export async function ask(path, body) {
  const post = { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body ?? {}) };
  const signal = AbortSignal.timeout(PATIENCE);
  const response = await fetch(path, { ...(body !== undefined && post), signal }).catch(() => null);
  if (!response) throw new Error('The demo’s server does not answer.');
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `The demo’s server says ${response.status}.`);
  return answer;
}

/** A fresh token, which the server gives to whose session it knows. */
export const tokenFrom = async (path) => (await ask(path, {})).token;

export const wait = (milliseconds, signal) =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
