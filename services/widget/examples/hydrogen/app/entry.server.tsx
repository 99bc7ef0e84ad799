import { createContentSecurityPolicy } from '@shopify/hydrogen';
import { renderToReadableStream } from 'react-dom/server';
import { ServerRouter, type EntryContext, type RouterContextProvider } from 'react-router';

export default async function render(
  request: Request,
  status: number,
  headers: Headers,
  routed: EntryContext,
  context: Readonly<RouterContextProvider> & { env: Env },
) {
  const { origin } = new URL(context.env.MAKEGOOD_URL);
  const { nonce, header, NonceProvider } = createContentSecurityPolicy({ connectSrc: ["'self'", origin] });
  const page = (
    <NonceProvider>
      <ServerRouter context={routed} url={request.url} nonce={nonce} />
    </NonceProvider>
  );
  headers.set('Content-Type', 'text/html');
  headers.set('Content-Security-Policy', header);
  return new Response(await renderToReadableStream(page, { nonce, signal: request.signal }), { status, headers });
}
