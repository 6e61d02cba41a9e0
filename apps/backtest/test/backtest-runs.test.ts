import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BacktestProgress } from '@tape/contracts';
import { inferInstrument, SIMULATED_TIMEFRAME, simulateMarket, type PriceBar } from '@tape/market';
import { openDataSource, runMigrations } from '@tape/persistence';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import { EMPTY_BOOK } from '@tape/validation';
import { Piscina } from 'piscina';
import type { DataSource } from 'typeorm';
import type { BacktestJob, BacktestReport } from '../src/backtest-job.js';
import { BacktestRuns } from '../src/backtest-runs.js';

const REQUEST = { symbols: ['ALPHA-SIM'], timeframe: SIMULATED_TIMEFRAME };
let servers: TestServers;
let database: DataSource;
let pool: Piscina<BacktestJob, BacktestReport>;
let runs: BacktestRuns;
const told: BacktestProgress[] = [];
const toldOf = (id: string): BacktestProgress[] => told.filter(({ backtestId }) => backtestId === id);

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'backtest-test' });
  await runMigrations(database);
  pool = new Piscina({ filename: new URL('../dist/backtest.worker.js', import.meta.url).href, maxThreads: 1 });
  runs = new BacktestRuns(database, pool, (progress) => told.push(progress));
}, 120_000);

afterAll(async () => {
  await pool?.destroy();
  await database?.destroy();
  await servers?.stop();
});

function job(bars: number, plugins: readonly string[] = []): Omit<BacktestJob, 'progress'> {
  const drawn: PriceBar[] = [];
  for (const bar of simulateMarket(7, 'ALPHA-SIM')) {
    drawn.push(bar);
    if (drawn.length === bars) break;
  }
  return {
    series: [
      { instrument: inferInstrument('ALPHA-SIM'), timeframe: SIMULATED_TIMEFRAME, simulated: true, bars: drawn },
    ],
    initialEquity: '100000',
    profile: 'classic',
    riskProfile: CLASSIC_RISK,
    higherTimeframes: {},
    calendar: EMPTY_BOOK,
    rates: [],
    plugins,
  };
}

async function stored(id: string): Promise<{ status: string; result: BacktestReport | null; ended: boolean }> {
  const rows: { status: string; result: BacktestReport | null; ended: boolean }[] = await database.query(
    'select status, result, finished_at is not null as ended from backtests where id = $1',
    [id],
  );
  return rows[0]!;
}

describe('a backtest', () => {
  it('is kept with figures, trades and a curve', async () => {
    const report = await runs.run('bt_done', REQUEST, job(2_000));
    const { status, result, ended } = await stored('bt_done');
    expect({ status, ended, result }).toEqual({
      status: 'DONE',
      ended: true,
      result: JSON.parse(JSON.stringify(report)),
    });
    expect(toldOf('bt_done').at(-1)).toMatchObject({ status: 'DONE', barsProcessed: 2_000, bars: 2_000 });
    expect(report.summary.trades.length).toBeGreaterThan(0);
    expect(report.summary.equityCurve.length).toBeGreaterThan(2);
    expect(report.metrics).toMatchObject({ barsProcessed: 2_000, totalSignalsGenerated: report.signals.length });
  });

  it('ends when it is cancelled, running or waiting, and is kept as such', async () => {
    const [running, waiting] = [runs.run('bt_a', REQUEST, job(60_000)), runs.run('bt_b', REQUEST, job(60_000))];
    const ends = Promise.allSettled([running, waiting]);
    while ((await stored('bt_b'))?.status !== 'RUNNING') await new Promise(setImmediate);
    expect([runs.cancel('bt_a'), runs.cancel('bt_b')]).toEqual([true, true]);
    expect(await ends).toMatchObject([
      { status: 'rejected', reason: { code: 'cancelled' } },
      { status: 'rejected', reason: { code: 'cancelled' } },
    ]);
    for (const id of ['bt_a', 'bt_b']) {
      expect(await stored(id)).toEqual({ status: 'CANCELLED', result: null, ended: true });
      expect(runs.cancel(id)).toBe(false);
    }
    await runs.run('bt_after', REQUEST, job(100));
    expect((await stored('bt_after')).status).toBe('DONE');
    expect(toldOf('bt_a').at(-1)?.status).toBe('CANCELLED');
  });

  it('tells how far it is while it works, never back', async () => {
    await runs.run('bt_long', REQUEST, job(60_000));
    const worked = toldOf('bt_long').map(({ barsProcessed }) => barsProcessed);
    expect(worked).toEqual(worked.toSorted((a, b) => a - b));
    expect(worked.length).toBeGreaterThanOrEqual(2);
    expect(worked.at(-1)).toBe(60_000);
  });

  it('that breaks is kept as FAILED and says why', async () => {
    await expect(runs.run('bt_broken', REQUEST, job(100, ['/no/such/plugin.js']))).rejects.toThrow(/plugin/);
    expect(await stored('bt_broken')).toEqual({ status: 'FAILED', result: null, ended: true });
  });
});
