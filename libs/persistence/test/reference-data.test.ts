import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  BarStore,
  CALENDAR_TTL_MS,
  CalendarReader,
  openDataSource,
  RateReader,
  runMigrations,
  type StoredRate,
} from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const at = (text: string): number => Date.parse(text);
let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'reference-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate earnings_dates, economic_events, calendar_coverage, forex_rates, bars, instruments');
});

describe('CalendarReader', () => {
  const AAPL = { symbols: ['AAPL'], currencies: ['USD'] };

  it('gives what was imported of the subjects, to the millisecond, and nothing of others', async () => {
    await storeEvents('2024-02-29T21:30:00.123Z');
    const atMs = at('2024-02-29T21:30:00.123Z');
    expect(await new CalendarReader(database).read(AAPL)).toEqual({
      earnings: [{ symbol: 'AAPL', atMs }],
      news: [
        { kind: 'CPI', currency: 'USD', atMs },
        { kind: 'NFP', currency: 'USD', atMs },
      ],
      coverage: [
        { kind: 'CPI', subject: 'USD', fromMs: atMs, toMs: atMs },
        { kind: 'EARNINGS', subject: 'AAPL', fromMs: atMs, toMs: atMs },
      ],
    });
  });

  it('keeps what it read until its time is over or it is told to forget', async () => {
    let nowMs = 0;
    const reader = new CalendarReader(database, () => nowMs);
    expect((await reader.read(AAPL)).earnings).toHaveLength(0);
    await storeEvents('2024-02-29T21:30:00Z');
    nowMs = CALENDAR_TTL_MS - 1;
    expect((await reader.read(AAPL)).earnings).toHaveLength(0);
    nowMs = CALENDAR_TTL_MS;
    expect((await reader.read(AAPL)).earnings).toHaveLength(1);
    await storeEvents('2024-05-02T20:30:00Z');
    expect((await reader.read(AAPL)).earnings).toHaveLength(1);
    reader.invalidate();
    expect((await reader.read(AAPL)).earnings).toHaveLength(2);
  });

  it('does not remember a failure', async () => {
    const reader = new CalendarReader(database);
    await database.query('alter table earnings_dates rename to away');
    await expect(reader.read(AAPL)).rejects.toThrow('earnings_dates');
    await database.query('alter table away rename to earnings_dates');
    expect((await reader.read(AAPL)).earnings).toEqual([]);
  });

  it('asks nothing for nothing', async () => {
    const reader = new CalendarReader({ query: () => Promise.reject(new Error('asked')) });
    expect(await reader.read({ symbols: [], currencies: [] })).toEqual({ earnings: [], news: [], coverage: [] });
  });
});

async function storeEvents(time: string): Promise<void> {
  await database.query(`insert into earnings_dates values ('AAPL', $1, 'test'), ('MSFT', $1, 'test')`, [time]);
  await database.query(
    `insert into economic_events values ('CPI', 'USD', $1, 'test'), ('CPI', 'EUR', $1, 'test'), ('NFP', 'USD', $1, 'test')`,
    [time],
  );
  await database.query(
    `insert into calendar_coverage values ('EARNINGS', 'AAPL', $1, $1), ('EARNINGS', 'USD', $1, $1), ('CPI', 'USD', $1, $1), ('CPI', 'AAPL', $1, $1)`,
    [time],
  );
}

async function imported(base: string, quote: string, time: string, rate: string): Promise<void> {
  await database.query('insert into forex_rates values ($1, $2, $3, $4)', [base, quote, time, rate]);
}

async function barOf(symbol: string, timeframe: string, openTimeMs: number, close: string): Promise<void> {
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     values ($1, 'FOREX', 0.001, 0.01, 'LOTS', 100000, 'TICK') on conflict do nothing`,
    [symbol],
  );
  const prices = { open: close, high: close, low: close, close, volume: '1' };
  await new BarStore(database).append([{ symbol, timeframe, openTimeMs, ...prices, source: 'CSV' }]);
}

function rate(base: string, quote: string, atMs: number, text: string): StoredRate {
  return { base, quote, atMs, rate: text };
}

const lastOf = (rows: readonly StoredRate[], timeMs: number) =>
  rows.filter((row) => row.atMs <= timeMs).toSorted((a, b) => b.atMs - a.atMs)[0];

describe('RateReader', () => {
  const DELAYS = { '1h': HOUR_MS + 1, '1d': DAY_MS + 1 };
  const CURRENCIES = ['JPY', 'USD'];
  const NOON_MS = at('2024-01-31T12:00:00Z');

  const reader = (): RateReader => new RateReader(database, DELAYS);

  it('gives the last imported rate at or before the time, each way', async () => {
    await imported('USD', 'JPY', '2024-01-30T12:00:00Z', '147.10');
    await imported('USD', 'JPY', '2024-01-31T12:00:00Z', '147.2500');
    await imported('USD', 'JPY', '2024-01-31T12:00:00.001Z', '1');
    await imported('JPY', 'USD', '2023-12-31T12:00:00Z', '0.00709');
    await imported('EUR', 'USD', '2024-01-31T12:00:00Z', '1.08');
    expect(await reader().latest(CURRENCIES, NOON_MS)).toEqual([
      rate('JPY', 'USD', at('2023-12-31T12:00:00Z'), '0.00709'),
      rate('USD', 'JPY', NOON_MS, '147.25'),
    ]);
    expect(await reader().latest(CURRENCIES, at('2023-12-31T11:59:59.999Z'))).toEqual([]);
    expect(await reader().latest(['USD'], NOON_MS)).toEqual([]);
  });

  it('gives the close of the last bar that had closed before the time, however the pair is spelled', async () => {
    await barOf('USDJPY', '1h', NOON_MS - 2 * HOUR_MS, '147.10');
    await barOf('USDJPY', '1h', NOON_MS - HOUR_MS, '147.20');
    await barOf('USD/JPY', '1d', at('2024-01-29T00:00:00Z'), '146');
    const daily = rate('USD', 'JPY', at('2024-01-30T00:00:00.001Z'), '146');
    const hourly = rate('USD', 'JPY', NOON_MS - HOUR_MS + 1, '147.1');
    expect(await reader().latest(CURRENCIES, NOON_MS)).toEqual(expect.arrayContaining([daily, hourly]));
    // A millisecond later the bar that closed at noon counts too.
    expect(await reader().latest(CURRENCIES, NOON_MS + 1)).toEqual(
      expect.arrayContaining([daily, rate('USD', 'JPY', NOON_MS + 1, '147.2')]),
    );
    expect(await reader().latest(CURRENCIES, at('2024-01-30T00:00:00Z'))).toEqual([]);
  });

  it('does not take a stock for a pair', async () => {
    await barOf('USDJPY', '1d', at('2024-01-29T00:00:00Z'), '146');
    await database.query(`update instruments set asset_class = 'STOCK'`);
    expect(await reader().latest(CURRENCIES, NOON_MS)).toEqual([]);
  });

  it('gives of a period all that counts in it: what `latest` gives at any time of it is the last of them', async () => {
    for (let hour = 0; hour < 8; hour += 1) await barOf('USDJPY', '1h', NOON_MS + hour * HOUR_MS, `147.${hour}1`);
    await imported('USD', 'JPY', '2024-01-30T12:00:00Z', '147');
    await imported('USD', 'JPY', '2024-01-31T15:30:00Z', '148');
    const [fromMs, toMs] = [NOON_MS + 2 * HOUR_MS, NOON_MS + 6 * HOUR_MS];
    const history = await reader().history(CURRENCIES, { fromMs, toMs });
    for (let timeMs = fromMs; timeMs <= toMs; timeMs += HOUR_MS / 2) {
      expect(lastOf(history, timeMs)).toEqual(lastOf(await reader().latest(CURRENCIES, timeMs), timeMs));
    }
    expect(history).toHaveLength(7);
  });
});
