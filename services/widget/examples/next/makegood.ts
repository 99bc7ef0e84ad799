// What the shop's own server asks of Makegood, with its secret key.

const GRANT = `mutation ($input: CustomerTokenCreateInput!) {
  customerTokenCreate(input: $input) { token userErrors { message } } }`;

/** A token that opens one order for its customer, for ten minutes. Ask first whether it is theirs. */
export async function customerToken(orderId: string): Promise<string> {
  const answer = await fetch(`${process.env.MAKEGOOD_URL}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.MAKEGOOD_SECRET_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: GRANT, variables: { input: { idempotencyKey: crypto.randomUUID(), orderId } } }),
    cache: 'no-store',
  });
  const { data, errors } = await answer.json();
  const { token, userErrors } = data?.customerTokenCreate ?? { userErrors: errors };
  if (!token) throw new Error(userErrors[0].message);
  return token;
}
