/// <reference types="@makegood/widget/react" />

import { useNonce } from '@shopify/hydrogen';
import { Outlet, Scripts } from 'react-router';

export default function App() {
  return (
    <html lang="en">
      <body>
        <Outlet />
        <Scripts nonce={useNonce()} />
      </body>
    </html>
  );
}
