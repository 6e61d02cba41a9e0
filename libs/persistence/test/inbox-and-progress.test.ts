import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Inbox,
  INBOX_RETENTION_MS,
  InboxPruning,
  openDataSource,
  runMigrations,
  SeriesProgress,
} from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import * as fc from 'fast-check';
import type { DataSource } from 'typeorm';

let servers: TestServers;
let database: DataSource;
const inbox = new Inbox();
const progress = new SeriesProgress();

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'inbox-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

/** Resolves when some connection waits for a lock: the second transaction has met the first. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const rows = await database.query<unknown[]>(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows.length > 0) return;
  }
}

/** Resolves when some transaction has written to `table` and is still open. */
async function somebodyHolds(table: string): Promise<void> {
  for (;;) {
    const rows = await database.query<unknown[]>(
      `select 1 from pg_stat_activity
       where datname = current_database() and state = 'idle in transaction' and query like '%' || $1 || '%'`,
      [table],
    );
    if (rows.length > 0) return;
  }
}

describe('Inbox', () => {
  it('gives each message to a consumer once, and to each consumer', async () => {
    expect(await inbox.fresh(database, 'signal', ['a', 'b', 'a'])).toEqual(new Set(['a', 'b']));
    expect(await inbox.fresh(database, 'signal', ['b', 'c'])).toEqual(new Set(['c']));
    expect(await inbox.fresh(database, 'risk', ['b'])).toEqual(new Set(['b']));
    expect(await inbox.fresh(database, 'risk', [])).toEqual(new Set());
  });

  it.each([
    ['commits', false, []],
    ['rolls back', true, ['m']],
  ])('makes a second transaction wait until the first %s', async (how, fails, expected) => {
    const held = Promise.withResolvers<void>();
    const consumer = `race-${how}`;
    const first = database
      .transaction(async (manager) => {
        await inbox.fresh(manager, consumer, ['m']);
        await held.promise;
        if (fails) throw new Error('no effect after all');
      })
      .catch(() => undefined);
    await somebodyHolds('inbox');
    const second = database.transaction(async (manager) => [...(await inbox.fresh(manager, consumer, ['m']))]);
    await somebodyWaits();
    held.resolve();
    await first;
    expect(await second).toEqual(expected);
  });

  it('never makes two transactions with the same ids wait for each other', async () => {
    const many = Array.from({ length: 200 }, (_, i) => `id-${i}`);
    const taken = await Promise.all(
      [many, many.toReversed(), many].map((ids) =>
        database.transaction(async (manager) => await inbox.fresh(manager, 'circle', ids)),
      ),
    );
    expect(taken.map((fresh) => fresh.size).toSorted((a, b) => a - b)).toEqual([0, 0, 200]);
  });

  it('forgets what is older than asked for', async () => {
    await inbox.fresh(database, 'old', ['x', 'y']);
    await database.query(`update inbox set at = '2020-01-01' where consumer = 'old' and message_id = 'x'`);
    expect(await inbox.prune(database, new Date('2021-01-01'))).toBe(1);
    expect(await inbox.fresh(database, 'old', ['x', 'y'])).toEqual(new Set(['x']));
  });
});

describe('InboxPruning', () => {
  it('forgets every message that no stream keeps any more, and no other', async () => {
    const url = await servers.createDatabase();
    const database = await openDataSource({ url, applicationName: 'pruning-test' });
    await runMigrations(database);
    const ids = Array.from({ length: 12_000 }, (_, i) => `pruned-${i}`);
    await inbox.fresh(database, 'pruned', ids);
    const now = new Date('2030-06-01T00:00:00Z');
    const edge = new Date(now.getTime() - INBOX_RETENTION_MS);
    await database.query(`update inbox set at = $1 where consumer = 'pruned'`, [new Date(edge.getTime() - 1)]);
    await database.query(`update inbox set at = $1 where message_id = 'pruned-7'`, [edge]);
    await new InboxPruning(inbox, database).prune(now);
    const left = await database.query<unknown[]>(`select message_id from inbox where consumer = 'pruned'`);
    expect(left).toEqual([{ message_id: 'pruned-7' }]);
    await database.destroy();
  });
});

const AAPL = { symbol: 'AAPL', timeframe: '1d' };

describe('SeriesProgress', () => {
  it('has no row for a series that was not begun', async () => {
    await progress.advance(database, 'signal', [{ ...AAPL, throughMs: 1_000 }]);
    const series = [AAPL, { symbol: 'MSFT', timeframe: '1d' }, AAPL];
    expect(await progress.read(database, 'signal', series)).toEqual([{ ...AAPL, throughMs: 1_000 }]);
    expect(await progress.read(database, 'execution', series)).toEqual([]);
  });

  it('is the newest of all that was said, in whatever order and grouping it was said', async () => {
    const word = fc.record({
      symbol: fc.constantFrom('A', 'B'),
      timeframe: fc.constantFrom('1h', '1d'),
      throughMs: fc.integer({ min: -10_000, max: 2_000_000_000_000 }),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(word, { minLength: 1, maxLength: 6 }), { maxLength: 5 }), async (batches) => {
        const stage = `stage-${(run += 1)}`;
        for (const batch of batches) await progress.advance(database, stage, batch);
        const newest = new Map<string, number>();
        for (const { symbol, timeframe, throughMs } of batches.flat()) {
          const key = `${symbol} ${timeframe}`;
          newest.set(key, Math.max(newest.get(key) ?? throughMs, throughMs));
        }
        const rows = await progress.read(database, stage, batches.flat());
        expect(new Map(rows.map((row) => [`${row.symbol} ${row.timeframe}`, row.throughMs]))).toEqual(newest);
      }),
      { numRuns: 60 },
    );
  });

  it('does not go back when an older statement commits later', async () => {
    const held = Promise.withResolvers<void>();
    const stage = 'late';
    const newer = database.transaction(async (manager) => {
      await progress.advance(manager, stage, [{ ...AAPL, throughMs: 2_000 }]);
      await held.promise;
    });
    const older = (async () => {
      await somebodyHolds('series_progress');
      await progress.advance(database, stage, [{ ...AAPL, throughMs: 1_000 }]);
    })();
    await somebodyWaits();
    held.resolve();
    await Promise.all([newer, older]);
    expect(await progress.read(database, stage, [AAPL])).toEqual([{ ...AAPL, throughMs: 2_000 }]);
  });
});
