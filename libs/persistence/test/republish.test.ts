import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { PatternDetected } from '@tape/contracts';
import { openDataSource, Outbox, OutboxRelay, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { RecordingSink, silent } from './events.js';

// Programs are started; on a busy machine that alone takes seconds.
jest.setTimeout(60_000);

const PROGRAM = resolve(import.meta.dirname, '../dist/republish.js');
let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'republish-test' });
  await runMigrations(database);
  // Fewer columns of the payload than a real one has: the program passes content on and reads only these.
  for (let n = 0; n < 1_100; n += 1) patterns.push(patternNumber(n));
  await database.query(
    `insert into patterns (id, symbol, timeframe, pattern, event_time, known_at, confidence, content)
     select p->>'id', 'AAPL', '1d', 'SPRING', now(), to_timestamp((p->>'knownAtMs')::float8 / 1000), 80, p
     from jsonb_array_elements($1::jsonb) p`,
    [JSON.stringify(patterns.toReversed())],
  );
  const rejection = {
    id: 'rej_1',
    symbol: 'AAPL',
    timeframe: '1d',
    patternId: 'p-1',
    correlationId: 'c',
    rejectedAtMs: 5,
  };
  await database.query(
    `insert into rejected_signals (id, pattern_id, symbol, timeframe, pattern, stage, reason, near_miss, bar_time, rejected_at, content)
     values ('rej_1', 'p-1', 'AAPL', '1d', 'SPRING', 'VOLUME', 'volume-too-high', false, now(), now(), $1)`,
    [JSON.stringify(rejection)],
  );
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

const patterns: Partial<PatternDetected>[] = [];
function patternNumber(n: number): Partial<PatternDetected> {
  // Three patterns a bar: the order among them is by id.
  const knownAtMs = Math.floor(n / 3) * 86_400_000;
  const id = `p-${String(n).padStart(4, '0')}`;
  return { id, symbol: 'AAPL', timeframe: '1d', pattern: 'SPRING', knownAtMs, closeTimeMs: knownAtMs + 86_400_000 };
}

function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env.PATH ?? '', DATABASE_URL: servers.databaseUrl },
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('close', (code) => done({ code, output }));
  });
}

async function relayed(service: string): Promise<RecordingSink> {
  const sink = new RecordingSink();
  const relay = new OutboxRelay({ url: servers.databaseUrl, outbox: new Outbox(service), sink, logger: silent });
  relay.start();
  expect(await relay.drain(10_000)).toBe(true);
  return sink;
}

describe('republish', () => {
  it('tells every pattern again, once, in business order, under its old id, through its own service', async () => {
    expect((await run('--only', 'patterns')).code).toBe(0);
    const sink = await relayed('detection');
    expect(sink.stored).toEqual(patterns.map(({ id }) => `pattern:${id}`));
  });

  it('tells only what is asked for, from the time asked for', async () => {
    const { code } = await run('--only', 'rejections,patterns', '--from', new Date(300 * 86_400_000).toISOString());
    expect(code).toBe(0);
    expect((await relayed('signal')).stored).toEqual(['rejection:rej_1']);
    expect((await relayed('detection')).stored).toEqual(patterns.slice(900).map(({ id }) => `pattern:${id}`));
  });

  it.each([
    [['--only', 'exits'], "--only: value 'exits' must be one of patterns, verdicts, signals, rejections"],
    [['--from', 'yesterday'], "--from: value 'yesterday' must be a time"],
  ])('refuses %j', async (args, message) => {
    const { code, output } = await run(...args);
    expect(code).toBe(1);
    expect(output).toContain(message);
  });
});
