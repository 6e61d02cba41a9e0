import type { PriceBar } from '@tape/market';
import { amount, decimalText, MONEY_DECIMALS, type Amount as Decimal, type TradingState } from '@tape/risk-rules';
import { positionIdOf } from '../ids.js';
import { MAY_ORDER } from './may-order.js';
import { marketFillPrice } from './costs.js';
import type { BookActivity } from './execution-event.js';
import { actOnOrder, type ExitPurpose, type Fill, type Order } from './order.js';
import { bookExit, exitAtMarket, fillWhole, rateAt, report, type PaperMarket } from './paper-fill.js';
import { positionSnapshot, type Position } from './position.js';
import { createAndSubmit, newOrder, type BookStep, type EntryTerms, type SeriesBook } from './series-book.js';
import { targetLadder, tighterStop, type TargetLeg } from './target-ladder.js';
import { newTrail, trailedLadder, trailStop } from './trailing-stop.js';

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
  if (!MAY_ORDER[tradingState].ENTRY) return 'trading-not-active';
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

/**
 * One bar of one series on paper, in the binding order: pending exits and entries at the open, then of each position its stop,
 * then its targets, nearest first, then its trail for the bars to come. Stop before target, because a bar does not say which came first and the worse must be assumed; a gap fills at
 * the open. Pure and deterministic: the same book and bar give the same fills, live, replayed or backtested.
 *
 * Emergency exits and the trading state are the caller's: see `obeyExit`.
 */
export function stepBar(book: SeriesBook, bar: PriceBar, market: PaperMarket): BarStep {
  if (isQuiet(book, bar)) return { book, events: [], fills: [], closed: [] };
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
    const worked = stopOrTargets(position, bar, market, activity);
    const after = trailStop(worked, bar);
    if (after !== worked) {
      const moved = positionSnapshot(after, bar.openTimeMs);
      activity.events.push({ kind: 'position', step: 'modified', position: moved });
    }
    if (after.closedAtMs === null) {
      open.set(after.id, after);
      continue;
    }
    open.delete(after.id);
    closed.push(after);
  }
  return { book: { ...book, entries: [], exits: [], positions: [...open.values()] }, ...activity, closed };
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
  const { tradingState } = market;
  const state = typeof tradingState === 'function' ? tradingState(terms) : tradingState;
  const refusal = entryRefusal(terms, bar, state) ?? (quoteRate === null ? ('rate-unavailable' as const) : null);
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
    targets: trailedLadder(
      targetLadder({
        direction: terms.direction,
        targets: terms.targets,
        entryPrice: price,
        quantity: execution.quantity,
        quantityStep: amount(instrument.quantityStep),
      }),
      terms.trailing,
    ),
    guard: terms.guard,
    trail: newTrail(terms.trailing),
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

/** Where a resting order at `level` fills in the bar: the open when the bar opens through it, else the level; null untouched. */
function touchedAt(level: Decimal, bar: PriceBar, isHitFromAbove: boolean): Decimal | null {
  const open = amount(bar.open);
  const extreme = amount(isHitFromAbove ? bar.low : bar.high);
  const isThrough = (price: Decimal): boolean =>
    isHitFromAbove ? price.lessThanOrEqualTo(level) : price.greaterThanOrEqualTo(level);
  if (isThrough(open)) return open;
  return isThrough(extreme) ? level : null;
}

/** Whether nothing is ordered and the bar clearly reaches no stop and no target: it leaves the book as it is. */
export function isQuiet(book: SeriesBook, bar: PriceBar): boolean {
  const nothingOrdered = book.entries.length === 0 && book.exits.length === 0;
  return nothingOrdered && book.positions.every((position) => isUntouched(position, bar));
}

/**
 * Whether the bar clearly reaches neither stop nor nearest target, and no trail follows it. Floats keep the order of decimals, so where two of them differ
 * the prices do; where they do not, the decimals are asked.
 */
function isUntouched(position: Position, bar: PriceBar): boolean {
  const { direction, stop, targets } = position;
  const { open, high, low } = bar;
  const sign = direction === 'LONG' ? 1 : -1;
  const worst = sign * Number(direction === 'LONG' ? low : high);
  const best = sign * Number(direction === 'LONG' ? high : low);
  const first = sign * Number(open);
  const target = targets[0];
  return (
    Math.min(worst, first) > sign * Number(stop) &&
    (target === undefined || Math.max(best, first) < sign * Number(target.price)) &&
    trailStop(position, bar) === position
  );
}

/** The position after this bar's stop and targets: closed, smaller behind a better stop, or as it was. */
function stopOrTargets(position: Position, bar: PriceBar, market: PaperMarket, activity: BookActivity): Position {
  const isLong = position.direction === 'LONG';
  const stopped = touchedAt(amount(position.stop), bar, isLong);
  if (stopped !== null) {
    const order = restingOrder(position, 'STOP', position.quantity, 1, bar, activity);
    return exitAtMarket(position, order, stopped, bar, market, activity);
  }
  let left = position;
  for (const leg of position.targets) {
    const reached = touchedAt(amount(leg.price), bar, !isLong);
    if (reached === null) break;
    left = takeProfit(left, leg, reached, bar, market, activity);
  }
  return left;
}

/** Fills one leg; the stop moves at once, but a bar that has been worked does not touch it any more. */
function takeProfit(
  position: Position,
  leg: TargetLeg,
  price: Decimal,
  bar: PriceBar,
  market: PaperMarket,
  activity: BookActivity,
): Position {
  const order = restingOrder(position, 'TARGET', leg.quantity, leg.leg, bar, activity);
  const behind: Position = {
    ...position,
    targets: position.targets.filter((other) => other.leg !== leg.leg),
    stop: tighterStop(position.direction, position.stop, leg.stopAfter),
  };
  return bookExit(behind, order, price, 'TARGET', bar.openTimeMs, market, activity);
}

function restingOrder(
  position: Position,
  purpose: ExitPurpose,
  quantity: string,
  attempt: number,
  bar: PriceBar,
  activity: BookActivity,
): Order {
  const { order, events } = createAndSubmit(
    newOrder({
      signalId: position.signalId,
      campaignId: position.campaignId,
      symbol: position.symbol,
      timeframe: position.timeframe,
      purpose,
      buySell: position.direction === 'LONG' ? 'SELL' : 'BUY',
      quantity,
      atMs: bar.openTimeMs,
      reason: null,
      attempt,
    }),
  );
  activity.events.push(...events);
  return order;
}
