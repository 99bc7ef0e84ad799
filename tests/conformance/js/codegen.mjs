// graphql-codegen's client preset, and the TypeScript compiler over code that uses what it made.
import { writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, run, same } from './checks.mjs';
import { codegen, json, program } from './generated.mjs';
import { operationNames } from './service.mjs';

const USE = `
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { ClaimDocument, ClaimStatus, OrderUpsertDocument } from './graphql.ts';
declare function send<R, V>(document: TypedDocumentNode<R, V>, variables: V): Promise<R>;
export async function use() {
  const { claim } = await send(ClaimDocument, { id: 'clm' });
  const status: ClaimStatus | undefined = claim?.status;
  const title: string | undefined = claim?.items[0]?.orderLine?.title;
  const { orderUpsert } = await send(OrderUpsertDocument, {
    input: { idempotencyKey: '1', externalId: '1', number: '#1', currencyCode: 'EUR', total: '1', placedAt: 'now', lines: [] },
  });
  return { status, title, codes: orderUpsert.userErrors.map(({ code }) => code) };
}
`;
const WRONG = `
import type { OrderUpsertMutationVariables } from './graphql.ts';
export const wrong: OrderUpsertMutationVariables = { input: { number: 1 } };
`;

let made;
const generated = async () => (made ??= codegen());

async function compile(file, text) {
  const { path } = await generated();
  writeFileSync(join(path, 'src', file), text);
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  return program('typescript/bin/tsc', [...options, '--allowImportingTsExtensions', join('src', file)], path);
}

await run('graphql-codegen and tsc', {
  'the client preset takes schema and documents': generated,
  'what it made compiles, strictly': async () => compile('use.ts', USE),
  'a wrong input does not': async () => {
    const outcome = await compile('wrong.ts', WRONG).catch((error) => error);
    expect(/wrong.ts.*error TS/.test(outcome?.message), outcome);
  },
  'each document is persisted under its SHA-256': async () => {
    const documents = Object.entries(json((await generated()).manifest));
    same(documents.length, operationNames.length);
    for (const [name, text] of documents) same(name, `sha256:${createHash('sha256').update(text).digest('hex')}`);
  },
});
