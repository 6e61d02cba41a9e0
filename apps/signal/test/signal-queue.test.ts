import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventOrigin, type OutgoingEvent, outgoing, type EventDefinition } from '@tape/contracts';
import { openDataSource, Outbox, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { SignalQueue } from '../src/signal-queue.repository.js';

const NOW = Date.parse('2024-03-01T12:00:00Z');
const DAY = 86_400_000;

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'signal' }, 16)) as never,
};

let servers: TestServers;
let database: DataSource;
let queue: SignalQueue;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'signal-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate signals, signal_status_history, outbox');
  queue = new SignalQueue(database, new Outbox('signal'), publisher);
});

async function put(id: string, priority: number, barTimeMs = NOW - DAY): Promise<void> {
  const content = { id, symbol: 'AAPL', timeframe: '1d', correlationId: id };
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, acknowledged, content)
     values ($1, $1, 'AAPL', '1d', 'SPRING', 'LONG', 'APPROVED', $2, $3, $3, $4, false, $5::jsonb)`,
    [id, priority, new Date(barTimeMs), new Date(barTimeMs + 6 * DAY), JSON.stringify(content)],
  );
}

const claim = (claimer: string, max: number, nowMs = NOW, of: SignalQueue = queue) =>
  of.claim({ claimer, max, leaseMs: 60_000, nowMs, atMs: nowMs, series: null });

const ids = (claims: readonly { signal: { id: string } }[]): string[] => claims.map((each) => each.signal.id);

describe('the signal queue', () => {
  it('gives the best first and each to one claimer', async () => {
    for (const [id, priority] of [
      ['low', 10],
      ['high', 90],
      ['middle', 50],
    ] as const)
      await put(id, priority);
    expect(ids(await claim('a', 2))).toEqual(['high', 'middle']);
    expect(ids(await claim('b', 5))).toEqual(['low']);
    expect(ids(await claim('c', 5))).toEqual([]);
  });

  it('gives nothing twice to claimers who come at the same moment', async () => {
    for (let i = 0; i < 40; i += 1) await put(`s${i}`, i);
    const claims = await Promise.all(Array.from({ length: 8 }, (_, n) => claim(`claimer-${n}`, 10)));
    const all = claims.flatMap(ids);
    expect(all.length).toBe(40);
    expect(new Set(all).size).toBe(40);
  });

  it('gives a claimer its own unacknowledged ones again, others only after the lease', async () => {
    await put('one', 1);
    await claim('a', 1);
    expect(ids(await claim('a', 1))).toEqual(['one']);
    expect(ids(await claim('b', 1, NOW + 30_000))).toEqual([]);
    expect(ids(await claim('b', 1, NOW + 60_001))).toEqual(['one']);
  });

  it('lets only the claimer acknowledge, and the same outcome twice', async () => {
    await put('one', 1);
    await claim('a', 1);
    expect(await queue.acknowledge('one', 'b', 'FILLED', NOW)).toMatchObject({ ok: false, code: 'not-yours' });
    expect(await queue.acknowledge('one', 'a', 'FILLED', NOW)).toEqual({ ok: true, status: 'FILLED' });
    expect(await queue.acknowledge('one', 'a', 'FILLED', NOW)).toEqual({ ok: true, status: 'FILLED' });
    expect(await queue.acknowledge('one', 'a', 'RETURNED', NOW)).toMatchObject({ ok: false, code: 'illegal-step' });
    expect(await queue.acknowledge('none', 'a', 'FILLED', NOW)).toMatchObject({ ok: false, code: 'unknown-signal' });
  });

  it('puts a returned signal back for everybody', async () => {
    await put('one', 1);
    await claim('a', 1);
    await queue.acknowledge('one', 'a', 'RETURNED', NOW);
    expect(ids(await claim('b', 1))).toEqual(['one']);
  });

  it('ends what nobody took by bar time, and says so once', async () => {
    await put('one', 1);
    await queue.load();
    await queue.expire('AAPL', '1d', NOW + 4 * DAY, 'c');
    expect(await claim('nobody', 0, NOW)).toEqual([]);
    await queue.expire('AAPL', '1d', NOW + 5 * DAY, 'c');
    await queue.expire('AAPL', '1d', NOW + 6 * DAY, 'c');
    expect(ids(await claim('a', 1))).toEqual([]);
    const events = await database.query('select message_id from outbox');
    expect(events).toHaveLength(1);
  });

  it('tells every step in the transaction that takes it', async () => {
    await put('one', 1);
    await claim('a', 1);
    await queue.acknowledge('one', 'a', 'FILLED', NOW + 1);
    await queue.advance('one', 'STOP_OUT', 'execution', NOW + 2);
    const steps: { to_status: string }[] = await database.query(
      'select to_status from signal_status_history order by id',
    );
    expect(steps.map((step) => step.to_status)).toEqual(['CLAIMED', 'FILLED', 'STOPPED']);
    expect(await database.query('select 1 from outbox')).toHaveLength(3);
  });
});
