import type { Instrument, PriceBar } from '@tape/market';
import {
  amount,
  decimalText,
  MONEY_DECIMALS,
  quoteToAccount,
  type Amount as Decimal,
  type QuoteRates,
  type TradingState,
} from '@tape/risk-rules';
import { fillIdOf, positionIdOf } from '../ids.js';
import { commission, marketFillPrice, type CostModel } from './costs.js';
import type { BookActivity } from './execution-event.js';
import { actOnOrder, type ExitPurpose, type Fill, type Order } from './order.js';
import { closePart, positionSnapshot, type Position } from './position.js';
import { createAndSubmit, newOrder, type BookStep, type EntryTerms, type SeriesBook } from './series-book.js';

/** What the paper broker must know besides book and bar. */
export interface PaperMarket {
  readonly instrument: Instrument;
  readonly costs: CostModel;
  /** As it stands for this bar's trading day; entries need ACTIVE, exits never ask. */
  readonly tradingState: TradingState;
  readonly accountCurrency: string;
  readonly rates: QuoteRates;
}

export interface BarStep extends BookStep {
  readonly fills: readonly Fill[];
  /** Positions that ended in this bar; they are no longer in the book. */
  readonly closed: readonly Position[];
}

export type EntryRefusal =
  | 'expired'
  | 'trading-not-active'
  | 'open-beyond-stop'
  | 'open-beyond-guard'
  | 'open-beyond-target'
  | 'rate-unavailable';

/** Why an entry may not be made at this open; null when it may. Touching stop or target is being through it, touching the guard is not. */
export function entryRefusal(
  terms: EntryTerms,
  bar: Pick<PriceBar, 'open' | 'openTimeMs'>,
  tradingState: TradingState,
): EntryRefusal | null {
  if (bar.openTimeMs >= terms.expiresAtMs) return 'expired';
  if (tradingState !== 'ACTIVE') return 'trading-not-active';
  const open = amount(bar.open);
  const isLong = terms.direction === 'LONG';
  const isBeyond = (level: string, touchCounts: boolean): boolean => {
    const distance = isLong ? open.minus(amount(level)) : amount(level).minus(open);
    return distance.isZero() ? touchCounts : distance.isNegative();
  };
  if (isBeyond(terms.stop, true)) return 'open-beyond-stop';
  if (isBeyond(terms.guard.price, false)) return 'open-beyond-guard';
  const target = amount(terms.targets.primary);
  const isPastTarget = isLong ? open.greaterThanOrEqualTo(target) : open.lessThanOrEqualTo(target);
  return isPastTarget ? 'open-beyond-target' : null;
}

interface Execution {
  readonly order: Order;
  readonly fill: Fill;
  readonly price: Decimal;
  readonly quantity: Decimal;
  readonly fees: Decimal;
  readonly quoteRate: Decimal;
}

/**
 * One bar of one series on paper, in the binding order: pending exits and entries at the open, then of each position its stop,
 * then its target. Stop before target, because a bar does not say which came first and the worse must be assumed; a gap fills at
 * the open. Pure and deterministic: the same book and bar give the same fills, live, replayed or backtested.
 *
 * Emergency exits and the trading state are the caller's: see `obeyExit`.
 */
export function stepBar(book: SeriesBook, bar: PriceBar, market: PaperMarket): BarStep {
  if (book.entries.length === 0 && book.exits.length === 0 && book.positions.length === 0) {
    return { book, events: [], fills: [], closed: [] };
  }
  const activity: BookActivity = { events: [], fills: [] };
  const closed: Position[] = [];
  const open = new Map(book.positions.map((position) => [position.id, position]));

  for (const exit of book.exits) {
    const position = open.get(exit.positionId);
    if (position === undefined) continue;
    const ended = exitAtMarket(position, exit.order, amount(bar.open), bar, market, activity);
    open.delete(position.id);
    closed.push(ended);
  }
  for (const { order, terms } of book.entries) {
    const position = enter(order, terms, bar, market, activity);
    if (position !== null) open.set(position.id, position);
  }
  for (const position of open.values()) {
    const ended = stopOrTarget(position, bar, market, activity);
    if (ended === null) continue;
    open.delete(position.id);
    closed.push(ended);
  }
  return { book: { ...book, entries: [], exits: [], positions: [...open.values()] }, ...activity, closed };
}

function rateAt(price: Decimal, { instrument, accountCurrency, rates }: PaperMarket): Decimal | null {
  return quoteToAccount(instrument, price, accountCurrency, rates);
}

/** @throws RangeError when the rate of an open position has gone: an exit cannot be booked at a made-up value. */
function knownRateAt(price: Decimal, market: PaperMarket): Decimal {
  const rate = rateAt(price, market);
  if (rate === null) throw new RangeError(`no rate from the quote currency of ${market.instrument.symbol}`);
  return rate;
}

function fillWhole(order: Order, price: Decimal, quoteRate: Decimal, atMs: number, market: PaperMarket): Execution {
  const quantity = amount(order.quantity);
  const value = quantity.times(amount(market.instrument.contractSize)).times(price).times(quoteRate);
  const fees = commission(market.costs, quantity, value);
  const filled: Order = {
    ...actOnOrder(order, 'FILL', atMs, order.reason),
    filledQuantity: order.quantity,
    averagePrice: decimalText(price),
    fees: decimalText(fees),
  };
  const fill: Fill = {
    id: fillIdOf(order.clientOrderId, 1),
    clientOrderId: order.clientOrderId,
    quantity: order.quantity,
    price: decimalText(price),
    fees: decimalText(fees),
    atMs,
  };
  return { order: filled, fill, price, quantity, fees, quoteRate };
}

function report(execution: Execution, activity: BookActivity): void {
  activity.events.push({ kind: 'order', step: 'filled', order: execution.order });
  activity.fills.push(execution.fill);
}

function enter(
  order: Order,
  terms: EntryTerms,
  bar: PriceBar,
  market: PaperMarket,
  activity: BookActivity,
): Position | null {
  const { instrument, costs } = market;
  const atMs = bar.openTimeMs;
  const { buySell } = order;
  const price = marketFillPrice({
    price: amount(bar.open),
    buySell,
    quantity: amount(order.quantity),
    bar,
    instrument,
    costs,
  });
  const quoteRate = rateAt(price, market);
  const refusal =
    entryRefusal(terms, bar, market.tradingState) ?? (quoteRate === null ? ('rate-unavailable' as const) : null);
  if (refusal !== null || quoteRate === null) {
    activity.events.push({ kind: 'order', step: 'cancelled', order: actOnOrder(order, 'CANCEL', atMs, refusal) });
    return null;
  }
  const execution = fillWhole(order, price, quoteRate, atMs, market);
  report(execution, activity);
  const stopRate = rateAt(amount(terms.stop), market) ?? quoteRate;
  const initialRisk = price
    .minus(amount(terms.stop))
    .abs()
    .times(execution.quantity)
    .times(amount(instrument.contractSize))
    .times(stopRate);
  const position: Position = {
    id: positionIdOf(terms.id),
    signalId: terms.id,
    campaignId: terms.campaignId,
    symbol: terms.symbol,
    timeframe: terms.timeframe,
    direction: terms.direction,
    quantity: order.quantity,
    initialQuantity: order.quantity,
    entryPrice: decimalText(price),
    stop: terms.stop,
    targets: [{ price: terms.targets.primary, quantity: order.quantity }],
    guard: terms.guard,
    initialRisk: decimalText(initialRisk.toDecimalPlaces(MONEY_DECIMALS)),
    exitPrice: null,
    exitReason: null,
    realisedPnl: decimalText(execution.fees.negated()),
    fees: decimalText(execution.fees),
    rMultiple: null,
    openedAtMs: atMs,
    closedAtMs: null,
  };
  activity.events.push({ kind: 'position', step: 'opened', position: positionSnapshot(position, atMs) });
  return position;
}

function bookExit(
  position: Position,
  order: Order,
  price: Decimal,
  purpose: ExitPurpose,
  atMs: number,
  market: PaperMarket,
  activity: BookActivity,
): Position {
  const execution = fillWhole(order, price, knownRateAt(price, market), atMs, market);
  report(execution, activity);
  const after = closePart(position, {
    quantity: execution.quantity,
    price,
    fees: execution.fees,
    purpose,
    contractSize: amount(market.instrument.contractSize),
    quoteRate: execution.quoteRate,
    atMs,
  });
  activity.events.push({ kind: 'position', step: 'closed', position: positionSnapshot(after, atMs) });
  return after;
}

function exitAtMarket(
  position: Position,
  order: Order,
  at: Decimal,
  bar: PriceBar,
  market: PaperMarket,
  activity: BookActivity,
): Position {
  const { instrument, costs } = market;
  const quantity = amount(order.quantity);
  const price = marketFillPrice({ price: at, buySell: order.buySell, quantity, bar, instrument, costs });
  const purpose: ExitPurpose = order.purpose === 'ENTRY' ? 'MANUAL_CLOSE' : order.purpose;
  return bookExit(position, order, price, purpose, bar.openTimeMs, market, activity);
}

/** Where a resting order at `level` fills in the bar: the open when the bar opens through it, else the level; null untouched. */
function touchedAt(level: Decimal, bar: PriceBar, isHitFromAbove: boolean): Decimal | null {
  const open = amount(bar.open);
  const extreme = amount(isHitFromAbove ? bar.low : bar.high);
  const isThrough = (price: Decimal): boolean =>
    isHitFromAbove ? price.lessThanOrEqualTo(level) : price.greaterThanOrEqualTo(level);
  if (isThrough(open)) return open;
  return isThrough(extreme) ? level : null;
}

function stopOrTarget(position: Position, bar: PriceBar, market: PaperMarket, activity: BookActivity): Position | null {
  const isLong = position.direction === 'LONG';
  const restingOrder = (purpose: ExitPurpose): Order => {
    const { order, events } = createAndSubmit(
      newOrder({
        signalId: position.signalId,
        campaignId: position.campaignId,
        symbol: position.symbol,
        timeframe: position.timeframe,
        purpose,
        buySell: isLong ? 'SELL' : 'BUY',
        quantity: position.quantity,
        atMs: bar.openTimeMs,
        reason: null,
      }),
    );
    activity.events.push(...events);
    return order;
  };
  const stopped = touchedAt(amount(position.stop), bar, isLong);
  if (stopped !== null) return exitAtMarket(position, restingOrder('STOP'), stopped, bar, market, activity);
  const [target] = position.targets;
  const reached = target === undefined ? null : touchedAt(amount(target.price), bar, !isLong);
  if (reached === null) return null;
  return bookExit(position, restingOrder('TARGET'), reached, 'TARGET', bar.openTimeMs, market, activity);
}
