// The schema as the service tells it.
import { buildClientSchema, getIntrospectionQuery } from 'graphql';
import { post } from './service.mjs';

let told;
/** The schema, asked for once. */
export async function introspect() {
  told ??= post({ query: getIntrospectionQuery() });
  const { json, text } = await told;
  if (!json?.data) throw new Error(text);
  return buildClientSchema(json.data);
}
