import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inferInstrument } from '@tape/market';
import { BarStore, openDataSource, RateReader, runMigrations } from '@tape/persistence';
import { BAR_RATE_DELAY_MS, createRateTable, ratesFrom } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import type { JobSeries } from '../src/backtest-job.js';
import { ReferenceData } from '../src/reference-data.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Two hours before the month ends. */
const START_MS = Date.parse('2024-01-31T22:00:00Z');
const prices = (close: string) => ({ open: close, high: close, low: close, close, volume: '1', source: 'CSV' });
let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'backtest-test' });
  await runMigrations(database);
  await database.query(`insert into earnings_dates values ('ACME', $1, 'test'), ('OTHER', $1, 'test')`, [
    new Date(START_MS),
  ]);
  await database.query(`insert into economic_events values ('CPI', 'EUR', $1, 'test'), ('CPI', 'CAD', $1, 'test')`, [
    new Date(START_MS),
  ]);
  await database.query(`insert into calendar_coverage values ('EARNINGS', 'ACME', $1, $1)`, [new Date(START_MS)]);
  await database.query(
    `insert into forex_rates values ('GBP', 'USD', $1, 1.2), ('USD', 'GBP', $2, 0.75), ('JPY', 'USD', $1, 0.007)`,
    [new Date(START_MS - DAY_MS), new Date(START_MS + 5 * HOUR_MS)],
  );
  for (const symbol of ['GBPUSD', 'GBP/USD']) {
    await database.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
       values ($1, 'FOREX', 0.00001, 0.01, 'LOTS', 100000, 'TICK')`,
      [symbol],
    );
  }
  await new BarStore(database).append([
    ...Array.from({ length: 6 }, (_, i) => ({
      symbol: 'GBPUSD',
      timeframe: '1h',
      openTimeMs: START_MS + (i - 1) * HOUR_MS,
      ...prices(`1.2${i}`),
    })),
    { symbol: 'GBP/USD', timeframe: '1d', openTimeMs: START_MS - 22 * HOUR_MS, ...prices('1.31') },
  ]);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

function series(symbol: string, hours: number): JobSeries {
  const bar = { open: '1', high: '1', low: '1', close: '1', volume: '1' };
  const bars = Array.from({ length: hours }, (_, i) => ({ ...bar, openTimeMs: START_MS + i * HOUR_MS }));
  return { instrument: inferInstrument(symbol), timeframe: '1h', simulated: false, bars };
}

describe('what a backtest is given', () => {
  it('is the calendar of its own symbols and currencies', async () => {
    const { calendar } = await new ReferenceData(database).of([
      series('ACME', 1),
      series('EURUSD', 1),
      series('BTCUSDT', 1),
    ]);
    expect(calendar).toEqual({
      earnings: [{ symbol: 'ACME', atMs: START_MS }],
      news: [{ kind: 'CPI', currency: 'EUR', atMs: START_MS }],
      coverage: [{ kind: 'EARNINGS', subject: 'ACME', fromMs: START_MS, toMs: START_MS }],
    });
  });

  it('is no rate where prices tell, and none of other currencies', async () => {
    expect((await new ReferenceData(database).of([series('EURUSD', 8), series('ACME', 8)])).rates).toEqual([]);
    const { rates } = await new ReferenceData(database).of([series('EURGBP', 8)]);
    expect(new Set(rates.map(({ base, quote }) => `${base}/${quote}`))).toEqual(new Set(['GBP/USD', 'USD/GBP']));
  });

  it('says at every time of the run, over the end of the month, what the services read then', async () => {
    const cross = inferInstrument('EURGBP');
    const { rates } = await new ReferenceData(database).of([series('EURGBP', 8)]);
    const table = createRateTable(rates);
    const reader = new RateReader(database, BAR_RATE_DELAY_MS);
    const said = new Set<string | undefined>();
    for (let atMs = START_MS; atMs <= START_MS + 8 * HOUR_MS; atMs += HOUR_MS / 2) {
      const question = { accountCurrency: 'USD', atMs };
      const live = await ratesFrom(reader, cross, question);
      expect(table.ratesFor(cross, question)).toEqual(live);
      said.add(live['GBP']);
    }
    expect(said.size).toBe(7);
  });
});
