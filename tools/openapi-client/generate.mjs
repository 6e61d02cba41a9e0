/**
 * Writes libs/client/src/schema.ts from docs/openapi.json. With `--check` it writes nothing and fails when the file is not
 * what the document says.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';

const ROOT = resolve(import.meta.dirname, '../..');
const DOCUMENT = resolve(ROOT, 'docs/openapi.json');
const TARGET = resolve(ROOT, 'libs/client/src/schema.ts');
const HEAD =
  '// Written by tools/openapi-client/generate.mjs from docs/openapi.json; changed by changing the routes.\n\n';

const document = JSON.parse(await readFile(DOCUMENT, 'utf8'));
const text = HEAD + astToString(await openapiTS(document, { alphabetize: true }));
if (process.argv[2] === '--check') {
  if ((await readFile(TARGET, 'utf8').catch(() => '')) !== text) {
    process.stderr.write('libs/client/src/schema.ts is not what docs/openapi.json says; run: npm run docs\n');
    process.exitCode = 1;
  }
} else await writeFile(TARGET, text);
