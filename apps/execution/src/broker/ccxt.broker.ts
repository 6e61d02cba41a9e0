import type {
  Broker,
  BrokerAnswer,
  BrokerOrderReport,
  BrokerOrderRequest,
  BrokerPosition,
  OrderName,
} from '@tape/trading';
import { Amount, amount, decimalText, floorToStep } from '@tape/risk-rules';
import { ExchangeWire, isKind } from './exchange-wire.js';
import {
  openExchange,
  type ExchangeSettings,
  type SpotExchange,
  type SpotMarket,
  type SpotOrder,
} from './spot-exchange.js';
import { spotReport } from './spot-report.js';

export interface CcxtSettings extends ExchangeSettings {
  /** The one currency in which is bought and sold: the account's, or a coin that stands for it. */
  readonly quote: string;
  readonly timeoutMs: number;
}

const DUPLICATE = /duplicate order/i;

interface Venue {
  readonly exchange: SpotExchange;
  /** By our symbol: `BTCUSDT`. */
  readonly markets: ReadonlyMap<string, SpotMarket>;
}

/**
 * Coins at an exchange, through ccxt. Spot: what is sold must be held. Every question is one, or a fixed number of requests, and
 * none is repeated here.
 */
export class CcxtBroker implements Broker {
  readonly name: string;
  readonly sellsShort = false;
  readonly #settings: CcxtSettings;
  readonly #wire: ExchangeWire;
  #venue: Promise<BrokerAnswer<Venue>> | undefined;

  constructor(settings: CcxtSettings) {
    this.name = settings.exchange;
    this.#settings = settings;
    this.#wire = new ExchangeWire(settings.timeoutMs);
  }

  async place(request: BrokerOrderRequest): Promise<BrokerAnswer<BrokerOrderReport>> {
    const venue = await this.#open();
    if (venue.kind !== 'done') return venue;
    const { exchange, markets } = venue.value;
    const market = markets.get(request.symbol);
    if (market === undefined) return this.#unknownMarket(request.symbol);
    const { precision, symbol } = market;
    const quantity = floorToStep(amount(request.quantity), new Amount(precision.amount));
    if (quantity.isZero()) {
      return {
        kind: 'refused',
        reason: `${request.quantity} ${market.base} is less than the smallest lot of ${symbol}`,
      };
    }
    const price =
      request.price === null ? undefined : decimalText(floorToStep(amount(request.price), new Amount(precision.price)));
    const placed = await this.#wire.ask(true, () =>
      exchange.createOrder(
        symbol,
        request.type === 'LIMIT' ? 'limit' : 'market',
        request.buySell === 'BUY' ? 'buy' : 'sell',
        decimalText(quantity),
        request.type === 'LIMIT' ? price : undefined,
        {
          clientOrderId: request.clientOrderId,
          ...(request.type === 'STOP' && price !== undefined ? { stopLossPrice: price } : {}),
        },
      ),
    );
    if (placed.kind === 'done') {
      const report = await this.#report(exchange, market, placed.value);
      // It was taken; what became of it is asked for.
      return report.kind === 'done' ? report : { kind: 'unclear', reason: reasonOf(report) };
    }
    // It works an order of this name already: the one that a lost answer was about.
    const isRepeat = placed.kind === 'refused' && DUPLICATE.test(placed.reason);
    return isRepeat ? { kind: 'unclear', reason: placed.reason } : placed;
  }

  async cancel(order: OrderName): Promise<BrokerAnswer<null>> {
    const venue = await this.#open();
    if (venue.kind !== 'done') return venue;
    const { exchange } = venue.value;
    const symbol = order.symbol === null ? await this.#whereWorked(exchange, order.clientOrderId) : null;
    if (symbol !== null && symbol.kind !== 'done') return symbol;
    const market = order.symbol === null ? null : venue.value.markets.get(order.symbol);
    const at = symbol?.value ?? market?.symbol;
    if (at === undefined) {
      return order.symbol === null
        ? { kind: 'refused', reason: `${this.name} works no order ${order.clientOrderId}` }
        : this.#unknownMarket(order.symbol);
    }
    const { clientOrderId } = order;
    return this.#wire.ask(true, async () => {
      try {
        await exchange.cancelOrder(undefined, at, { clientOrderId });
      } catch (error) {
        // It can no longer be cancelled, because it is filled or gone; the next report says which.
        if (!isKind(error, ['OrderNotFound'])) throw error;
      }
      return null;
    });
  }

  async order({ clientOrderId, symbol }: OrderName): Promise<BrokerAnswer<BrokerOrderReport | null>> {
    const venue = await this.#open();
    if (venue.kind !== 'done') return venue;
    const { exchange, markets } = venue.value;
    const market = symbol === null ? undefined : markets.get(symbol);
    if (market === undefined) return this.#unknownMarket(symbol ?? clientOrderId);
    const found = await this.#wire.ask<SpotOrder | null>(false, async () => {
      try {
        return await exchange.fetchOrder(undefined, market.symbol, { clientOrderId });
      } catch (error) {
        if (isKind(error, ['OrderNotFound'])) return null;
        throw error;
      }
    });
    if (found.kind !== 'done') return found;
    return found.value === null ? { kind: 'done', value: null } : this.#report(exchange, market, found.value);
  }

  async openOrders(): Promise<BrokerAnswer<readonly BrokerOrderReport[]>> {
    const venue = await this.#open();
    if (venue.kind !== 'done') return venue;
    const { exchange, markets } = venue.value;
    const listed = await this.#wire.ask(false, () => exchange.fetchOpenOrders());
    if (listed.kind !== 'done') return listed;
    const marketOf = new Map([...markets.values()].map((market) => [market.symbol, market]));
    const reports: BrokerOrderReport[] = [];
    for (const order of listed.value) {
      const market = marketOf.get(order.symbol);
      // In another currency: none of ours can be among them.
      if (market === undefined) continue;
      const report = await this.#report(exchange, market, order);
      if (report.kind !== 'done') return report;
      reports.push(report.value);
    }
    return { kind: 'done', value: reports };
  }

  /** Coins that have a market in our currency, in whole lots: less than a lot cannot be sold and is nobody's position. */
  async positions(): Promise<BrokerAnswer<readonly BrokerPosition[]>> {
    const venue = await this.#open();
    if (venue.kind !== 'done') return venue;
    const balance = await this.#wire.ask(false, () => venue.value.exchange.fetchBalance());
    if (balance.kind !== 'done') return balance;
    const held: BrokerPosition[] = [];
    for (const [symbol, { base, precision }] of venue.value.markets) {
      const total = balance.value.total[base];
      if (total === undefined) continue;
      const quantity = floorToStep(new Amount(total), new Amount(precision.amount));
      if (!quantity.isZero()) held.push({ symbol, quantity: decimalText(quantity) });
    }
    return { kind: 'done', value: held };
  }

  /** Loads exchange and markets once; a failure is forgotten, so that the next question tries again. */
  async #open(): Promise<BrokerAnswer<Venue>> {
    this.#venue ??= this.#load();
    const venue = await this.#venue;
    if (venue.kind !== 'done') this.#venue = undefined;
    return venue;
  }

  async #load(): Promise<BrokerAnswer<Venue>> {
    const exchange = await openExchange(this.#settings);
    exchange.fetchImplementation = this.#wire.fetch;
    const loaded = await this.#wire.ask(false, () => exchange.loadMarkets());
    if (loaded.kind !== 'done') return { kind: 'unreachable', reason: `no markets: ${loaded.reason}` };
    const ours = Object.values(loaded.value).filter(({ spot, quote }) => spot && quote === this.#settings.quote);
    const markets = new Map(ours.map((market) => [`${market.base}${market.quote}`, market]));
    return { kind: 'done', value: { exchange, markets } };
  }

  async #whereWorked(exchange: SpotExchange, clientOrderId: string): Promise<BrokerAnswer<string | undefined>> {
    const listed = await this.#wire.ask(false, () => exchange.fetchOpenOrders());
    if (listed.kind !== 'done') return listed;
    return { kind: 'done', value: listed.value.find((order) => order.clientOrderId === clientOrderId)?.symbol };
  }

  /** The fees of a fill are in its trades only, and decide how much of a coin is left in the account. */
  async #report(
    exchange: SpotExchange,
    market: SpotMarket,
    order: SpotOrder,
  ): Promise<BrokerAnswer<BrokerOrderReport>> {
    const isFilled = order.filled !== undefined && !new Amount(order.filled).isZero();
    const trades = isFilled
      ? await this.#wire.ask(false, () =>
          exchange.fetchMyTrades(market.symbol, undefined, undefined, { orderId: order.id }),
        )
      : ({ kind: 'done', value: [] } as const);
    if (trades.kind !== 'done') return trades;
    const report = spotReport(order, trades.value, market);
    return report.ok ? { kind: 'done', value: report.value } : { kind: 'unreachable', reason: report.reason };
  }

  #unknownMarket(symbol: string): BrokerAnswer<never> {
    return {
      kind: 'refused',
      reason: `${this.name} has no spot market ${symbol} in ${this.#settings.quote}; symbols are written BTC${this.#settings.quote}`,
    };
  }
}

function reasonOf(answer: BrokerAnswer<unknown>): string {
  return 'reason' in answer ? answer.reason : answer.kind;
}
