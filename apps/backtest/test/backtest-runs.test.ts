import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readGrid, USUAL_CHOICE, type Variant } from '@tape/backtesting';
import type { BacktestProgress } from '@tape/contracts';
import { inferInstrument, SIMULATED_TIMEFRAME, simulateMarket, type PriceBar } from '@tape/market';
import { openDataSource, runMigrations } from '@tape/persistence';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import { EMPTY_BOOK } from '@tape/validation';
import { Piscina } from 'piscina';
import type { DataSource } from 'typeorm';
import type { BacktestJob, BacktestReport, JobMaterial, JobOutcome, JobTask } from '../src/backtest-job.js';
import { BacktestRuns, type PlannedRun } from '../src/backtest-runs.js';
import { BarUploads } from '../src/bar-uploads.js';
import { RunKeeper } from '../src/run-keeper.js';
import { RunTable } from '../src/run-table.js';

const SINGLE: JobTask = { kind: 'SINGLE', choice: USUAL_CHOICE };
const ALPHA = drawn(20_000);
let servers: TestServers;
let database: DataSource;
let pool: Piscina<BacktestJob, JobOutcome>;
let table: RunTable;
let runs: BacktestRuns;
const told: BacktestProgress[] = [];
const toldOf = (id: string): BacktestProgress[] => told.filter(({ backtestId }) => backtestId === id);

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'backtest-test' });
  await runMigrations(database);
  pool = new Piscina({ filename: new URL('../dist/backtest.worker.js', import.meta.url).href, maxThreads: 2 });
  table = new RunTable(database, 60_000);
  runs = runsWith({ threads: 1, waiting: 2 });
}, 120_000);

afterAll(async () => {
  await pool?.destroy();
  await database?.destroy();
  await servers?.stop();
});

function runsWith(limits: { threads: number; waiting: number }): BacktestRuns {
  return new BacktestRuns(table, pool, (progress) => told.push(progress), limits);
}

function drawn(bars: number): readonly PriceBar[] {
  return simulateMarket(7, 'ALPHA-SIM').take(bars).toArray();
}

function material(bars: number, plugins: readonly string[] = []): JobMaterial {
  const instrument = inferInstrument('ALPHA-SIM');
  return {
    series: [{ instrument, timeframe: SIMULATED_TIMEFRAME, simulated: true, bars: ALPHA.slice(0, bars) }],
    initialEquity: '100000',
    riskProfile: CLASSIC_RISK,
    higherTimeframes: {},
    calendar: EMPTY_BOOK,
    rates: [],
    plugins,
  };
}

function brokenMaterial(): Promise<JobMaterial> {
  return Promise.resolve(material(100, ['/no/such/plugin.js']));
}

function planned(id: string, bars: number, overrides: Partial<PlannedRun> = {}): PlannedRun {
  const load = () => Promise.resolve(material(bars));
  return { id, kind: 'SINGLE', request: { symbols: ['ALPHA-SIM'] }, bars, task: SINGLE, load, ...overrides };
}

async function run(plan: PlannedRun): Promise<BacktestReport> {
  return (await runs.take(plan)).ended;
}

interface Stored {
  readonly status: string;
  readonly result: BacktestReport | null;
  readonly error: { code: string; message: string } | null;
  readonly ended: boolean;
}

async function stored(id: string): Promise<Stored> {
  const rows: Stored[] = await database.query(
    'select status, result, error, finished_at is not null as ended from backtests where id = $1',
    [id],
  );
  return rows[0]!;
}

async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise(setImmediate);
}

function variants(grid: Record<string, unknown[]>): readonly Variant[] {
  const reading = readGrid(grid);
  if (!reading.ok) throw new Error(reading.problem);
  return reading.variants;
}

describe('a backtest', () => {
  it('is kept with figures, trades and a curve', async () => {
    const report = await run(planned('bt_done', 2_000));
    expect(await stored('bt_done')).toEqual({
      status: 'DONE',
      ended: true,
      error: null,
      result: JSON.parse(JSON.stringify(report)),
    });
    expect(toldOf('bt_done').map(({ status }) => status)).toEqual(['QUEUED', 'RUNNING', 'DONE']);
    expect(toldOf('bt_done').at(-1)).toMatchObject({ barsProcessed: 2_000, bars: 2_000 });
    expect(report.summary.trades.length).toBeGreaterThan(0);
    expect(report.summary.equityCurve.length).toBeGreaterThan(2);
    expect(report.metrics).toMatchObject({ barsProcessed: 2_000, totalSignalsGenerated: report.signals.length });
    const [{ figures }] = await database.query(`select figures from backtests where id = 'bt_done'`);
    expect(figures).toMatchObject({ trades: report.metrics['trades'], netPnl: report.metrics['netPnl'] });
  });

  it('ends when it is cancelled, running or waiting, and is kept as such', async () => {
    const running = (await runs.take(planned('bt_a', 20_000))).ended;
    const waiting = (await runs.take(planned('bt_b', 20_000))).ended;
    const ends = Promise.allSettled([running, waiting]);
    await until(async () => (await stored('bt_a')).status === 'RUNNING');
    expect((await stored('bt_b')).status).toBe('QUEUED');
    expect(await Promise.all(['bt_a', 'bt_b'].map((id) => runs.cancel(id)))).toEqual([true, true]);
    expect(await ends).toMatchObject([
      { status: 'rejected', reason: { code: 'cancelled' } },
      { status: 'rejected', reason: { code: 'cancelled' } },
    ]);
    for (const id of ['bt_a', 'bt_b']) {
      expect(await stored(id)).toEqual({ status: 'CANCELLED', result: null, error: null, ended: true });
      expect(await runs.cancel(id)).toBe(false);
      expect(toldOf(id).at(-1)?.status).toBe('CANCELLED');
    }
    await run(planned('bt_after', 100));
    expect((await stored('bt_after')).status).toBe('DONE');
  });

  it('tells how far it is while it works, never back', async () => {
    await run(planned('bt_long', 20_000));
    const worked = toldOf('bt_long').map(({ barsProcessed }) => barsProcessed);
    expect(worked).toEqual(worked.toSorted((a, b) => a - b));
    expect(worked.at(-1)).toBe(20_000);
  });

  it('that breaks is kept as FAILED and says why', async () => {
    await expect(run(planned('bt_broken', 100, { load: brokenMaterial }))).rejects.toThrow(/plugin/);
    const failed = { status: 'FAILED', result: null, ended: true, error: { code: 'failed' } };
    expect(await stored('bt_broken')).toMatchObject(failed);
  });

  it('is refused where enough are waiting, and leaves no row', async () => {
    const ends = [await runs.take(planned('bt_q1', 20_000)), await runs.take(planned('bt_q2', 100))];
    ends.push(await runs.take(planned('bt_q3', 100)));
    await expect(runs.take(planned('bt_q4', 100))).rejects.toMatchObject({ code: 'queue-full', retryable: true });
    expect(await stored('bt_q4')).toBeUndefined();
    await Promise.all(['bt_q2', 'bt_q3', 'bt_q1'].map((id) => runs.cancel(id)));
    await Promise.allSettled(ends.map(({ ended }) => ended));
  });
});

describe('a study', () => {
  it('sweeps in several threads what one thread would have found', async () => {
    const shared = runsWith({ threads: 2, waiting: 5 });
    const task: JobTask = {
      kind: 'SWEEP',
      variants: variants({ riskScale: [0.5, 1, 2], minConfidence: [70, 80] }),
      objective: 'netPnl',
    };
    const parts = (await shared.take(planned('bt_sweep', 4_000, { kind: 'SWEEP', task }))).ended;
    const whole = (await runs.take(planned('bt_sweep_1', 4_000, { kind: 'SWEEP', task }))).ended;
    const [many, one] = await Promise.all([parts, whole]);
    expect(many).toEqual(one);
    expect(many.sweep?.rows).toHaveLength(6);
    const best = many.sweep?.rows[many.sweep.best!];
    expect(many.metrics).toMatchObject({ netPnl: best?.netPnl, trades: best?.trades });
    expect(Number(best?.netPnl)).toBe(Math.max(...many.sweep!.rows.map(({ netPnl }) => Number(netPnl))));
  });

  it('walks forward, while a single run does not wait for it', async () => {
    const plan = { mode: 'ROLLING', inSampleDays: 60, outOfSampleDays: 30, minimumTrades: 1 } as const;
    const task: JobTask = {
      kind: 'WALK_FORWARD',
      variants: variants({ minConfidence: [70, 80] }),
      objective: 'expectancyR',
      plan,
    };
    const study = (await runs.take(planned('bt_walk', 20_000, { kind: 'WALK_FORWARD', task }))).ended;
    const single = (await runs.take(planned('bt_beside', 500))).ended;
    const [walked] = await Promise.all([study, single]);
    expect(walked.walkForward?.steps.length).toBeGreaterThan(2);
    expect(walked.summary.trades.length).toBeGreaterThan(0);
    expect(walked.sweep).toBeUndefined();
  });
});

function keeper(): RunKeeper {
  return new RunKeeper(table, runs, new BarUploads(database), {
    tell: (each) => told.push(each),
    warn: () => undefined,
  });
}

describe('a run whose process is gone', () => {
  it('is marked FAILED as interrupted once its lease has run out, and others are left alone', async () => {
    const insert = 'insert into backtests (id, request, status, lease_until) values ($1, $2, $3, now() + $4::interval)';
    await database.query(insert, ['bt_dead', '{}', 'RUNNING', '-1 second']);
    await database.query(insert, ['bt_dead_waiting', '{}', 'QUEUED', '-1 second']);
    await database.query(insert, ['bt_elsewhere', '{}', 'RUNNING', '1 hour']);
    await database.query(`insert into backtests (id, request, status) values ('bt_old', '{}', 'RUNNING')`);
    await keeper().keep();
    for (const id of ['bt_dead', 'bt_dead_waiting', 'bt_old']) {
      expect(await stored(id)).toMatchObject({ status: 'FAILED', ended: true, error: { code: 'interrupted' } });
      expect(toldOf(id).at(-1)?.status).toBe('FAILED');
    }
    expect(await stored('bt_elsewhere')).toMatchObject({ status: 'RUNNING', ended: false });
  });

  it('keeps its lease while it lives, and its result though somebody took it for dead', async () => {
    const { ended } = await runs.take(planned('bt_slow', 20_000));
    await database.query(`update backtests set lease_until = now() - interval '1 second' where id = 'bt_slow'`);
    await keeper().keep();
    expect((await stored('bt_slow')).error).toBeNull();
    await database.query(`update backtests set lease_until = now() - interval '1 second' where id = 'bt_slow'`);
    expect(await table.failOrphans({ code: 'interrupted', message: 'dead' })).toEqual(['bt_slow']);
    await ended;
    expect(await stored('bt_slow')).toMatchObject({ status: 'DONE', error: null });
  });

  it('is marked at once by a service that stops in order', async () => {
    const stopping = runsWith({ threads: 1, waiting: 5 });
    const ends = [await stopping.take(planned('bt_stop', 20_000)), await stopping.take(planned('bt_stop_2', 100))];
    await stopping.interrupt();
    await Promise.allSettled(ends.slice(0, 1).map(({ ended }) => ended));
    for (const id of ['bt_stop', 'bt_stop_2']) {
      expect(await stored(id)).toMatchObject({ status: 'FAILED', error: { code: 'interrupted' } });
    }
  });

  it('can be deleted, and one that lives cannot', async () => {
    const insert = `insert into backtests (id, request, status, lease_until, finished_at)
                    values ($1, '{}', 'RUNNING', now() + interval '1 hour', $2)`;
    await database.query(insert, ['bt_ended', new Date()]);
    await database.query(insert, ['bt_living', null]);
    expect(await table.delete('bt_ended')).toBe('deleted');
    expect(await table.delete('bt_ended')).toBe('unknown');
    expect(await table.delete('bt_living')).toBe('unfinished');
  });
});

describe('uploaded bars', () => {
  it('are read back in order, between two times, and forgotten after a day', async () => {
    const uploads = new BarUploads(database);
    const bars = ALPHA.slice(0, 30);
    const part = (number: number, from: number, to: number) =>
      uploads.store({
        uploadId: 'up_1',
        part: number,
        symbol: 'MINE',
        timeframe: '15m',
        bars: bars.slice(from, to),
      });
    await part(1, 20, 30);
    await part(0, 0, 20);
    await part(0, 0, 20);
    const all = { fromMs: undefined, toMs: undefined };
    expect(await uploads.read('up_1', all)).toEqual({ symbol: 'MINE', timeframe: '15m', bars });
    const some = { fromMs: bars[5]!.openTimeMs, toMs: bars[24]!.openTimeMs };
    expect((await uploads.read('up_1', some)).bars).toEqual(bars.slice(5, 25));
    expect(await uploads.describe('up_1', some)).toEqual({ symbol: 'MINE', timeframe: '15m', bars: 20 });
    await expect(uploads.describe('up_2', all)).rejects.toMatchObject({ code: 'unknown-upload' });
    await database.query(`update backtest_uploads set created_at = now() - interval '25 hours' where part = 1`);
    await uploads.forgetOld();
    expect((await uploads.read('up_1', all)).bars).toEqual(bars.slice(0, 20));
  });
});
