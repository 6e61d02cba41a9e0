import type { TradeSignal } from '@tape/contracts';
import type { Outbox, SqlRunner } from '@tape/persistence';
import { Amount, amount, decimalText, type EmergencyExit } from '@tape/risk-rules';
import {
  ADOPTED,
  afterReport,
  exitOrder,
  GIVEN_UP,
  isEnded,
  type LiveOrder,
  newOrder,
  type Position,
  trailStop,
  wishCancel,
} from '@tape/trading';
import type { PriceBar } from '@tape/market';
import type { DataSource } from 'typeorm';
import type { StoredDifference } from './difference.repository.js';
import type { LiveOrderRepository } from './live-order.repository.js';
import type { OrderDesk } from './order-desk.js';

export interface LiveTradingParts {
  readonly database: DataSource;
  readonly orders: LiveOrderRepository;
  readonly desk: OrderDesk;
  readonly outbox: Outbox;
  readonly nowMs: () => number;
}

/** What signals, exits, bars and operators want of the broker, written down as orders; the desk works them. */
export class LiveTrading {
  readonly #parts: LiveTradingParts;

  constructor(parts: LiveTradingParts) {
    this.#parts = parts;
  }

  /** An entry at the market, once for each signal. */
  async enter(signal: TradeSignal): Promise<void> {
    const { desk, nowMs } = this.#parts;
    await desk.exclusively(signal.id, () =>
      this.#write(signal.id, (orders) => (orders.length > 0 ? [] : [entryOrder(signal, nowMs())])),
    );
    await desk.visit(signal.id);
  }

  /** Withdraws entries and closes positions of a campaign, or all; a daily loss only withdraws entries. */
  async obey(exit: Pick<EmergencyExit, 'trigger' | 'campaignId'>): Promise<void> {
    const reason = exit.trigger.toLowerCase().replaceAll('_', '-');
    await this.leave((campaignId) => exit.campaignId === null || exit.campaignId === campaignId, {
      purpose: 'EMERGENCY_EXIT',
      reason,
      closePositions: exit.trigger !== 'DAILY_LOSS',
    });
  }

  /** @returns how many signals were concerned. */
  async leave(
    isMeant: (campaignId: string, positionId: string | null) => boolean,
    how: {
      readonly purpose: 'EMERGENCY_EXIT' | 'MANUAL_CLOSE' | 'STRATEGY_EXIT';
      readonly reason: string;
      readonly closePositions: boolean;
    },
  ): Promise<number> {
    const { database, desk, orders } = this.#parts;
    const concerned: string[] = [];
    for (const signalId of await orders.openSignals(database)) {
      const trade = await orders.trade(database, signalId);
      if (!isMeant(trade.terms.campaignId, trade.position?.id ?? null)) continue;
      concerned.push(signalId);
      await desk.exclusively(signalId, () => this.#leaveOne(signalId, how));
    }
    // Side by side: an exit must not wait for another one's broker.
    await Promise.all(concerned.map((signalId) => desk.visit(signalId)));
    return concerned.length;
  }

  async #leaveOne(
    signalId: string,
    how: {
      readonly purpose: 'EMERGENCY_EXIT' | 'MANUAL_CLOSE' | 'STRATEGY_EXIT';
      readonly reason: string;
      readonly closePositions: boolean;
    },
  ): Promise<void> {
    const { nowMs } = this.#parts;
    await this.#change(signalId, (orders, position) => {
      const entries = orders
        .filter((order) => order.purpose === 'ENTRY' && !isEnded(order))
        .map((order) => wishCancel(order, how.closePositions ? `${GIVEN_UP}${how.reason}` : how.reason, nowMs()));
      const isLeaving = orders.some((order) => order.purpose === how.purpose && !isEnded(order));
      const isOpen = position !== null && position.closedAtMs === null && how.closePositions;
      const attempt = 1 + orders.filter((order) => order.purpose === how.purpose).length;
      const exits =
        isOpen && !isLeaving ? [exitOrder(position, how.purpose, position.quantity, attempt, how.reason, nowMs())] : [];
      return { changed: entries, created: exits };
    });
  }

  /** Sells the part of each target that the bar has touched. */
  async takeProfit(symbol: string, timeframe: string, bar: PriceBar): Promise<void> {
    const { database, desk, nowMs, orders } = this.#parts;
    for (const position of await orders.openPositions(database)) {
      if (position.symbol !== symbol || position.timeframe !== timeframe) continue;
      // A bar that began before the entry may have touched the target first.
      if (position.openedAtMs > bar.openTimeMs || !isTouched(position, bar)) continue;
      await desk.exclusively(position.signalId, () =>
        this.#write(position.signalId, (known, held) => {
          if (held === null || held.closedAtMs !== null) return [];
          const [leg] = held.targets;
          if (leg === undefined || !isTouched(held, bar)) return [];
          const isTaken = known.some((order) => order.purpose === 'TARGET' && !isEnded(order));
          return isTaken ? [] : [exitOrder(held, 'TARGET', leg.quantity, leg.leg, `target ${leg.leg}`, nowMs())];
        }),
      );
      await desk.visit(position.signalId);
    }
  }

  /** Moves the stops that follow the price, after the bar; before the targets of the bar are filled it follows nothing. */
  async trail(symbol: string, timeframe: string, bar: PriceBar): Promise<void> {
    const { database, desk, orders, outbox } = this.#parts;
    for (const position of await orders.openPositions(database)) {
      const isMeant = position.symbol === symbol && position.timeframe === timeframe;
      // A bar that began before the entry says nothing of the time since.
      if (!isMeant || position.openedAtMs > bar.openTimeMs || trailStop(position, bar) === position) continue;
      await desk.exclusively(position.signalId, async () => {
        await database.transaction(async (sql) => {
          const trade = await orders.trade(sql, position.signalId);
          if (trade.position === null) return;
          const moved = trailStop(trade.position, bar);
          if (moved !== trade.position) await desk.keepTrail(sql, trade, moved);
        });
        outbox.poke();
      });
      await desk.visit(position.signalId);
    }
  }

  /** Takes into the books that somebody else has closed what we held, at the last known price. @returns why not, or null. */
  async adopt(difference: StoredDifference, note: string): Promise<string | null> {
    if (difference.kind === 'UNKNOWN_ORDER')
      return 'an order without a signal cannot be adopted: explain or flatten it';
    if (difference.kind === 'MISSING_ORDER') return this.#adoptLostOrder(difference.subject, note);
    const ours = amount(difference.ours);
    const theirs = amount(difference.theirs);
    const isLess =
      ours.abs().greaterThan(theirs.abs()) && (theirs.isZero() || theirs.isPositive() === ours.isPositive());
    if (!isLess)
      return 'a holding without a signal has neither stop nor target and cannot be adopted: explain or flatten it';
    let left = ours.abs().minus(theirs.abs());
    const { database, orders } = this.#parts;
    for (const position of await orders.openPositions(database)) {
      if (position.symbol !== difference.subject || left.isZero()) continue;
      const part = Amount.min(left, amount(position.quantity));
      await this.#adoptClose(position, decimalText(part), note);
      left = left.minus(part);
    }
    return null;
  }

  async #adoptClose(position: Position, quantity: string, note: string): Promise<void> {
    const { database, desk, nowMs } = this.#parts;
    const [row] = await database.query<{ close: string }[]>(
      `select trim_scale(close)::text as close from bars where symbol = $1 and timeframe = $2 order by open_time desc limit 1`,
      [position.symbol, position.timeframe],
    );
    const price = row?.close ?? position.entryPrice;
    await desk.exclusively(position.signalId, async () => {
      const { orders } = await this.#parts.orders.trade(database, position.signalId);
      const attempt = 1 + orders.filter((order) => order.purpose === 'MANUAL_CLOSE').length;
      const booked = exitOrder(position, 'MANUAL_CLOSE', quantity, attempt, `${ADOPTED}${note}`, nowMs());
      await database.transaction((sql) => desk.write(sql, [booked], orders, position.signalId));
      await desk.book(position.signalId, { ...booked, sentAtMs: nowMs() }, (order) =>
        afterReport(order, reportOfAll(order, price), nowMs()),
      );
    });
    await desk.visit(position.signalId);
  }

  async #adoptLostOrder(clientOrderId: string, note: string): Promise<string | null> {
    const { database, desk, nowMs, orders } = this.#parts;
    const order = (await orders.open(database)).find((one) => one.clientOrderId === clientOrderId);
    if (order === undefined) return `order ${clientOrderId} has ended meanwhile`;
    await desk.exclusively(order.signalId, () =>
      desk.book(order.signalId, order, (one) => ({
        order: { ...one, state: 'CANCELLED', reason: `${ADOPTED}${note}`, atMs: nowMs() },
        fill: null,
      })),
    );
    await desk.visit(order.signalId);
    return null;
  }

  #write(
    signalId: string,
    ordersFor: (orders: readonly LiveOrder[], position: Position | null) => readonly LiveOrder[],
  ): Promise<void> {
    return this.#change(signalId, (orders, position) => ({ changed: [], created: ordersFor(orders, position) }));
  }

  async #change(
    signalId: string,
    decide: (
      orders: readonly LiveOrder[],
      position: Position | null,
    ) => { readonly changed: readonly LiveOrder[]; readonly created: readonly LiveOrder[] },
  ): Promise<void> {
    const { database, desk, outbox } = this.#parts;
    await database.transaction(async (sql: SqlRunner) => {
      const trade = await this.#parts.orders.trade(sql, signalId);
      const { changed, created } = decide(trade.orders, trade.position);
      for (const order of changed) await desk.keepWish(sql, trade, order);
      await desk.write(sql, created, trade.orders, signalId);
    });
    outbox.poke();
  }
}

function entryOrder(signal: TradeSignal, nowMs: number): LiveOrder {
  const order = newOrder({
    signalId: signal.id,
    campaignId: signal.campaignId,
    symbol: signal.symbol,
    timeframe: signal.timeframe,
    purpose: 'ENTRY',
    buySell: signal.direction === 'LONG' ? 'BUY' : 'SELL',
    quantity: decimalText(amount(signal.positionSize)),
    atMs: nowMs,
    reason: null,
  });
  return {
    ...order,
    type: 'MARKET',
    price: null,
    brokerOrderId: null,
    sentAtMs: null,
    cancelBecause: null,
    failures: 0,
  };
}

function isTouched({ direction, targets: [leg] }: Position, bar: PriceBar): boolean {
  if (leg === undefined) return false;
  return direction === 'LONG' ? amount(bar.high).gte(leg.price) : amount(bar.low).lte(leg.price);
}

function reportOfAll(order: LiveOrder, price: string) {
  return {
    clientOrderId: order.clientOrderId,
    brokerOrderId: 'adopted',
    state: 'FILLED',
    filledQuantity: order.quantity,
    averagePrice: price,
    fees: '0',
    reason: null,
  } as const;
}
