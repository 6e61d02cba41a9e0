/**
 * Writes what is generated under docs/: asyncapi.yaml, a page per event, the index of decisions, and the gateway's
 * openapi.json with the types of libs/client. With `--check` it writes nothing and fails when a file differs from what the code says.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { adrIndex } from './docs/adr-index.mjs';
import { asyncApiDocument } from './docs/asyncapi.mjs';
import { readCatalogue } from './docs/contract-catalogue.mjs';
import { eventIndex, eventPage } from './docs/event-page.mjs';

const ROOT = join(import.meta.dirname, '..');

/** Path under the root → content, for everything that is generated here. */
export function generatedFiles(root, contracts) {
  const catalogue = readCatalogue(root, contracts);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const adrFolder = join(root, 'docs/adr');
  const records = readdirSync(adrFolder)
    .filter((file) => /^\d{4}-.*\.md$/.test(file))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(join(adrFolder, file), 'utf8') }));
  return new Map([
    ['docs/asyncapi.yaml', asyncApiDocument(catalogue, version)],
    ['docs/event/README.md', eventIndex(catalogue)],
    ...catalogue.events.map((event) => [`docs/event/${event.name}.md`, eventPage(event, catalogue)]),
    ['docs/adr/README.md', adrIndex(records)],
  ]);
}

/** Files that differ, are missing, or are left over from an event that is gone. */
export function drift(files, root) {
  const changed = [...files].filter(
    ([path, text]) => !existsSync(join(root, path)) || readFileSync(join(root, path), 'utf8') !== text,
  );
  const eventFolder = join(root, 'docs/event');
  const stale = existsSync(eventFolder)
    ? readdirSync(eventFolder)
        .map((file) => `docs/event/${file}`)
        .filter((path) => !files.has(path))
    : [];
  return { changed: changed.map(([path]) => path), stale };
}

function openApi(mode) {
  const script = join(ROOT, 'apps/gateway/dist/openapi.js');
  if (!existsSync(script)) {
    console.warn('SKIPPED docs/openapi.json: apps/gateway/dist/openapi.js is not built');
    return true;
  }
  return spawnSync(process.execPath, [script, mode], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

/** The types of libs/client, which are made of what openApi has just written or found right. */
function client(mode) {
  const script = join(ROOT, 'tools/openapi-client/generate.mjs');
  return spawnSync(process.execPath, [script, mode], { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

async function run(check) {
  const built = join(ROOT, 'libs/contracts/dist/index.js');
  if (!existsSync(built)) throw new Error('libs/contracts is not built: run `npm run build` first');
  const files = generatedFiles(ROOT, await import(built));
  const { changed, stale } = drift(files, ROOT);
  if (check) {
    for (const path of [...changed, ...stale]) console.error(`${path} differs from the code: run \`npm run docs\``);
    return openApi('--check') && client('--check') && changed.length + stale.length === 0;
  }
  for (const path of changed) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), files.get(path));
    console.log(`wrote ${path}`);
  }
  for (const path of stale) {
    rmSync(join(ROOT, path));
    console.log(`removed ${path}`);
  }
  return openApi('--write') && client('--write');
}

if (import.meta.main) process.exitCode = (await run(process.argv.includes('--check'))) ? 0 : 1;
