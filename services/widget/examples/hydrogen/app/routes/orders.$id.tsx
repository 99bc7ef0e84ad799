import { useEffect, useRef } from 'react';
import { useLoaderData, type LoaderFunctionArgs } from 'react-router';
import '@makegood/widget';
import type { MakegoodStatus } from '@makegood/widget';
import { opened } from '../makegood';

export async function loader({ params, context }: LoaderFunctionArgs) {
  await context.customerAccount.handleAuthStatus();
  return { api: context.env.MAKEGOOD_URL, ...(await opened(context.env, params.id!)) };
}

export default function Order() {
  const { api, order, token } = useLoaderData<typeof loader>();
  const status = useRef<MakegoodStatus>(null);
  useEffect(() => {
    status.current!.onTokenExpired = async () => (await fetch(`${location.pathname}/token`, { method: 'POST' })).text();
  }, []);
  return <makegood-status ref={status} api={api} order={order} token={token} />;
}
