import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { TradeSignal } from '@tape/contracts';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import { type Order, type OrderState, type Position, trailStop } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { SeriesBookRepository } from '../src/series-book.repository.js';

const AT = Date.parse('2024-03-01T00:00:00Z');
const books = new SeriesBookRepository();

let servers: TestServers;
let database: DataSource;

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
  await database.query('truncate orders cascade');
});

const signal = (id: string): TradeSignal => ({ id }) as TradeSignal;

function entry(signalId: string, state: OrderState): Order {
  return {
    clientOrderId: `order of ${signalId}`,
    signalId,
    campaignId: 'AAPL-2024-01-02',
    symbol: 'AAPL',
    timeframe: '1d',
    purpose: 'ENTRY',
    buySell: 'BUY',
    quantity: '10',
    state,
    filledQuantity: state === 'FILLED' ? '10' : '0',
    averagePrice: state === 'FILLED' ? '100' : null,
    fees: '0',
    reason: null,
    atMs: AT,
  };
}

const save = (order: Order): Promise<void> =>
  books.save(database, [{ kind: 'order', step: 'created', order } as never], [], []);

describe('the book of a series', () => {
  it('tells which of the signals that were handed out again have their order already', async () => {
    await save(entry('filled', 'FILLED'));
    await save(entry('open', 'SUBMITTED'));
    const claimed = ['new', 'filled', 'open', 'newer'].map(signal);
    expect(await books.untraded(database, claimed)).toEqual([signal('new'), signal('newer')]);
  });

  it.each(['FILLED', 'CANCELLED', 'REJECTED'] as const)('never moves an order that is %s', async (ended) => {
    await save(entry('one', ended));
    await expect(save(entry('one', 'SUBMITTED'))).rejects.toThrow(`order of one has ended`);
    expect(await database.query('select state from orders')).toEqual([{ state: ended }]);
  });

  it('takes the same end of an order twice', async () => {
    await save(entry('one', 'CANCELLED'));
    await save(entry('one', 'CANCELLED'));
    expect(await database.query('select state from orders')).toEqual([{ state: 'CANCELLED' }]);
  });

  it('moves an order that is on its way', async () => {
    await save(entry('one', 'SUBMITTED'));
    await save(entry('one', 'FILLED'));
    expect(await database.query('select state from orders')).toEqual([{ state: 'FILLED' }]);
  });

  it('trails on from the row of a position', async () => {
    const position: Position = {
      id: 'pos_trail',
      signalId: 'trail',
      campaignId: 'AAPL-2024-01-02',
      symbol: 'AAPL',
      timeframe: '1d',
      direction: 'LONG',
      quantity: '20',
      initialQuantity: '100',
      entryPrice: '100',
      stop: '107.5',
      targets: [{ leg: 3, price: '115', quantity: '20', stopAfter: '111.25' }],
      guard: { kind: 'SPRING_LOW', price: '96' },
      trail: { by: 'DISTANCE', distance: '3', afterTargets: 2, beyondObjective: false, extreme: '112' },
      initialRisk: '500',
      exitPrice: '108',
      exitReason: 'TARGET',
      realisedPnl: '700',
      fees: '3',
      rMultiple: null,
      openedAtMs: AT,
      closedAtMs: null,
    };
    await books.save(database, [], [], [position]);
    const [stored] = (await books.load(database, 'AAPL', '1d')).positions;
    expect(stored).toEqual(position);
    expect(trailStop(stored!, { high: '112', low: '110' })).toBe(stored);
    const moved = trailStop(stored!, { high: '114', low: '112' });
    await books.save(database, [], [], [moved]);
    expect((await books.load(database, 'AAPL', '1d')).positions).toEqual([moved]);
    expect(moved).toMatchObject({ stop: '111', trail: { extreme: '114' } });
    await database.query(`delete from positions where id = 'pos_trail'`);
  });
});
