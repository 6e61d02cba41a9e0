import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as contracts from '@tape/contracts';
import { parse } from 'yaml';
import { z } from 'zod';
import { checkAsyncApi } from './deployables/asyncapi-schema.mjs';
import { Findings } from './deployables/findings.mjs';
import { adrIndex } from './docs/adr-index.mjs';
import { readCatalogue } from './docs/contract-catalogue.mjs';
import { fieldRows, jsonSchema } from './docs/json-schema.mjs';
import { drift, generatedFiles } from './generate-docs.mjs';

const ROOT = join(import.meta.dirname, '..');

function inFolder(files, use) {
  const root = mkdtempSync(join(tmpdir(), 'tape-docs-'));
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('the generated documents', () => {
  const files = generatedFiles(ROOT, contracts);
  const catalogue = readCatalogue(ROOT, contracts);

  it('have a page for each event, in the index and on disk', () => {
    const names = Object.values(contracts).flatMap((value) => (value?.messageId ? [value.name] : []));
    expect(names.length).toBeGreaterThan(25);
    for (const name of names) expect(files.get('docs/event/README.md')).toContain(`[${name}](${name}.md)`);
    expect(names.filter((name) => !files.has(`docs/event/${name}.md`))).toEqual([]);
  });

  it('name the variable tokens of a subject', () => {
    const addresses = new Map(catalogue.events.map((event) => [event.name, event.address]));
    expect(addresses.get('bar.ingested')).toBe('tape.v1.bar.ingested.{timeframe}.{symbol}.{partition}');
    expect(addresses.get('pattern.detected')).toBe(
      'tape.v1.pattern.detected.{pattern}.{timeframe}.{symbol}.{partition}',
    );
    expect(addresses.get('validation.passed')).toBe('tape.v1.validation.passed.{timeframe}.{symbol}.{partition}');
    expect(addresses.get('service.started')).toBe('tape.v1.service.started.{service}');
    expect(addresses.get('risk.state')).toBe('tape.v1.risk.state');
  });

  it('make an AsyncAPI document that is valid', () => {
    const findings = new Findings();
    inFolder([['docs/asyncapi.yaml', files.get('docs/asyncapi.yaml')]], (root) => checkAsyncApi(root, findings));
    expect(findings.failed).toEqual([]);
  });

  it('carry stream and dedup window of every stored event', () => {
    const document = parse(files.get('docs/asyncapi.yaml'));
    expect(document.channels.barIngested['x-jetstream']).toEqual({
      stream: 'BARS',
      dedupHeader: 'Nats-Msg-Id',
      dedupWindowSeconds: contracts.STREAMS.BARS.duplicateWindowSeconds,
    });
    expect(document.channels.volumeAnalyzed['x-jetstream']).toEqual({ stream: null });
  });

  it('describe every field that carries a time or money', () => {
    const silent = catalogue.events.flatMap((event) =>
      fieldRows(jsonSchema(event.definition.payload))
        .filter((row) => /Ms$|price|fees|equity|amount|notional|entry$|stop$/i.test(row.path) && row.description === '')
        .map((row) => `${event.name} ${row.path}`),
    );
    expect(silent.filter((path) => !path.endsWith('guard.price'))).toEqual([]);
  });

  it('refuse an event without an example and one whose example breaks its contract', () => {
    const extra = { ...contracts.barIngested, name: 'bar.untold' };
    expect(() => readCatalogue(ROOT, { ...contracts, extra })).toThrow('bar.untold has no example');
    const strict = { ...contracts.barIngested, payload: z.strictObject({ symbol: z.literal('OTHER') }) };
    expect(() => readCatalogue(ROOT, { ...contracts, barIngested: strict })).toThrow(
      'the example of bar.ingested breaks its contract',
    );
  });
});

describe('drift', () => {
  const files = new Map([
    ['docs/event/a.md', 'a'],
    ['docs/event/b.md', 'b'],
  ]);
  const found = (onDisk) => inFolder(onDisk, (root) => drift(files, root));

  it.each([
    [
      'nothing',
      [
        ['docs/event/a.md', 'a'],
        ['docs/event/b.md', 'b'],
      ],
      { changed: [], stale: [] },
    ],
    [
      'an edited file',
      [
        ['docs/event/a.md', 'A'],
        ['docs/event/b.md', 'b'],
      ],
      { changed: ['docs/event/a.md'], stale: [] },
    ],
    ['a missing file', [['docs/event/a.md', 'a']], { changed: ['docs/event/b.md'], stale: [] }],
    ['a left-over file', [...files, ['docs/event/c.md', 'c']], { changed: [], stale: ['docs/event/c.md'] }],
  ])('is %s', (_, onDisk, expected) => {
    expect(found(onDisk)).toEqual(expected);
  });
});

describe('adrIndex', () => {
  it('lists heading and status', () => {
    expect(adrIndex([{ file: '0001-a.md', text: '# 0001 A thing\n\nStatus: accepted\n' }])).toContain(
      '| [0001 A thing](0001-a.md) | accepted |',
    );
  });

  it.each([
    ['# A thing\n\nStatus: accepted\n', 'needs a heading'],
    ['# 0001 A thing\n', 'needs a heading'],
    ['# 0002 A thing\n\nStatus: accepted\n', 'carries the number 0002'],
  ])('refuses %j', (text, message) => {
    expect(() => adrIndex([{ file: '0001-a.md', text }])).toThrow(message);
  });
});

describe('fieldRows', () => {
  it('says types in words, with units where the name has one', () => {
    const rows = fieldRows(
      jsonSchema(
        z.strictObject({
          atMs: z.int(),
          price: contracts.decimal.nullable().describe('What was paid.'),
          kind: z.enum(['A', 'B']),
          parts: z.array(z.strictObject({ share: z.number().min(0).max(1) })),
          note: z.string().optional(),
        }),
      ),
    );
    expect(rows).toEqual([
      { path: 'atMs', type: 'ms since 1970 UTC', description: '' },
      { path: 'price', type: 'decimal text or null', description: 'What was paid.' },
      { path: 'kind', type: '`A`, `B`', description: '' },
      { path: 'parts', type: 'list of objects', description: '' },
      { path: 'parts[].share', type: 'number 0-1', description: '' },
      { path: 'note', type: 'text (may be absent)', description: '' },
    ]);
  });
});

describe('the records of decisions', () => {
  it('are numbered without a hole', () => {
    const index = readFileSync(join(ROOT, 'docs/adr/README.md'), 'utf8');
    const numbers = [...index.matchAll(/^\| \[(\d{4}) /gm)].map((match) => Number(match[1]));
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
    expect(numbers.length).toBeGreaterThanOrEqual(10);
  });
});
