// What clients' build steps make of the schema and the documents: artifacts, types, and manifests of persisted documents.
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { document, operationNames, project } from './service.mjs';

const packages = join(import.meta.dirname, 'node_modules');
export const schema = join(project, 'schema', 'schema.graphql');
const documents = join(project, 'schema', 'operations', '*.graphql');

function folder(name) {
  const path = join(project, 'build', 'conformance', name);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(join(path, 'src'), { recursive: true });
  writeFileSync(join(path, 'package.json'), '{"type": "module"}\n');
  symlinkSync(packages, join(path, 'node_modules'));
  return path;
}

/** Runs a package's program with Node.js; an error carries what it said. */
export async function program(file, args, cwd) {
  try {
    return (await promisify(execFile)(process.execPath, [join(packages, file), ...args], { cwd })).stdout;
  } catch (error) {
    throw new Error(`${file}: ${error.stdout}${error.stderr}`.slice(0, 1500));
  }
}

export const json = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Relay wants an operation to be named after its file; nothing else of the document changes. */
export function relayName(name) {
  const kind = /^(query|mutation|subscription)/.exec(document(name))[1];
  return `${name}${kind[0].toUpperCase()}${kind.slice(1)}`;
}

/** Relay's compiler over these documents of ours and these more: `{artifact(name), manifest}`. */
export async function relay(name, { operations = operationNames, more = {}, persist = false } = {}) {
  const path = folder(name);
  for (const operation of operations) {
    const text = document(operation).replace(/^(\w+) \w+/, `$1 ${relayName(operation)}`);
    writeFileSync(join(path, 'src', `${operation}.js`), `graphql\`\n${text}\`;\n`);
  }
  for (const [file, text] of Object.entries(more)) writeFileSync(join(path, 'src', `${file}.js`), text);
  const manifest = join(path, 'persisted.json');
  if (persist) writeFileSync(manifest, '{}');
  // the compiler wants the schema below its own root
  copyFileSync(schema, join(path, 'schema.graphql'));
  writeFileSync(
    join(path, 'relay.config.json'),
    JSON.stringify({
      src: './src',
      schema: './schema.graphql',
      language: 'javascript',
      eagerEsModules: true,
      ...(persist && { persistConfig: { file: './persisted.json', algorithm: 'SHA256' } }),
    }),
  );
  await program('relay-compiler/cli.js', ['relay.config.json'], path);
  const artifact = async (file) => (await import(join(path, 'src', '__generated__', `${file}.graphql.js`))).default;
  return { artifact, manifest };
}

/** graphql-codegen's client preset with persisted documents: `{path, manifest}`. */
export async function codegen() {
  const path = folder('codegen');
  writeFileSync(
    join(path, 'codegen.json'),
    JSON.stringify({
      schema,
      documents,
      generates: { 'src/': { preset: 'client', presetConfig: { persistedDocuments: { hashAlgorithm: 'sha256' } } } },
    }),
  );
  await program('@graphql-codegen/cli/esm/bin.js', ['--config', 'codegen.json'], path);
  return { path, manifest: join(path, 'src', 'persisted-documents.json') };
}

/** Apollo's manifest of persisted queries: `{manifest}`. */
export async function apollo() {
  const path = folder('apollo');
  writeFileSync(join(path, 'config.json'), JSON.stringify({ documents: [documents], output: 'manifest.json' }));
  await program('@apollo/generate-persisted-query-manifest/cli.js', ['--config', 'config.json'], path);
  return { manifest: join(path, 'manifest.json') };
}
