import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BarStore, openDataSource, runMigrations, type StoredBar } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

const DAY_MS = 86_400_000;
let servers: TestServers;
let database: DataSource;
let store: BarStore;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'bar-test' });
  await runMigrations(database);
  store = new BarStore(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

function bar(symbol: string, openTimeMs: number, close = '101.250'): StoredBar {
  const prices = { open: '100.10', high: '102.00', low: '99.5', close, volume: '123456.78900' };
  return { symbol, timeframe: '1d', openTimeMs, ...prices, source: 'CSV' };
}
const days = (symbol: string, first: string, count: number) =>
  Array.from({ length: count }, (_, i) => bar(symbol, Date.parse(first) + i * DAY_MS));

const perSecond = (ms: number) => `${Math.round(50_000_000 / ms)}/s`;

describe('BarStore', () => {
  it('gives back what was stored, to the last digit, in order of time', async () => {
    const bars = days('EXACT', '2024-03-01T00:00:00Z', 5);
    expect(await store.append(bars.toReversed())).toEqual(bars.toReversed());
    expect(await store.read({ symbol: 'EXACT', timeframe: '1d' })).toEqual(bars);
  });

  it('says which bars were new: not those stored before, nor the second of two in one batch', async () => {
    const [first, second, third] = days('TWICE', '2024-03-01T00:00:00Z', 3) as [StoredBar, StoredBar, StoredBar];
    await store.append([first]);
    const changed = { ...first, close: '1' };
    expect(await store.append([changed, second, third, { ...second, close: '2' }])).toEqual([second, third]);
    expect(await store.read({ symbol: 'TWICE', timeframe: '1d' })).toEqual([first, second, third]);
    expect(await store.append([])).toEqual([]);
  });

  it.each([
    [{}, [0, 1, 2, 3, 4]],
    [{ fromMs: 1 }, [1, 2, 3, 4]],
    [{ toMs: 1 }, [0, 1]],
    [{ fromMs: 1, toMs: 3 }, [1, 2, 3]],
    [{ fromMs: 1, limit: 2 }, [1, 2]],
    [{ order: 'desc' as const, limit: 2 }, [4, 3]],
    [{ fromMs: 4, toMs: 3 }, []],
  ])('reads %j', async (window, expected) => {
    const bars = days('WINDOW', '2023-12-30T00:00:00Z', 5);
    await store.append(bars);
    const at = (day: number | undefined) => (day === undefined ? undefined : bars[day]?.openTimeMs);
    const found = await store.read({
      symbol: 'WINDOW',
      timeframe: '1d',
      ...window,
      fromMs: at('fromMs' in window ? window.fromMs : undefined),
      toMs: at('toMs' in window ? window.toMs : undefined),
    });
    expect(found).toEqual(expected.map((day) => bars[day]));
  });

  it('knows the newest bar of a series, and that there is none', async () => {
    const bars = days('NEWEST', '2022-12-30T00:00:00Z', 4);
    await store.append(bars);
    expect(await store.last({ symbol: 'NEWEST', timeframe: '1d' })).toEqual(bars[3]);
    expect(await store.last({ symbol: 'NEWEST', timeframe: '1h' })).toBeUndefined();
  });

  it('puts each year in its partition, the first and last millisecond included', async () => {
    const edges = ['1987-10-19T00:00:00Z', '2009-12-31T23:59:59.999Z', '2010-01-01T00:00:00Z', '2031-06-01T00:00:00Z'];
    await store.append(edges.map((time) => bar('YEARS', Date.parse(time))));
    const rows = await database.query<{ partition: string; count: number }[]>(
      `select tableoid::regclass::text as partition, count(*) as count from bars where symbol = 'YEARS' group by 1 order by 1`,
    );
    expect(rows.map((row) => `${row.partition}:${row.count}`)).toEqual([
      'bars_1987:1',
      'bars_2009:1',
      'bars_2010:1',
      'bars_2031:1',
    ]);
    const stored = await store.read({ symbol: 'YEARS', timeframe: '1d' });
    expect(stored.map((row) => row.openTimeMs)).toEqual(edges.map((time) => Date.parse(time)));
  });

  it('lets many writers meet in a new year', async () => {
    const writers = Array.from({ length: 6 }, () => new BarStore(database));
    const bars = days('MEET', '1975-12-20T00:00:00Z', 30);
    const added = await Promise.all(writers.map((writer) => writer.append(bars)));
    expect(added.flat()).toHaveLength(30);
  });

  it('keeps the partition, not the bars, when the transaction around them rolls back', async () => {
    const bars = days('UNDONE', '1960-01-01T00:00:00Z', 2);
    const attempt = database.transaction(async (manager) => {
      expect(await store.append(bars, manager)).toHaveLength(2);
      throw new Error('undone');
    });
    await expect(attempt).rejects.toThrow('undone');
    expect(await store.append(bars)).toHaveLength(2);
  });

  it('refuses a time that no market has', async () => {
    await expect(store.append([bar('ODD', Date.parse('9999-01-01T00:00:00Z'))])).rejects.toThrow('outside the years');
  });

  it('takes 50 000 bars in a handful of statements', async () => {
    const bars = days('BULK', '1990-01-01T00:00:00Z', 50_000).map((row, i) => ({
      ...row,
      openTimeMs: Date.parse('1990-01-01T00:00:00Z') + i * 3_600_000,
      timeframe: '1h',
    }));
    const startedAt = performance.now();
    expect(await store.append(bars)).toHaveLength(50_000);
    const storedAt = performance.now();
    expect(await store.append(bars)).toHaveLength(0);
    const repeatedAt = performance.now();
    expect(await store.read({ symbol: 'BULK', timeframe: '1h' })).toHaveLength(50_000);
    const readAt = performance.now();
    console.info(
      `bars: ${perSecond(storedAt - startedAt)} stored, ${perSecond(repeatedAt - storedAt)} repeated, ${perSecond(readAt - repeatedAt)} read`,
    );
  }, 60_000);
});
