import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { setExecutionPolicy, submitWebhookSignal } from '@tape/contracts';
import type { RequestOf } from '@tape/messaging';
import { BarStore, InstrumentStore, openDataSource, RateReader, runMigrations } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { ExperimentDeskController } from '../src/experiment-desk.controller.js';
import { ExperimentIntake } from '../src/intake/experiment-intake.repository.js';
import { offerOfOwn } from '../src/intake/offered-signal.js';
import { MarketView } from '../src/market/market-view.js';
import { OutcomeLoop } from '../src/outcome/outcome-loop.js';
import { OutcomeStore } from '../src/outcome/outcome-store.repository.js';
import { PolicyBook } from '../src/policy/policy-book.repository.js';
import { ExperimentStore } from '../src/worker/experiment-store.repository.js';
import { PlanningLoop, type PlanningOptions } from '../src/worker/planning-loop.js';
import {
  DAY_0_MS,
  DAY_MS,
  ownSignal,
  storeBars,
  storeHistory,
  storeInstrument,
  storePosition,
  storeSignal,
  until,
} from './stored-market.js';

const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };
let servers: TestServers;
let database: DataSource;
let intake: ExperimentIntake;
let policies: PolicyBook;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'experiment-test', poolSize: 20 });
  await runMigrations(database);
  await storeInstrument(database);
  intake = new ExperimentIntake(database);
  policies = new PolicyBook(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query(
    'truncate trade_outcomes, experiments, market_contexts, execution_policies, entry_plans, audit_log, signals, positions, bars cascade',
  );
  await policies.adopt('default', 50);
  await storeHistory(database);
});

/** A process of its own: nothing is known to it but what is stored. */
function marketView(): MarketView {
  return new MarketView(
    new InstrumentStore(database),
    new BarStore(database),
    new RateReader(database, BAR_RATE_DELAY_MS),
  );
}
function planner(options: Partial<PlanningOptions> = {}): PlanningLoop {
  return new PlanningLoop({
    store: new ExperimentStore(database),
    market: marketView(),
    logger: SILENT,
    options: { worker: 'test', pollMs: 10, backoffMs: 1, batch: 10, leaseMs: 30_000, ...options },
  });
}
function follower(): OutcomeLoop {
  return new OutcomeLoop({
    database,
    outcomes: new OutcomeStore(),
    bars: new BarStore(database),
    instruments: new InstrumentStore(database),
    market: marketView(),
    logger: SILENT,
    options: { pollMs: 10, backoffMs: 1 },
  });
}
async function run(loop: PlanningLoop | OutcomeLoop): Promise<void> {
  while ((await loop.pass()) > 0);
}
const desk = () => new ExperimentDeskController(intake, policies, planner());

const experiments = (): Promise<Record<string, unknown>[]> =>
  database.query(
    'select id, signal_id, source, state, variant, context_sha256, attempts, error from experiments order by id',
  );
const outcomes = (): Promise<Record<string, unknown>[]> =>
  database.query(
    `select engine, kind, state, ending, input_sha256, trim_scale(entry_price)::text as entry,
            trim_scale(own_exit_price)::text as exit, trim_scale(own_r)::text as r, own_closed_at,
            sync_state, trim_scale(sync_exit_price)::text as sync_exit, trim_scale(sync_r)::text as sync_r, sync_closed_at
     from trade_outcomes order by experiment_id, engine`,
  );

const ALERT: RequestOf<typeof submitWebhookSignal> = {
  symbol: 'ACME',
  timeframe: '1d',
  direction: 'LONG',
  label: 'breakout',
  entry: '100',
  stop: '95',
  target: '115',
  barTimeMs: DAY_0_MS,
};
/** Engine A leaves at 115 on day 3; engine B, whose target is 116, only on day 4. */
const RISE = [
  ['100', '101', '99', '100'],
  ['100', '108', '99', '107'],
  ['107', '115.5', '106', '115'],
  ['115', '118', '114', '117'],
] as const;

describe('a signal of this system', () => {
  it('gets a variant, one frozen context and two shadows made of the identical input', async () => {
    await storeSignal(database, ownSignal());
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    const [experiment] = await experiments();
    expect(experiment).toMatchObject({ state: 'RUNNING', source: 'OWN', signal_id: 'sig_1', attempts: 1 });
    expect(['A', 'B']).toContain(experiment!['variant']);
    const [context] = await database.query<{ sha256: string; canonical: string }[]>('select * from market_contexts');
    expect(context!.sha256).toBe(createHash('sha256').update(context!.canonical).digest('hex'));
    expect(JSON.parse(context!.canonical)).toMatchObject({ signal: { id: 'sig_1' }, bars: { length: 30 } });
    const sides = await outcomes();
    expect(sides.map((each) => [each['engine'], each['kind'], each['state']])).toEqual([
      ['A', 'SHADOW', 'OPEN'],
      ['B', 'SHADOW', 'OPEN'],
    ]);
    for (const side of sides) expect(side['input_sha256']).toBe(context!.sha256);
  });

  it('is one experiment however often and by how many it is offered', async () => {
    const offers = [offerOfOwn(ownSignal())];
    const added = await Promise.all(Array.from({ length: 20 }, () => intake.add(offers)));
    expect(added.flat()).toHaveLength(1);
    expect(await intake.add(offers)).toEqual([]);
    expect(await experiments()).toHaveLength(1);
  });

  it('is no experiment while experiments are off', async () => {
    await policies.set({
      version: 'off',
      mode: 'SHADOW_ONLY',
      splitPercentage: 50,
      enabled: false,
      setBy: 'me',
      note: 'n',
    });
    expect(await intake.add([offerOfOwn(ownSignal())])).toEqual([]);
    await expect(desk().submit(ALERT)).rejects.toMatchObject({ code: 'experiments-off' });
  });

  it('keeps the policy it was received under', async () => {
    await intake.add([offerOfOwn(ownSignal())]);
    await policies.set({
      version: 'v2',
      mode: 'ENGINE_A_PRIMARY',
      splitPercentage: 0,
      enabled: true,
      setBy: 'me',
      note: 'n',
    });
    await intake.add([offerOfOwn(ownSignal(2))]);
    await run(planner());
    expect((await outcomes()).map((each) => `${String(each['engine'])} ${String(each['kind'])}`).toSorted()).toEqual([
      'A REAL',
      'A SHADOW',
      'B SHADOW',
      'B SHADOW',
    ]);
  });
});

describe('workers', () => {
  it('side by side take every experiment once', async () => {
    await intake.add(Array.from({ length: 60 }, (_, n) => offerOfOwn(ownSignal(n + 1))));
    await Promise.all([run(planner({ worker: 'one', batch: 3 })), run(planner({ worker: 'two', batch: 3 }))]);
    const rows = await experiments();
    expect(rows.filter((row) => row['state'] === 'RUNNING' && row['attempts'] === 1)).toHaveLength(60);
    expect(await outcomes()).toHaveLength(120);
  });

  it('that fall silent are relieved when their lease is over, and may not write any more', async () => {
    await intake.add([offerOfOwn(ownSignal())]);
    const store = new ExperimentStore(database);
    const [held] = await store.claim('silent', 10, 1);
    await until(async () => (await planner({ worker: 'next' }).pass()) === 1);
    const [before] = await experiments();
    expect(before).toMatchObject({ state: 'RUNNING', attempts: 2 });
    await store.postpone(held!, 'too late', null);
    const { plannedExperiment } = await import('../src/worker/planned-outcomes.js');
    const late = await plannedExperiment(held!, await marketView().atSignal(held!.signal));
    expect(await store.begin(late)).toBe(false);
    expect(await experiments()).toEqual([before]);
    expect(await outcomes()).toHaveLength(2);
  });

  it('leave a held lease alone', async () => {
    await intake.add([offerOfOwn(ownSignal())]);
    await new ExperimentStore(database).claim('busy', 10, 60_000);
    expect(await planner().pass()).toBe(0);
  });

  it('never overlap with themselves', async () => {
    await intake.add(Array.from({ length: 5 }, (_, n) => offerOfOwn(ownSignal(n + 1))));
    const loop = planner({ batch: 1 });
    expect(await Promise.all([loop.pass(), loop.pass(), loop.pass()])).toEqual([1, 1, 1]);
    expect((await experiments()).filter((row) => row['state'] === 'RUNNING')).toHaveLength(1);
  });

  it('wait for the bar of a signal, and give up where it can never come', async () => {
    const waiting = { ...ALERT, barTimeMs: DAY_0_MS + DAY_MS };
    await desk().submit(waiting);
    await planner().pass();
    expect(await experiments()).toMatchObject([{ state: 'PENDING', error: expect.stringContaining('not stored yet') }]);
    await storeBars(database, 1, RISE);
    await until(async () => (await planner().pass()) === 1);
    expect(await experiments()).toMatchObject([{ state: 'RUNNING', error: null }]);

    await desk().submit({ ...ALERT, barTimeMs: DAY_0_MS + DAY_MS / 2 });
    await planner().pass();
    const failed = (await experiments()).find((row) => row['state'] === 'FAILED');
    expect(failed).toMatchObject({ error: 'there is no bar ACME 1d 2023-03-15T12:00:00.000Z', attempts: 1 });
  });
});

describe('outcomes', () => {
  it('end by the rule of each engine, the same in one pass, bar by bar, and by several workers', async () => {
    const begin = async (): Promise<void> => {
      await database.query('truncate trade_outcomes, experiments, market_contexts cascade');
      await desk().submit(ALERT);
      await run(planner());
    };
    await begin();
    await storeBars(database, 1, RISE);
    await run(follower());
    const undisturbed = await outcomes();
    expect(undisturbed).toMatchObject([
      { engine: 'A', state: 'CLOSED', ending: 'target', entry: '100.02', exit: '115', sync_state: 'NONE' },
      { engine: 'B', state: 'CLOSED', ending: 'target', entry: '100.02', exit: '116', sync_state: 'NONE' },
    ]);
    expect(await experiments()).toMatchObject([{ state: 'COMPLETED' }]);

    await database.query('delete from bars where open_time > $1', [new Date(DAY_0_MS)]);
    await begin();
    for (const [index, bar] of RISE.entries()) {
      await storeBars(database, index + 1, [bar]);
      await Promise.all([run(follower()), run(follower())]);
    }
    expect(await outcomes()).toEqual(undisturbed);
  });

  it('are synchronised with the real trade as well, whatever their own rule did', async () => {
    await storeSignal(database, ownSignal());
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    await storeBars(database, 1, RISE);
    await run(follower());
    expect(await experiments()).toMatchObject([{ state: 'RUNNING' }]);
    await storePosition(database, ownSignal(), '110', 2);
    await run(follower());
    const [a, b] = await outcomes();
    const sync = { sync_state: 'RECORDED', sync_exit: '110', sync_closed_at: new Date(DAY_0_MS + 2 * DAY_MS) };
    expect(a).toMatchObject({ ...sync, exit: '115' });
    expect(b).toMatchObject({ ...sync, exit: '116' });
    // 10 gained over a stop 5.02 away, and over one 8.02 away, less fees and slippage.
    expect(Number(a!['sync_r'])).toBeCloseTo(1.98, 1);
    expect(Number(b!['sync_r'])).toBeCloseTo(1.24, 1);
    expect(await experiments()).toMatchObject([{ state: 'COMPLETED' }]);
  });

  it('of a shadow wait until it has seen the bar of the real exit', async () => {
    await storeSignal(database, ownSignal());
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    await storeBars(database, 1, RISE.slice(0, 1));
    await storePosition(database, ownSignal(), '104', 2);
    await run(follower());
    expect(await outcomes()).toMatchObject([{ sync_state: 'WAITING' }, { sync_state: 'WAITING' }]);
    await storeBars(database, 2, RISE.slice(1, 2));
    await run(follower());
    expect(await outcomes()).toMatchObject([
      { state: 'OPEN', sync_state: 'RECORDED', sync_exit: '104' },
      { state: 'OPEN', sync_state: 'RECORDED', sync_exit: '104' },
    ]);
  });

  it('of the real trade are those of the position, and none without one', async () => {
    await policies.set({
      version: 'a',
      mode: 'ENGINE_A_PRIMARY',
      splitPercentage: 50,
      enabled: true,
      setBy: 'me',
      note: 'n',
    });
    for (const n of [1, 2]) {
      await storeSignal(database, ownSignal(n), n === 2 ? 'EXPIRED' : 'CLOSED');
      await intake.add([offerOfOwn(ownSignal(n))]);
    }
    await run(planner());
    await storePosition(database, ownSignal(1), '110', 2);
    await storeBars(database, 1, RISE);
    await run(follower());
    const real = (await outcomes()).filter((each) => each['kind'] === 'REAL');
    expect(real).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ state: 'CLOSED', exit: '110', r: '2', sync_exit: '110', sync_r: '2' }),
        expect.objectContaining({ state: 'NOT_ENTERED', ending: 'expired', r: null, sync_state: 'NONE' }),
      ]),
    );
    expect((await experiments()).map((row) => row['state'])).toEqual(['COMPLETED', 'COMPLETED']);
  });
});

const set = (mode: 'ENGINE_B_PRIMARY' | 'SPLIT_CAPITAL') =>
  policies.set({ version: mode, mode, splitPercentage: 50, enabled: true, setBy: 'me', note: 'n' });
/** As execution writes down whose plan it entered by. */
const entered = (mode: string, engines: string, reason: string | null) =>
  database.query(`insert into entry_plans (signal_id, mode, engines, reason) values ('sig_1', $1, $2, $3)`, [
    mode,
    engines,
    reason,
  ]);
const followed = async () => {
  await storeBars(database, 1, RISE);
  await run(follower());
  return outcomes();
};

describe('real trades of engine B', () => {
  it('are the position of the signal, and A is its shadow, synchronised with it', async () => {
    await set('ENGINE_B_PRIMARY');
    await storeSignal(database, ownSignal(), 'CLOSED');
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    await entered('ENGINE_B_PRIMARY', 'B', null);
    await storePosition(database, ownSignal(), '110', 2);
    expect(await followed()).toMatchObject([
      { engine: 'A', kind: 'SHADOW', exit: '115', sync_exit: '110' },
      { engine: 'B', kind: 'REAL', state: 'CLOSED', exit: '110', r: '2', sync_exit: '110' },
    ]);
    expect(await experiments()).toMatchObject([{ state: 'COMPLETED' }]);
  });

  it('that were left to engine A are none, for the reason that execution gave', async () => {
    await set('ENGINE_B_PRIMARY');
    await storeSignal(database, ownSignal(), 'CLOSED');
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    await entered('ENGINE_B_PRIMARY', 'A', 'not-planned-in-time');
    await storePosition(database, ownSignal(), '110', 2);
    expect(await followed()).toMatchObject([
      { engine: 'A', kind: 'SHADOW', sync_exit: '110' },
      { engine: 'B', kind: 'REAL', state: 'NOT_ENTERED', ending: 'not-planned-in-time', r: null },
    ]);
  });

  it('beside those of engine A are each their own position, where capital is split', async () => {
    await set('SPLIT_CAPITAL');
    const part = { ...ownSignal(), id: 'sig_1b', patternId: `${ownSignal().patternId}:B` };
    for (const signal of [ownSignal(), part]) await storeSignal(database, signal, 'CLOSED');
    await intake.add([offerOfOwn(ownSignal())]);
    await run(planner());
    await entered('SPLIT_CAPITAL', 'A+B', null);
    await storePosition(database, ownSignal(), '110', 2);
    await storePosition(database, part, '105', 3);
    expect(await followed()).toMatchObject([
      { engine: 'A', kind: 'REAL', state: 'CLOSED', exit: '110' },
      { engine: 'B', kind: 'REAL', state: 'CLOSED', exit: '105' },
    ]);
    expect(await experiments()).toMatchObject([{ state: 'COMPLETED' }]);
  });
});

describe('the desk', () => {
  it('makes one experiment and one variant of an alert that comes many times at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => desk().submit(ALERT)));
    expect(new Set(answers.map(({ experimentId }) => experimentId)).size).toBe(1);
    expect(answers.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    await run(planner());
    const [first] = await experiments();
    expect(await desk().submit(ALERT)).toMatchObject({ experimentId: first!['id'], duplicate: true });
    await run(planner());
    expect(await experiments()).toEqual([first]);
  });

  const POLICY: RequestOf<typeof setExecutionPolicy> = {
    version: 'w47',
    mode: 'ENGINE_A_PRIMARY',
    splitPercentage: 33.33,
    enabled: true,
    by: 'local:me',
    note: 'try it',
  };

  it('sets a policy under a name of its own, with an entry in the audit log', async () => {
    expect(await desk().setPolicy(POLICY)).toMatchObject({
      version: 'w47',
      mode: 'ENGINE_A_PRIMARY',
      splitPercentage: 33.33,
    });
    expect(await database.query('select actor, action, before, after, note from audit_log')).toMatchObject([
      {
        actor: 'local:me',
        action: 'experiment.policy',
        before: { version: 'default' },
        after: { version: 'w47' },
        note: 'try it',
      },
    ]);
    await expect(desk().setPolicy(POLICY)).rejects.toMatchObject({ code: 'policy-version-exists' });
    expect(await policies.adopt('default', 10)).toBe(false);
  });

  it.each(['SHADOW_ONLY', 'ENGINE_A_PRIMARY', 'ENGINE_B_PRIMARY', 'SPLIT_CAPITAL'] as const)(
    'sets %s',
    async (mode) => {
      expect(await desk().setPolicy({ ...POLICY, mode })).toMatchObject({ mode });
    },
  );
});
