// What the storefront's own server asks of Makegood, with its secret key.

const ORDER = 'query ($externalId: String!) { order(externalId: $externalId) { id } }';
const GRANT = `mutation ($input: CustomerTokenCreateInput!) {
  customerTokenCreate(input: $input) { token userErrors { message } } }`;

/** An order of Shopify's, as Makegood knows it, and a token that opens it for its customer, for ten minutes. */
export async function opened(env: Env, number: string): Promise<{ order: string; token: string }> {
  const { order } = await ask(env, ORDER, { externalId: `gid://shopify/Order/${number}` });
  if (!order) throw new Response('There is no such order.', { status: 404 });
  const input = { idempotencyKey: crypto.randomUUID(), orderId: order.id };
  const { token, userErrors } = (await ask(env, GRANT, { input })).customerTokenCreate;
  if (!token) throw new Response(userErrors[0].message, { status: 502 });
  return { order: order.id, token };
}

async function ask(env: Env, query: string, variables: object) {
  const answer = await fetch(`${env.MAKEGOOD_URL}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${env.MAKEGOOD_SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await answer.json()) as { data: any; errors?: { message: string }[] };
  if (errors) throw new Response(errors[0].message, { status: 502 });
  return data;
}
