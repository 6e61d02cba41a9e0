import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { BrokerOrderRequest } from '@tape/trading';
import { BINANCE_KEYS, BinanceStandIn } from './stand-in/binance-stand-in.js';
import { CcxtBroker } from '../src/broker/ccxt.broker.js';

let exchange: BinanceStandIn;
let broker: CcxtBroker;

beforeEach(async () => {
  exchange = new BinanceStandIn();
  exchange.bases.push('BTC', 'ETH');
  await exchange.start();
  broker = at(exchange.url);
});

afterEach(async () => {
  await exchange.stop();
});

function at(baseUrl: string, keys: { apiKey: string; secret: string } = BINANCE_KEYS): CcxtBroker {
  return new CcxtBroker({
    exchange: 'binance',
    ...keys,
    sandbox: false,
    spaced: false,
    baseUrl,
    quote: 'USDT',
    timeoutMs: 300,
  });
}

function order(overrides: Partial<BrokerOrderRequest> = {}): BrokerOrderRequest {
  return {
    clientOrderId: 'ord_1',
    symbol: 'BTCUSDT',
    buySell: 'BUY',
    quantity: '2',
    type: 'MARKET',
    price: null,
    ...overrides,
  };
}

describe('binance, through ccxt', () => {
  it('takes a market order under our id, once, and reports its fill in exact text', async () => {
    exchange.price = 61_234.56;
    expect(await broker.place(order({ quantity: '0.12345' }))).toEqual({
      kind: 'done',
      value: {
        clientOrderId: 'ord_1',
        brokerOrderId: '1',
        state: 'FILLED',
        filledQuantity: '0.12345',
        averagePrice: '61234.56',
        fees: '0',
        reason: null,
      },
    });
    expect(exchange.orders).toMatchObject([{ clientOrderId: 'ord_1', side: 'buy', type: 'market', quantity: 0.12345 }]);
    expect(exchange.placed).toBe(1);
  });

  it('rounds quantity and stop down to the steps of the market', async () => {
    await broker.place(order({ quantity: '1.000019' }));
    await broker.place(
      order({ clientOrderId: 'ord_2', buySell: 'SELL', type: 'STOP', quantity: '0.999999', price: '95.019' }),
    );
    expect(exchange.orders).toMatchObject([
      { quantity: 1.00001 },
      { quantity: 0.99999, type: 'stop', stopPrice: '95.01' },
    ]);
  });

  it.each([
    ['less than a lot', { quantity: '0.000009' }, /less than the smallest lot/],
    ['a symbol without a market', { symbol: 'DOGEUSDT' }, /no spot market DOGEUSDT/],
    ['more than is held', { buySell: 'SELL' as const }, /insufficient balance/],
  ])('refuses %s', async (_what, overrides, reason) => {
    expect(await broker.place(order(overrides))).toMatchObject({
      kind: 'refused',
      reason: expect.stringMatching(reason),
    });
    expect(exchange.orders).toEqual([]);
  });

  it('books what a fee has left of the coin, and a fee in our currency as a fee', async () => {
    exchange.takesFees = true;
    expect(await broker.place(order({ quantity: '1' }))).toMatchObject({
      value: { state: 'FILLED', filledQuantity: '0.999', averagePrice: '100.1001001', fees: '0' },
    });
    expect(await broker.positions()).toEqual({ kind: 'done', value: [{ symbol: 'BTCUSDT', quantity: '0.999' }] });
    expect(await broker.place(order({ clientOrderId: 'ord_2', buySell: 'SELL', quantity: '0.999' }))).toMatchObject({
      value: { filledQuantity: '0.999', averagePrice: '100', fees: '0.0999' },
    });
  });

  it('finds an order by our id, and says so when there is none', async () => {
    exchange.fillsAtOnce = false;
    await broker.place(order());
    exchange.fill(exchange.orders[0]!, 0.5, 101);
    expect(await broker.order({ clientOrderId: 'ord_1', symbol: 'BTCUSDT' })).toMatchObject({
      kind: 'done',
      value: { state: 'PARTIALLY_FILLED', filledQuantity: '0.5', averagePrice: '101' },
    });
    expect(await broker.order({ clientOrderId: 'ord_9', symbol: 'BTCUSDT' })).toEqual({ kind: 'done', value: null });
  });

  it('cancels by our id, also an order whose symbol is not known, and takes a fill that was quicker', async () => {
    exchange.fillsAtOnce = false;
    await broker.place(order());
    expect(await broker.openOrders()).toMatchObject({ value: [{ clientOrderId: 'ord_1', state: 'SUBMITTED' }] });
    expect(await broker.cancel({ clientOrderId: 'ord_1', symbol: null })).toEqual({ kind: 'done', value: null });
    expect(exchange.orders[0]!.status).toBe('canceled');
    expect(await broker.cancel({ clientOrderId: 'ord_1', symbol: 'BTCUSDT' })).toEqual({ kind: 'done', value: null });
    expect(await broker.openOrders()).toEqual({ kind: 'done', value: [] });
    expect(await broker.cancel({ clientOrderId: 'ord_1', symbol: null })).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['429', { kind: 'status', status: 429, taken: false }, 'busy'],
    ['418, the ban after too many 429', { kind: 'status', status: 418, taken: false }, 'busy'],
    ['500', { kind: 'status', status: 500, taken: true }, 'unclear'],
    ['503', { kind: 'status', status: 503, taken: false }, 'unclear'],
    ['a broken connection', { kind: 'disconnect', taken: true }, 'unclear'],
    ['silence', { kind: 'silence', taken: true }, 'unclear'],
    ['a refusal', { kind: 'status', status: 400, taken: false }, 'refused'],
  ] as const)('hears %s as %s', async (_what, fault, kind) => {
    await broker.positions();
    exchange.faults.push(fault);
    expect(await broker.place(order())).toMatchObject({ kind });
    expect(exchange.placed).toBe(1);
  });

  it('is told when to come again', async () => {
    await broker.positions();
    exchange.busy = 1;
    expect(await broker.openOrders()).toMatchObject({ kind: 'busy', retryAfterMs: 7_000 });
  });

  it('hears an order that it works already as unclear, because that is the one an answer was lost about', async () => {
    exchange.fillsAtOnce = false;
    await broker.place(order());
    expect(await broker.place(order())).toMatchObject({ kind: 'unclear', reason: expect.stringMatching(/Duplicate/) });
    expect(exchange.orders).toHaveLength(1);
  });

  it('knows that nothing was sent where nobody listens, and finds its way when somebody does again', async () => {
    await exchange.stop();
    expect(await broker.place(order())).toMatchObject({ kind: 'unreachable' });
    await exchange.start();
    expect(await broker.place(order())).toMatchObject({ kind: 'done' });
    expect(exchange.placed).toBe(1);
  });

  it('takes wrong keys as a matter of settings and tells neither key nor signature', async () => {
    const wrong = at(exchange.url, { apiKey: BINANCE_KEYS.apiKey, secret: 'another-secret' });
    const answer = await wrong.place(order());
    expect(answer.kind).toBe('unreachable');
    expect(JSON.stringify(answer)).not.toMatch(/another-secret|test-key|signature=[0-9a-f]/);
  });
});
