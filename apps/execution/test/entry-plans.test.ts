import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { acknowledgeSignal, releaseReservation, splitSignal, type TradeSignal } from '@tape/contracts';
import type { RpcClient } from '@tape/messaging';
import { InstrumentStore, openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import { secondPart, type SignalPart } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { EntryPlans } from '../src/entry-plans.js';
import { LiveOrderRepository } from '../src/live/live-order.repository.js';
import { SeriesBookRepository } from '../src/series-book.repository.js';

const DAY_MS = 86_400_000;
const BAR_MS = Date.parse('2024-03-01T00:00:00Z');
const TARGETS = { primary: '115', secondary: [], conservative: null };
const B_PLAN = {
  kind: 'trade',
  direction: 'LONG',
  stop: '92',
  targets: { primary: '116', secondary: [], conservative: null },
  guard: { kind: 'SPRING_LOW', price: '92' },
  positionSize: '62',
};
const SILENT = { info: () => undefined, warn: () => undefined };

let servers: TestServers;
let database: DataSource;
/** What was asked of other services, and the statements that it took to know. */
let asked: string[];
let slept: number;
let signal: TradeSignal;
let tests = 0;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'entry-plans-test' });
  await runMigrations(database);
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ('AAPL', 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true)`,
  );
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('delete from execution_policies where not exists (select 1 from experiments)');
  [asked, slept, tests] = [[], 0, tests + 1];
  signal = signalOf(tests);
  await storeSignal(signal);
});

function signalOf(n: number): TradeSignal {
  return {
    id: `sig_${n}`,
    patternId: `AAPL:1d:SPRING:${BAR_MS}:r${n}`,
    symbol: 'AAPL',
    timeframe: '1d',
    direction: 'LONG',
    entry: '100',
    stop: '95',
    targets: TARGETS,
    guard: { kind: 'SPRING_LOW', price: '96' },
    positionSize: '100',
    notional: '10000',
    riskAmount: '500',
    riskPercent: '0.5',
    rMultiple: '3',
    campaignId: 'c',
    reservationId: `rsv_${n}`,
    barTimeMs: BAR_MS,
    createdAtMs: BAR_MS + DAY_MS,
    expiresAtMs: BAR_MS + 6 * DAY_MS,
  } as unknown as TradeSignal;
}
async function storeSignal(stored: TradeSignal): Promise<void> {
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, content)
     values ($1, $2, 'AAPL', '1d', 'SPRING', 'LONG', 'CLAIMED', 1, $3, $4, $5, $6::jsonb) on conflict do nothing`,
    [
      stored.id,
      stored.patternId,
      new Date(stored.barTimeMs),
      new Date(stored.createdAtMs),
      new Date(stored.expiresAtMs),
      JSON.stringify(stored),
    ],
  );
}
let policies = 0;
async function policy(mode: string, splitPercent = 60, enabled = true): Promise<void> {
  await database.query(
    `insert into execution_policies (version, mode, split_percentage, enabled, set_by) values ($1, $2, $3, $4, 'me')`,
    [`p${(policies += 1)}`, mode, splitPercent, enabled],
  );
}
/** As the experiment service stores it. */
async function experiment(state: string, planB: object | null): Promise<void> {
  await database.query(
    `insert into experiments (id, signal_id, signal_sha256, source, symbol, timeframe, signal, policy_revision, state)
     values ('exp_' || $1, $1, 'h', 'OWN', 'AAPL', '1d', '{}', (select max(revision) from execution_policies), $2)
     on conflict (id) do update set state = excluded.state`,
    [signal.id, state],
  );
  if (planB === null) return;
  await database.query(
    `insert into trade_outcomes (id, experiment_id, engine, engine_version, kind, input_sha256, symbol, timeframe, plan, state,
       sync_state, through)
     values ('out_' || $1, 'exp_' || $1, 'B', 'v', 'REAL', 'h', 'AAPL', '1d', $2::jsonb, 'OPEN', 'WAITING', now())`,
    [signal.id, JSON.stringify(planB)],
  );
}

/** The other side of the questions: it splits as signal does, by the same rule. */
const rpc = {
  call: async (definition: { subject: string }, request: Record<string, unknown>) => {
    asked.push(definition.subject.split('.rpc.')[1]!);
    if (definition.subject !== splitSignal.subject) return {};
    const { signalId: _, claimer: __, ...part } = request;
    const second = secondPart(signal, part as unknown as SignalPart);
    await storeSignal(second);
    return { signal: second };
  },
} as unknown as Pick<RpcClient, 'call'>;

/** A process of its own: nothing is known to it but what is stored. */
function plans(patienceMs = 1_000, whileAsleep: () => Promise<void> = async () => undefined): EntryPlans {
  const sleep = async (ms: number): Promise<void> => {
    slept += ms;
    await whileAsleep();
  };
  const instruments = new InstrumentStore(database);
  return new EntryPlans({ database, instruments, rpc, sleep, logger: SILENT, patienceMs, claimer: 'execution' });
}
const entry = ({ id, stop, positionSize, targets }: TradeSignal) => [id, stop, targets.primary, positionSize];
const decisions = () =>
  database.query('select engines, reason from entry_plans where signal_id = $1', [signal.id]) as Promise<object[]>;

describe('an entry', () => {
  it.each([
    ['without a policy', async () => undefined],
    ['under SHADOW_ONLY', () => policy('SHADOW_ONLY')],
    ['under ENGINE_A_PRIMARY', () => policy('ENGINE_A_PRIMARY')],
    ['while experiments are off', () => policy('ENGINE_B_PRIMARY', 50, false)],
  ])('%s is the signal itself; nothing is waited for, asked or written', async (_when, given) => {
    await database.query('truncate trade_outcomes, experiments, execution_policies cascade');
    await given();
    const [entered] = await plans().of([signal]);
    expect(entered).toBe(signal);
    expect([asked, slept, await decisions()]).toEqual([[], 0, []]);
  });

  it('of engine B has its stop, target and size, on paper and at a broker, before and after a crash', async () => {
    await policy('ENGINE_B_PRIMARY');
    await experiment('RUNNING', B_PLAN);
    const entered = await plans().of([signal]);
    expect(entered.map(entry)).toEqual([[signal.id, '92', '116', '62']]);
    // The process dies, the policy changes: what was decided stands.
    await policy('SHADOW_ONLY');
    expect(await plans().of([signal])).toEqual(entered);
    expect(await decisions()).toEqual([{ engines: 'B', reason: null }]);
    await database.query(
      `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state, created_at, updated_at)
       values ('ord_' || $1, $1, 'c', 'AAPL', '1d', 'ENTRY', 'BUY', 62, 'SUBMITTED', now(), now())`,
      [signal.id],
    );
    const book = await new SeriesBookRepository().load(database, 'AAPL', '1d');
    const [pending] = book.entries.filter(({ terms }) => terms.id === signal.id);
    expect(pending!.terms).toMatchObject({
      stop: '92',
      targets: B_PLAN.targets,
      positionSize: '62',
      guard: signal.guard,
    });
    const { terms } = await new LiveOrderRepository('any').trade(database, signal.id);
    expect(terms).toMatchObject({ stop: '92', positionSize: '62' });
  });

  it('waits for its experiment, and no longer than its patience', async () => {
    await policy('ENGINE_B_PRIMARY');
    const plan = async (): Promise<void> => {
      if (slept === 50) await experiment('PROCESSING', null);
      if (slept === 150) await experiment('RUNNING', B_PLAN);
    };
    expect((await plans(1_000, plan).of([signal])).map(entry)).toEqual([[signal.id, '92', '116', '62']]);
    expect(slept).toBe(150);
  });

  it('that nobody planned in time is engine A’s, for good', async () => {
    await policy('ENGINE_B_PRIMARY');
    expect((await plans(200).of([signal])).map(entry)).toEqual([[signal.id, '95', '115', '100']]);
    expect(slept).toBe(200);
    await experiment('RUNNING', B_PLAN);
    expect((await plans().of([signal])).map(entry)).toEqual([[signal.id, '95', '115', '100']]);
    expect(await decisions()).toEqual([{ engines: 'A', reason: 'not-planned-in-time' }]);
  });

  it('that engine B does not want ends its signal and gives its reservation back', async () => {
    await policy('ENGINE_B_PRIMARY');
    await experiment('RUNNING', { kind: 'stand-aside', reason: 'too-few-bars' });
    expect(await plans().of([signal])).toEqual([]);
    expect(asked).toEqual([acknowledgeSignal, releaseReservation].map(({ subject }) => subject.split('.rpc.')[1]));
    expect(await decisions()).toEqual([{ engines: 'NONE', reason: 'engine-b-too-few-bars' }]);
  });

  it('of split capital is two, each with its own signal, however often it is asked for', async () => {
    await policy('SPLIT_CAPITAL', 60);
    await experiment('RUNNING', B_PLAN);
    const first = await plans().of([signal]);
    const second = secondPart(signal, { stop: '92', targets: B_PLAN.targets, positionSize: '25' });
    expect(first.map(entry)).toEqual([
      [signal.id, '95', '115', '60'],
      [second.id, '92', '116', '25'],
    ]);
    // After a crash both may be claimed again, in any order, or the second alone.
    expect((await plans().of([second, signal])).map(entry)).toEqual(expect.arrayContaining(first.map(entry)));
    expect(await plans().of([second, signal])).toHaveLength(2);
    expect(await plans().of([second])).toEqual([second]);
    expect(slept).toBe(0);
  });

  it('that two processes decide at once is one decision', async () => {
    await policy('ENGINE_B_PRIMARY');
    const [one, other] = await Promise.all([
      plans(0).of([signal]),
      plans(1_000, () => experiment('RUNNING', B_PLAN)).of([signal]),
    ]);
    expect(one.map(entry)).toEqual(other.map(entry));
    expect(await decisions()).toHaveLength(1);
  });
});
