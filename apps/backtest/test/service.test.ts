import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { runBacktest } from '@tape/backtesting';
import {
  cancelBacktest,
  deleteBacktest,
  runBacktest as askBacktest,
  storeBacktestBars,
  type RpcDefinition,
} from '@tape/contracts';
import { inferInstrument, SIMULATED_TIMEFRAME, simulateMarket, type PriceBar } from '@tape/market';
import type { RequestOf, ResponseOf } from '@tape/messaging';
import { BarStore, openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

/** Processes start and end in here, on a machine that does other things. */
jest.setTimeout(90_000);

const MAIN = resolve(import.meta.dirname, '../dist/main.js');
const SYMBOL = 'ALPHA-SIM';
const BARS: readonly PriceBar[] = simulateMarket(7, SYMBOL).take(20_000).toArray();
const SHORT_BARS = 2_000;
const running = new Set<ChildProcess>();
let servers: TestServers;
let database: DataSource;
let nats: NatsConnection;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'backtest-service-test' });
  await runMigrations(database);
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    ((one) => [SYMBOL, one.assetClass, one.tickSize, one.quantityStep, one.unit, one.contractSize, one.volumeSource])(
      inferInstrument(SYMBOL),
    ),
  );
  await new BarStore(database).append(
    BARS.map((bar) => ({ symbol: SYMBOL, timeframe: SIMULATED_TIMEFRAME, ...bar, source: 'SIMULATED' })),
  );
  nats = await connect({ servers: new URL(servers.natsUrl).host });
  await start();
}, 120_000);

afterAll(async () => {
  await Promise.all([...running].map((child) => kill(child)));
  await nats?.close();
  await database?.destroy();
  await servers?.stop();
});

/** The built service as a process of its own; resolves when it takes work. */
async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_PORT: '0',
      BACKTEST_LEASE_MS: '1000',
      BACKTEST_ANSWER_BARS: '5000',
      BACKTEST_MAX_BARS: '20000',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('exit', () => running.delete(child));
  let said = '';
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  await until(() => child.exitCode !== null || said.includes('backtest takes work'));
  if (child.exitCode !== null) throw new Error(`the service ended:\n${said}`);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

const PATIENCE_MS = 40_000;

async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await fact())) {
    if (performance.now() > deadline) throw new Error('it did not come about');
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

type Answered<Definition extends RpcDefinition> =
  | { readonly ok: true; readonly value: ResponseOf<Definition> }
  | { readonly ok: false; readonly code: string; readonly message: string };

async function ask<Definition extends RpcDefinition>(
  definition: Definition,
  request: RequestOf<Definition>,
): Promise<Answered<Definition>> {
  const answer = await nats.request(definition.subject, JSON.stringify(request), { timeout: 60_000 });
  return answer.json<Answered<Definition>>();
}

async function value<Definition extends RpcDefinition>(
  definition: Definition,
  request: RequestOf<Definition>,
): Promise<ResponseOf<Definition>> {
  const answer = await ask(definition, request);
  if (!answer.ok) throw new Error(JSON.stringify(answer));
  return answer.value;
}

type Request = RequestOf<typeof askBacktest>;
const REQUEST: Request = {
  symbols: [SYMBOL],
  timeframe: SIMULATED_TIMEFRAME,
  uploads: [],
  startDate: null,
  endDate: new Date(BARS[SHORT_BARS - 1]!.openTimeMs).toISOString(),
  options: {},
  study: null,
  answer: 'WHEN_DONE',
};

interface Stored {
  readonly kind: string;
  readonly status: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
  readonly result: any;
  readonly error: { readonly code: string } | null;
}

async function stored(id: string): Promise<Stored> {
  const rows: Stored[] = await database.query('select kind, status, result, error from backtests where id = $1', [id]);
  return rows[0]!;
}

async function ended(id: string): Promise<Stored> {
  await until(async () => !['QUEUED', 'RUNNING'].includes((await stored(id)).status));
  return stored(id);
}

const instrument = inferInstrument(SYMBOL);
const idsOf = (signals: readonly { id: string }[]): string[] => signals.map(({ id }) => id);

describe('the backtest service', () => {
  it('answers a short run with its end, and decides as the pipeline does', async () => {
    const answer = await value(askBacktest, REQUEST);
    expect(answer).toMatchObject({ status: 'DONE', bars: SHORT_BARS, barsProcessed: SHORT_BARS, variants: 1 });
    const { result } = await stored(answer.backtestId);
    const series = [
      { instrument, timeframe: SIMULATED_TIMEFRAME, simulated: true, bars: BARS.slice(0, SHORT_BARS) },
    ] as const;
    const alone = runBacktest({ series, initialEquity: '100000' });
    expect(idsOf(result.signals)).toEqual(idsOf(alone.signals));
    expect(result.metrics.finalEquity).toBe(alone.metrics.finalEquity);
    expect(result.metrics.netPnl).toBe(alone.metrics.netPnl);
  });

  it('answers a long one at once, and after its process was killed it is known as interrupted', async () => {
    await Promise.all([...running].map((child) => kill(child)));
    const first = await start();
    const long = { ...REQUEST, endDate: null };
    const answers = [await value(askBacktest, long), await value(askBacktest, long), await value(askBacktest, long)];
    expect(answers.map(({ status }) => status)).toEqual(['QUEUED', 'QUEUED', 'QUEUED']);
    await kill(first);
    const left = await Promise.all(answers.map(({ backtestId }) => stored(backtestId)));
    expect(left.some(({ status }) => status === 'RUNNING' || status === 'QUEUED')).toBe(true);
    await start();
    for (const { backtestId } of answers) {
      const { status, error } = await ended(backtestId);
      if (status !== 'DONE') expect([status, error?.code]).toEqual(['FAILED', 'interrupted']);
    }
  });

  it('reads bars that were brought along, and keeps them from the market', async () => {
    const part = { uploadId: 'up_1', symbol: 'MINE-SIM', timeframe: SIMULATED_TIMEFRAME } as const;
    for (const number of [1, 0]) {
      const bars = BARS.slice(number * 1_000, (number + 1) * 1_000);
      await value(storeBacktestBars, { ...part, part: number, bars: [...bars] });
    }
    const own = { ...REQUEST, symbols: [], timeframe: null, uploads: ['up_1'], endDate: null };
    const answer = await value(askBacktest, own);
    expect(answer).toMatchObject({ status: 'DONE', bars: 2_000 });
    const { result } = await stored(answer.backtestId);
    expect(result.summary.series).toMatchObject([{ symbol: 'MINE-SIM', bars: 2_000 }]);
    const beside = await value(askBacktest, { ...REQUEST, uploads: ['up_1'] });
    expect(beside.bars).toBe(4_000);
  });

  it('sweeps and walks forward', async () => {
    const grid = { minConfidence: [70, 85] };
    const sweep = await value(askBacktest, { ...REQUEST, study: { kind: 'SWEEP', grid, objective: 'netPnl' } });
    expect(sweep).toMatchObject({ status: 'QUEUED', variants: 2 });
    const swept = await ended(sweep.backtestId);
    expect(swept).toMatchObject({ kind: 'SWEEP', status: 'DONE' });
    expect(swept.result.sweep.rows).toHaveLength(2);
    const walk = await value(askBacktest, {
      ...REQUEST,
      study: {
        kind: 'WALK_FORWARD',
        grid,
        objective: 'expectancyR',
        mode: 'ROLLING',
        inSampleDays: 8,
        outOfSampleDays: 4,
        minimumTrades: 1,
      },
    });
    const walked = await ended(walk.backtestId);
    expect(walked).toMatchObject({ kind: 'WALK_FORWARD', status: 'DONE' });
    expect(walked.result.walkForward.steps.length).toBeGreaterThan(1);
    expect(await value(deleteBacktest, { backtestId: walk.backtestId })).toEqual({ deleted: true });
    expect(await ask(deleteBacktest, { backtestId: walk.backtestId })).toMatchObject({ ok: false });
    expect(await value(cancelBacktest, { backtestId: sweep.backtestId })).toEqual({ cancelled: false });
  });

  it.each<[string, Partial<Request>]>([
    ['bad-request', { symbols: [] }],
    ['bad-request', { timeframe: null }],
    ['bad-request', { symbols: [SYMBOL, SYMBOL] }],
    ['bad-options', { options: { minConfidence: 60 } }],
    ['bad-options', { options: { initialEquity: '0' } }],
    ['bad-options', { options: { accountZone: 'Mars' } }],
    ['bad-options', { options: { luck: 1 } }],
    ['bad-grid', { study: { kind: 'SWEEP', grid: {}, objective: 'netPnl' } }],
    ['bad-objective', { study: { kind: 'SWEEP', grid: { profile: ['strict'] }, objective: 'luck' } }],
    ['bad-date', { startDate: 'soon' }],
    ['no-bars', { startDate: '2200-01-01', endDate: null }],
    ['unknown-symbol', { symbols: ['NOBODY'] }],
    ['unknown-upload', { uploads: ['up_none'] }],
  ])('refuses as %s: %j', async (code, wrong) => {
    const answer = await ask(askBacktest, { ...REQUEST, ...wrong });
    expect(answer).toMatchObject({ ok: false, code });
  });
});
