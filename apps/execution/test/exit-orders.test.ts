import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventDefinition, type EventOrigin, type OutgoingEvent, outgoing } from '@tape/contracts';
import { openDataSource, Outbox, runMigrations } from '@tape/persistence';
import type { EmergencyExit } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import { clientOrderIdOf } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { ExitOrders } from '../src/exit-orders.js';
import { SeriesBookRepository } from '../src/series-book.repository.js';
import { SeriesKeeper } from '../src/series-keeper.js';

const DAY_MS = 86_400_000;
const BAR_MS = Date.parse('2024-03-01T00:00:00Z');

const publisher = {
  outgoing: ((definition: EventDefinition, payload: unknown, origin: Omit<EventOrigin, 'source'>): OutgoingEvent =>
    outgoing(definition, payload, { ...origin, source: 'execution' }, 16)) as never,
};

let servers: TestServers;
let database: DataSource;
let series: SeriesKeeper;
let orders: ExitOrders;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'execution-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

beforeEach(async () => {
  await database.query('truncate orders, fills, positions, signals, outbox cascade');
  series = new SeriesKeeper();
  orders = new ExitOrders({
    database,
    books: new SeriesBookRepository(),
    series,
    outbox: new Outbox('execution'),
    publisher,
  });
});

function exitOf(campaignId: string | null, overrides: Partial<EmergencyExit> = {}): EmergencyExit {
  return {
    id: `exit of ${campaignId}`,
    trigger: campaignId === null ? 'MAX_DRAWDOWN' : 'SPRING_LOW_BREAK',
    campaignId,
    symbol: 'AAPL',
    timeframe: '1d',
    barTimeMs: BAR_MS,
    measured: '1',
    limit: '2',
    message: 'broken',
    ...overrides,
  };
}

async function storePosition(symbol: string, campaignId: string, openedAtMs = BAR_MS - DAY_MS): Promise<void> {
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, opened_at, updated_at)
     values ($1, $1, $2, $3, '1d', 'LONG', 10, 10, 100, 90, '[]', '{"kind": "SPRING_LOW", "price": "95"}', 100, $4, $4)`,
    [`pos-${campaignId}`, campaignId, symbol, new Date(openedAtMs)],
  );
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                          expires_at, content)
     values ($1, $1, $2, '1d', 'SPRING', 'LONG', 'FILLED', 50, $3, $3, $3, '{}')`,
    [`pos-${campaignId}`, symbol, new Date(openedAtMs)],
  );
}

async function sent(): Promise<string[]> {
  const rows = await database.query<{ campaign: string; state: string }[]>(
    `select campaign_id as campaign, state from orders where purpose = 'EMERGENCY_EXIT' order by campaign_id`,
  );
  return rows.map(({ campaign, state }) => `${campaign} ${state}`);
}

async function waiting(): Promise<number> {
  return new Outbox('execution').size(database);
}

describe('the orders of an exit', () => {
  it('close the campaign and no other, once, however often the exit is heard', async () => {
    await storePosition('AAPL', 'a');
    await storePosition('AAPL', 'b');
    const kept = series.of({ symbol: 'AAPL', timeframe: '1d' });
    await orders.obey(exitOf('a'), 'c');
    expect([await sent(), await waiting(), kept.isBehind]).toEqual([['a SUBMITTED'], 2, true]);
    await orders.obey(exitOf('a'), 'c');
    await orders.obey(exitOf('a', { trigger: 'ICE_BREAK' }), 'c');
    expect([await sent(), await waiting()]).toEqual([['a SUBMITTED'], 2]);
  });

  it('are unknown to the bars before their exit, which a restart may work after them', async () => {
    await storePosition('AAPL', 'a');
    await orders.obey(exitOf('a', { barTimeMs: BAR_MS + 10 * DAY_MS }), 'c');
    const books = new SeriesBookRepository();
    const exitsKnownBy = async (knownByMs?: number): Promise<number> =>
      (await books.load(database, 'AAPL', '1d', knownByMs)).exits.length;
    expect(await exitsKnownBy(BAR_MS + 10 * DAY_MS)).toBe(0);
    expect(await exitsKnownBy(BAR_MS + 11 * DAY_MS)).toBe(1);
    expect(await exitsKnownBy()).toBe(1);
  });

  it('close everything when the account is meant, in every series', async () => {
    await storePosition('AAPL', 'a');
    await storePosition('MSFT', 'm');
    await storePosition('MSFT', 'n');
    await orders.obey(exitOf(null), 'c');
    expect(await sent()).toEqual(['a SUBMITTED', 'm SUBMITTED', 'n SUBMITTED']);
  });

  it('are none for a daily loss', async () => {
    await storePosition('AAPL', 'a');
    await orders.obey(exitOf(null, { trigger: 'DAILY_LOSS' }), 'c');
    expect([await sent(), await waiting()]).toEqual([[], 0]);
  });

  it('are none for what opened after the bar of the exit', async () => {
    await storePosition('AAPL', 'a', BAR_MS + DAY_MS);
    await orders.obey(exitOf('a'), 'c');
    expect([await sent(), await waiting()]).toEqual([[], 0]);
  });

  it('leave an order alone that the next bar has filled meanwhile', async () => {
    await storePosition('AAPL', 'a');
    await orders.obey(exitOf('a'), 'c');
    await database.query(`update orders set state = 'FILLED', filled_quantity = 10`);
    await database.query('truncate outbox');
    const [order] = await database.query<{ id: string }[]>('select client_order_id as id from orders');
    expect(order?.id).toBe(clientOrderIdOf('pos-a', 'EMERGENCY_EXIT', 1));
    await orders.obey(exitOf('a'), 'c');
    expect([await sent(), await waiting()]).toEqual([['a FILLED'], 0]);
  });
});
