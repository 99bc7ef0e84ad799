'use client';

import { useEffect, useRef } from 'react';
import '@makegood/widget';
import type { MakegoodStatus } from '@makegood/widget';

export function OrderStatus({ api, order, token }: { api: string; order: string; token: string }) {
  const status = useRef<MakegoodStatus>(null);
  useEffect(() => {
    status.current!.onTokenExpired = async () => (await fetch(`/orders/${order}/token`, { method: 'POST' })).text();
  }, [order]);
  return <makegood-status ref={status} api={api} order={order} token={token} />;
}
