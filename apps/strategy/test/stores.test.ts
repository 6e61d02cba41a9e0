import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataSource, Outbox, runMigrations, SeriesProgress } from '@tape/persistence';
import { createStrategy, HEALTHY, meanReversion } from '@tape/strategies';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { AccountTier } from '../src/account/account-tier.js';
import { SeriesStore } from '../src/series/series-store.repository.js';
import { Switches } from '../src/switch/switches.repository.js';

const DAY_MS = 86_400_000;
const T0 = Date.UTC(2024, 0, 1);
const AAPL = { symbol: 'AAPL', timeframe: '1d' };

let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'test' });
  await runMigrations(database);
}, 60_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

function worth(equity: string): Promise<unknown> {
  return database.query(
    `insert into portfolios (id, initial_equity, peak_equity, equity) values ('main', 2000, 2000, $1::numeric)
     on conflict (id) do update set equity = excluded.equity`,
    [equity],
  );
}

function store(): SeriesStore {
  return new SeriesStore(database, new Outbox('strategy'), new SeriesProgress());
}

async function progress(): Promise<number | null> {
  const [row] = await new SeriesProgress().read(database, 'strategy', [AAPL]);
  return row?.throughMs ?? null;
}

describe('the tier of the account', () => {
  beforeEach(() => database.query('delete from strategy_account'));

  it('is won at once, kept through the grace and lost after it, also when the service was restarted in between', async () => {
    await worth('2000');
    expect(await new AccountTier(database).at(T0)).toEqual({ tier: 'HUNTER', outSinceMs: null });
    await worth('1800');
    expect(await new AccountTier(database).at(T0 + DAY_MS)).toEqual({ tier: 'HUNTER', outSinceMs: T0 + DAY_MS });
    expect(await new AccountTier(database).at(T0 + 7 * DAY_MS)).toMatchObject({ tier: 'HUNTER' });
    expect(await new AccountTier(database).at(T0 + 8 * DAY_MS)).toEqual({ tier: 'SNIPER', outSinceMs: null });
    await worth('10000');
    expect(await new AccountTier(database).at(T0 + 8 * DAY_MS)).toEqual({ tier: 'STRATEGIST', outSinceMs: null });
  });

  it('is looked at with the newest time of all series', async () => {
    const tier = new AccountTier(database);
    await worth('2000');
    await tier.at(T0 + 10 * DAY_MS);
    await worth('1000');
    await tier.at(T0 + 11 * DAY_MS);
    expect(await tier.at(T0)).toEqual({ tier: 'HUNTER', outSinceMs: T0 + 11 * DAY_MS });
  });
});

describe('a series', () => {
  const strategy = createStrategy(meanReversion());
  const step = (fromMs: number | null, throughMs: number, isDecided = true) => ({
    fromMs,
    throughMs,
    newsMs: null,
    instances: [{ strategy, health: HEALTHY, throughMs, snapshot: strategy.open(['AAPL'], '1d').snapshot() }],
    trades: [],
    events: [],
    isDecided,
  });
  beforeEach(async () => {
    await database.query('delete from bars');
    await database.query('delete from strategy_series');
    await database.query('delete from strategy_instances');
    await database.query(`delete from series_progress where stage = 'strategy'`);
    await store().cover(AAPL, true);
  });

  it('goes on from where it stands, and refuses who stands elsewhere, with everything that was to be written', async () => {
    expect(await store().write(AAPL, step(null, T0))).toBe(true);
    expect(await store().write(AAPL, step(null, T0 + DAY_MS))).toBe(false);
    expect(await store().read(AAPL)).toMatchObject({ throughMs: T0, instances: [{ throughMs: T0, trades: [] }] });
    expect(await store().write(AAPL, step(T0, T0 + DAY_MS))).toBe(true);
  });

  it('lets execution on only when all of the step is decided', async () => {
    await store().write(AAPL, step(null, T0, false));
    expect(await progress()).toBeNull();
    await store().write(AAPL, step(T0, T0 + DAY_MS));
    expect(await progress()).toBe(T0 + DAY_MS);
  });

  it('that is covered anew begins behind its newest bar; one that stays covered stays where it was', async () => {
    await store().write(AAPL, step(null, T0));
    await database.query('select ensure_bar_partitions($1, $1)', [new Date(T0)]);
    await database.query(
      `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
       values ('AAPL', '1d', $1, 1, 1, 1, 1, 1, 'REPLAY')`,
      [new Date(T0 + 9 * DAY_MS)],
    );
    await store().cover(AAPL, true);
    expect((await store().read(AAPL)).throughMs).toBe(T0);
    await store().cover(AAPL, false);
    await store().cover(AAPL, true);
    expect((await store().read(AAPL)).throughMs).toBe(T0 + 9 * DAY_MS);
  });
});

describe('a switch', () => {
  it('is set by settings once, by people ever after, and logged only when it moves', async () => {
    const switches = new Switches(database);
    await switches.suggest(['a', 'b']);
    await switches.set('a', false, 'ann', 'too wild');
    await switches.set('a', false, 'ann', 'again');
    await switches.suggest(['a', 'b']);
    expect([...(await switches.enabled())]).toEqual(['b']);
    expect(await database.query('select actor, subject, before, after, note from audit_log')).toEqual([
      { actor: 'ann', subject: 'a', before: { enabled: true }, after: { enabled: false }, note: 'too wild' },
    ]);
  });
});
