import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openDataSource, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { Broker } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { AlpacaStandIn, STAND_IN_KEYS } from './stand-in/alpaca-stand-in.js';
import { BINANCE_KEYS, BinanceStandIn } from './stand-in/binance-stand-in.js';
import type { BrokerStandIn, PlaceFault } from './stand-in/broker-stand-in.js';
import { AlpacaBroker } from '../src/broker/alpaca.broker.js';
import { CcxtBroker } from '../src/broker/ccxt.broker.js';
import { flattenAll } from '../src/live/shutdown-flatten.js';
import { type Clock, deskOver, QUIET, storeSignal } from './desk.js';

/** Longer than an order may be on its way before it counts as never arrived. */
const SETTLED_MS = 6_000;
/** Long enough for a busy machine; only what is met with silence waits for it. */
const TIMEOUT_MS = 500;
const COINS = Array.from({ length: 40 }, (_, n) => `T${String(n).padStart(2, '0')}`);

interface Venue {
  readonly name: string;
  readonly standIn: () => BrokerStandIn;
  readonly broker: (url: string) => Broker;
  readonly symbol: (n: number) => string;
}

const VENUES: readonly Venue[] = [
  {
    name: 'alpaca',
    standIn: () => new AlpacaStandIn(),
    broker: (baseUrl) =>
      new AlpacaBroker({
        baseUrl,
        keyId: STAND_IN_KEYS.ALPACA_KEY_ID,
        secretKey: STAND_IN_KEYS.ALPACA_SECRET_KEY,
        timeoutMs: TIMEOUT_MS,
      }),
    symbol: (n) => COINS[n]!,
  },
  {
    name: 'binance, through ccxt',
    standIn: () => {
      const exchange = new BinanceStandIn();
      exchange.bases.push(...COINS);
      return exchange;
    },
    broker: (baseUrl) =>
      new CcxtBroker({
        exchange: 'binance',
        ...BINANCE_KEYS,
        sandbox: false,
        spaced: false,
        baseUrl,
        quote: 'USDT',
        timeoutMs: TIMEOUT_MS,
      }),
    symbol: (n) => `${COINS[n]!}USDT`,
  },
];

let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'execution-test' });
  await runMigrations(database);
  await database.query(
    `insert into portfolios (id, initial_equity, peak_equity, equity) values ('main', 100000, 100000, 100000)`,
  );
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

/** A broker as a process has it that may be killed: after that nobody hears an answer, and no question goes out. */
function mortalOf(broker: Broker): { readonly broker: Broker; readonly kill: () => void } {
  let isDead = false;
  const never = new Promise<never>(() => undefined);
  const heard = async <Value>(ask: () => Promise<Value>): Promise<Value> => {
    const answer = isDead ? never : await ask();
    return isDead ? never : answer;
  };
  return {
    broker: {
      name: broker.name,
      sellsShort: broker.sellsShort,
      place: (request) => heard(() => broker.place(request)),
      cancel: (order) => heard(() => broker.cancel(order)),
      order: (order) => heard(() => broker.order(order)),
      openOrders: () => heard(() => broker.openOrders()),
      positions: () => heard(() => broker.positions()),
    },
    kill: () => {
      isDead = true;
    },
  };
}

describe.each(VENUES)('orders at $name', (venue) => {
  const clock: Clock = { nowMs: Date.parse('2024-03-01T12:00:00Z') };
  let exchange: BrokerStandIn;
  let broker: Broker;
  let symbol: string;
  let used = 0;

  beforeAll(async () => {
    exchange = venue.standIn();
    await exchange.start();
    broker = venue.broker(exchange.url);
    await broker.positions();
  });
  afterAll(async () => {
    await exchange.stop();
  });
  beforeEach(() => {
    symbol = venue.symbol(used);
    used += 1;
    clock.nowMs += 3_600_000;
  });
  afterEach(() => {
    exchange.fillsAtOnce = true;
    exchange.faults.length = 0;
    exchange.onTaken = () => undefined;
    exchange.onCancel = () => undefined;
  });

  /** The process as it is after a start: nothing but tables, broker and clock is carried over. */
  const start = () => deskOver(database, broker, clock);

  /** Rounds of a fresh process until nothing more is to be done now, with time for what has to settle. */
  async function settle(rounds = 3): Promise<void> {
    const { desk } = start();
    for (let round = 0; round < rounds; round += 1) {
      clock.nowMs += SETTLED_MS;
      await desk.round();
    }
  }

  /** The process dies while the broker, having taken the order, is about to answer: nothing that it does is seen any more. */
  async function dieWhen(
    isIt: () => boolean,
    work: (process: ReturnType<typeof deskOver>) => Promise<unknown>,
  ): Promise<void> {
    const { promise: dead, resolve: died } = Promise.withResolvers<void>();
    const mortal = mortalOf(broker);
    exchange.onTaken = () => {
      if (!isIt()) return;
      exchange.onTaken = () => undefined;
      mortal.kill();
      died();
    };
    // Whoever is dead never comes back from his question.
    void work(deskOver(database, mortal.broker, clock));
    await dead;
  }

  const ordersOf = (): Promise<{ purpose: string; state: string; filled: string; reason: string | null }[]> =>
    database.query(
      `select purpose, state, trim_scale(filled_quantity)::text as filled, reason from orders where symbol = $1
       order by created_at, purpose`,
      [symbol],
    );

  async function heldHere(): Promise<number> {
    const [row] = await database.query<{ quantity: string }[]>(
      'select quantity::text from positions where symbol = $1 and closed_at is null',
      [symbol],
    );
    return Number(row?.quantity ?? 0);
  }

  /** Books and broker hold the same, no name exists twice, and what is held stands behind one stop for all of it. */
  async function expectAgreement(held: number): Promise<void> {
    const theirs = exchange.orders.filter((order) => order.symbol === symbol);
    expect({ ours: await heldHere(), theirs: exchange.position(symbol) }).toEqual({ ours: held, theirs: held });
    expect(new Set(theirs.map((order) => order.clientOrderId)).size).toBe(theirs.length);
    expect(theirs.filter((order) => order.side === 'buy').length).toBeLessThanOrEqual(1);
    const stops = theirs.filter((order) => order.type === 'stop' && order.status === 'new');
    expect(stops.map((order) => order.quantity)).toEqual(held === 0 ? [] : [held]);
  }

  describe('of a process that is killed', () => {
    it('before it sends are sent once by the next', async () => {
      const signal = await storeSignal(database, symbol, clock);
      await exchange.stop();
      // Connections that were open are found to be dead.
      for (let asked = 0; asked < 2; asked += 1) await broker.positions();
      await start().trading.enter(signal);
      const before = await ordersOf();
      await exchange.start();
      expect(before).toMatchObject([{ state: 'NEW' }]);
      await settle();
      await expectAgreement(100);
    });

    it('after it sent, before the answer, are found again and not sent twice', async () => {
      const signal = await storeSignal(database, symbol, clock);
      await dieWhen(
        () => true,
        ({ trading }) => trading.enter(signal),
      );
      expect(await ordersOf()).toMatchObject([{ state: 'NEW', filled: '0' }]);
      await settle();
      await expectAgreement(100);
    });

    it('after the answer are filled afterwards', async () => {
      exchange.fillsAtOnce = false;
      const signal = await storeSignal(database, symbol, clock);
      await start().trading.enter(signal);
      expect(await ordersOf()).toMatchObject([{ state: 'SUBMITTED' }]);
      exchange.fill(exchange.orders.at(-1)!);
      await settle();
      await expectAgreement(100);
    });

    it('between two parts of a fill are booked in both', async () => {
      exchange.fillsAtOnce = false;
      const signal = await storeSignal(database, symbol, clock);
      const first = start();
      await first.trading.enter(signal);
      const entry = exchange.orders.at(-1)!;
      exchange.fill(entry, 40, 100);
      await first.desk.round();
      expect(await heldHere()).toBe(40);
      exchange.fill(entry, 100, 101);
      await settle();
      await expectAgreement(100);
      const fills = await database.query(
        `select trim_scale(f.quantity)::text as quantity, trim_scale(f.price)::text as price
         from fills f join orders o using (client_order_id) where o.symbol = $1 order by f.at`,
        [symbol],
      );
      expect(fills).toEqual([
        { quantity: '40', price: '100' },
        { quantity: '60', price: '101' },
      ]);
    });

    it('while the stop is sent end with one stop', async () => {
      const signal = await storeSignal(database, symbol, clock);
      await dieWhen(
        () => exchange.orders.at(-1)!.type === 'stop',
        ({ trading }) => trading.enter(signal),
      );
      expect(await ordersOf()).toMatchObject([{ state: 'FILLED' }, { purpose: 'STOP', state: 'NEW' }]);
      await settle();
      await expectAgreement(100);
    });

    it('while the exit is sent leave once', async () => {
      const signal = await storeSignal(database, symbol, clock);
      await start().trading.enter(signal);
      await dieWhen(
        () => exchange.orders.at(-1)!.type === 'market',
        ({ trading }) => trading.obey({ trigger: 'ICE_BREAK', campaignId: signal.campaignId }),
      );
      expect(await heldHere()).toBe(100);
      await settle();
      await expectAgreement(0);
    });
  });

  describe('over a network in trouble', () => {
    it.each<[string, PlaceFault]>([
      ['429', { kind: 'status', status: 429, taken: false }],
      ['500, not taken', { kind: 'status', status: 500, taken: false }],
      ['500, taken', { kind: 'status', status: 500, taken: true }],
      ['a connection that breaks before', { kind: 'disconnect', taken: false }],
      ['a connection that breaks after', { kind: 'disconnect', taken: true }],
      ['silence, not taken', { kind: 'silence', taken: false }],
      ['silence, taken', { kind: 'silence', taken: true }],
    ])('are placed once: %s', async (_what, fault) => {
      const signal = await storeSignal(database, symbol, clock);
      exchange.faults.push(fault);
      await start().trading.enter(signal);
      await settle();
      await expectAgreement(100);
    });

    it('are believed when a fill was quicker than the cancellation, and what it bought is sold', async () => {
      exchange.fillsAtOnce = false;
      const signal = await storeSignal(database, symbol, clock);
      const { trading } = start();
      await trading.enter(signal);
      exchange.onCancel = (order) => {
        if (order.side !== 'buy') return;
        exchange.fill(order);
        exchange.fillsAtOnce = true;
      };
      await trading.obey({ trigger: 'ICE_BREAK', campaignId: signal.campaignId });
      await settle();
      await expectAgreement(0);
    });

    it('end with the reason where the broker refuses', async () => {
      const signal = await storeSignal(database, symbol, clock);
      exchange.faults.push({ kind: 'status', status: 403, taken: false });
      await start().trading.enter(signal);
      expect(await ordersOf()).toMatchObject([{ state: 'REJECTED', reason: expect.stringMatching(/out of order/) }]);
      await expectAgreement(0);
    });
  });

  it('are all left when the service ends and is told to flatten', async () => {
    const signal = await storeSignal(database, symbol, clock);
    const parts = start();
    await parts.trading.enter(signal);
    await expectAgreement(100);
    const sleep = (ms: number): Promise<void> => {
      clock.nowMs += ms;
      return Promise.resolve();
    };
    expect(await flattenAll({ ...parts, database, logger: QUIET, sleep, nowMs: () => clock.nowMs }, 15_000)).toBe(true);
    await expectAgreement(0);
  });

  it('move the stop with a trail, and only so far as the bar allows', async () => {
    const trailing = { by: 'DISTANCE', distance: '3', afterTargets: 1, beyondObjective: false } as const;
    const signal = await storeSignal(database, symbol, clock, { trailing });
    const parts = start();
    await parts.trading.enter(signal);
    clock.nowMs += 3_600_000;
    const bar = { openTimeMs: clock.nowMs, open: '106', high: '108', low: '105', close: '107', volume: '1' };
    await parts.trading.takeProfit(symbol, '1h', bar);
    await parts.trading.trail(symbol, '1h', bar);
    const stops = exchange.orders.filter((order) => order.symbol === symbol && order.status === 'new');
    expect(stops).toMatchObject([{ quantity: 50, stopPrice: '105' }]);
  });
});

it('asks about an order as soon as the stream tells of it, and only about its own', async () => {
  const exchange = new AlpacaStandIn();
  await exchange.start();
  exchange.fillsAtOnce = false;
  const broker = VENUES[0]!.broker(exchange.url);
  const clock = { nowMs: Date.parse('2024-07-01T12:00:00Z') };
  const { desk, trading } = deskOver(database, broker, clock);
  const listening = Promise.withResolvers<void>();
  const protectedBy = Promise.withResolvers<void>();
  exchange.onTaken = (order) => {
    if (order.type === 'stop') protectedBy.resolve();
  };
  const asked: Promise<void>[] = [];
  const end = broker.watch!({
    heard: (clientOrderId) => {
      asked.push(desk.hear(clientOrderId));
    },
    said: (state) => {
      if (state === 'LISTENING') listening.resolve();
    },
  });
  await listening.promise;
  await trading.enter(await storeSignal(database, 'STREAM', clock));
  const entry = exchange.orders.at(-1)!;
  exchange.trade('OTHER', 5);
  exchange.fill(entry);
  await protectedBy.promise;
  await Promise.all(asked);
  expect(asked).toHaveLength(2);
  const rows = await database.query(`select quantity::int as quantity from positions where symbol = 'STREAM'`);
  expect(rows).toEqual([{ quantity: 100 }]);
  exchange.fillsAtOnce = true;
  await trading.obey({ trigger: 'MAX_DRAWDOWN', campaignId: 'STREAM-2024-01-02' });
  end();
  // The close was told of too: the database stays until the last question is answered.
  await Promise.all(asked);
  await exchange.stop();
});

const restrict = (level: string, name: string, state: string): Promise<unknown> =>
  level === 'ACCOUNT'
    ? database.query('update portfolios set trading_state = $1', [state])
    : database.query(
        `insert into trading_restrictions (level, name, state, reason, changed_by, changed_at)
         values ($1, $2, $3, 'test', 'test', now())`,
        [level, name, state],
      );

describe('an entry at a broker', () => {
  const clock = { nowMs: Date.parse('2024-08-01T12:00:00Z') };
  let exchange: AlpacaStandIn;

  beforeAll(async () => {
    exchange = new AlpacaStandIn();
    await exchange.start();
  });
  afterEach(async () => {
    await database.query('delete from trading_restrictions');
    await database.query(`update portfolios set trading_state = 'ACTIVE'`);
  });
  afterAll(async () => {
    await exchange.stop();
  });

  it.each(
    ['ACTIVE', 'REDUCING', 'HALTED'].flatMap((state) => [
      ['ACCOUNT', '', state, state === 'ACTIVE'] as const,
      ['ENGINE', 'wyckoff', state, true] as const,
      ['ENGINE', 'momentum', state, state === 'ACTIVE'] as const,
      ['SYMBOL', 'this', state, state === 'ACTIVE'] as const,
      ['SYMBOL', 'OTHER', state, true] as const,
    ]),
  )('of a strategy while %s %s is %s: sent %s; it is left whatever the state', async (level, name, state, isSent) => {
    const symbol = `S${level}${name}${state}`.toUpperCase();
    const { trading } = deskOver(database, VENUES[0]!.broker(exchange.url), clock);
    const strategy = { id: 'momentum', version: 1, riskPercent: null };
    const signal = await storeSignal(database, symbol, clock, { strategy });
    await restrict(level, name === 'this' ? symbol : name, state);
    await trading.enter(signal);
    const orders = await database.query(`select state, reason from orders where symbol = $1 and purpose = 'ENTRY'`, [
      symbol,
    ]);
    expect(orders).toMatchObject([isSent ? { state: 'FILLED' } : { state: 'CANCELLED', reason: 'trading-not-active' }]);
    await trading.obey({ trigger: 'ICE_BREAK', campaignId: signal.campaignId });
    expect(exchange.position(symbol)).toBe(0);
    expect(exchange.orders.filter((order) => order.symbol === symbol)).toHaveLength(isSent ? 3 : 0);
  });
});

it('never sells short where what is sold must be held', async () => {
  const exchange = new BinanceStandIn();
  exchange.bases.push('SHORT');
  await exchange.start();
  const clock = { nowMs: Date.parse('2024-06-01T12:00:00Z') };
  const signal = await storeSignal(database, 'SHORTUSDT', clock, { direction: 'SHORT', stop: '105' });
  const venue = VENUES[1]!;
  await deskOver(database, venue.broker(exchange.url), clock).trading.enter(signal);
  const rows = await database.query(`select state, reason from orders where symbol = 'SHORTUSDT'`);
  expect(rows).toEqual([{ state: 'CANCELLED', reason: 'short-not-possible' }]);
  expect(exchange.placed).toBe(0);
  await exchange.stop();
});
