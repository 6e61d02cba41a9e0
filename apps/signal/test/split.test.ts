import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { splitSignal, TradeSignal } from '@tape/contracts';
import type { RequestOf, ResponseOf } from '@tape/messaging';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { SplitController } from '../src/split.controller.js';

const NOW = new Date('2024-03-01T12:00:00Z');
let servers: TestServers;
let database: DataSource;
let tests = 0;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'signal-split-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

/** A signal of its own for every test. */
async function claimed(status = 'CLAIMED', by: string | null = 'execution'): Promise<string> {
  const id = `sig_${(tests += 1)}`;
  const content = {
    id,
    patternId: `p${tests}`,
    symbol: 'AAPL',
    timeframe: '1d',
    pattern: 'SPRING',
    direction: 'LONG',
    entry: '100',
    stop: '95',
    targets: { primary: '115', secondary: [], conservative: null },
    positionSize: '100',
    notional: '10000',
    riskAmount: '500',
    riskPercent: '0.5',
    rMultiple: '3',
    priority: 50,
    barTimeMs: NOW.getTime(),
    createdAtMs: NOW.getTime(),
    expiresAtMs: NOW.getTime(),
  } as unknown as TradeSignal;
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at,
       claimed_by, lease_expires_at, content)
     values ($1, $2, 'AAPL', '1d', 'SPRING', 'LONG', $3, 50, $4, $4, $4, $5, $4, $6::jsonb)`,
    [id, content.patternId, status, NOW, by, JSON.stringify(content)],
  );
  return id;
}
type Request = RequestOf<typeof splitSignal>;
const PART = { stop: '92', targets: { primary: '116', secondary: [], conservative: null }, positionSize: '25' };
const split = (signalId: string, change: Partial<Request> = {}): Promise<ResponseOf<typeof splitSignal>> =>
  new SplitController(database).split({ signalId, claimer: 'execution', ...PART, ...change });

describe('a split', () => {
  it('is one signal more, claimed by who asks, however often and by how many it is asked for', async () => {
    const id = await claimed();
    const answers = await Promise.all(Array.from({ length: 8 }, () => split(id)));
    const parts = new Set(answers.map(({ signal }) => signal.id));
    expect(parts.size).toBe(1);
    const part = [...parts][0];
    expect(
      await database.query('select status, claimed_by, acknowledged, content from signals where id = $1', [part]),
    ).toMatchObject([{ status: 'CLAIMED', claimed_by: 'execution', acknowledged: false, content: PART }]);
    expect(await database.query('select to_status from signal_status_history where signal_id = $1', [part])).toEqual([
      { to_status: 'CLAIMED' },
    ]);
    // Nobody is told of a new signal: it would become an experiment, and be split again.
    expect(await database.query('select 1 from outbox')).toEqual([]);
  });

  it('asked for again after the whole was filled is the same', async () => {
    const id = await claimed();
    const { signal } = await split(id);
    await database.query(`update signals set status = 'FILLED' where id = $1`, [id]);
    expect(await split(id)).toEqual({ signal });
  });

  it.each<[code: string, given: () => Promise<string>, change: Partial<Request>]>([
    ['unknown-signal', () => Promise.resolve('sig_none'), {}],
    ['not-yours', () => claimed(), { claimer: 'somebody' }],
    ['not-yours', () => claimed('APPROVED', null), {}],
    ['illegal-step', () => claimed('FILLED'), {}],
    ['illegal-step', () => claimed(), { positionSize: '63' }],
  ])('is refused as %s: %#', async (code, given, change) => {
    await expect(split(await given(), change)).rejects.toMatchObject({ code });
  });
});
