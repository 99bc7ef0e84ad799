import type { ActionFunctionArgs } from 'react-router';
import { opened } from '../makegood';

export async function action({ params, context }: ActionFunctionArgs) {
  await context.customerAccount.handleAuthStatus();
  return new Response((await opened(context.env, params.id!)).token);
}
