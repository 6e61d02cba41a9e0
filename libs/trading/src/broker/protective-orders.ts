import { Amount, amount, decimalText } from '@tape/risk-rules';
import type { ExitPurpose } from '../execution/order.js';
import type { Position } from '../execution/position.js';
import { newOrder } from '../execution/series-book.js';
import { isEnded, type LiveOrder } from './live-order.js';
import { retryPauseMs } from './retry-schedule.js';

/** What has to change at the broker so that a position is protected as it should be. */
export interface ProtectionPlan {
  /** Orders to be cancelled, with the reason. */
  readonly cancel: readonly { readonly clientOrderId: string; readonly reason: string }[];
  readonly create: readonly LiveOrder[];
}

const NOTHING: ProtectionPlan = { cancel: [], create: [] };

/** How often leaving is tried before the position is left to its stop and a person. */
export const MOST_LEAVING_ATTEMPTS = 10;
/** A position whose stop the broker has refused so often in a row cannot be held: it is left. */
export const MOST_STOP_REFUSALS = 5;

/** Begins the reason of an entry that is withdrawn by an exit: what it has filled all the same is sold again. */
export const GIVEN_UP = 'exit: ';

const isLeaving = ({ purpose }: LiveOrder): boolean => purpose !== 'ENTRY' && purpose !== 'STOP';
/** Begins the reason of an order that only books what somebody else did at the broker. */
export const ADOPTED = 'adopted: ';

const isForGood = ({ purpose, reason }: LiveOrder): boolean =>
  purpose === 'EMERGENCY_EXIT' ||
  purpose === 'STRATEGY_EXIT' ||
  (purpose === 'MANUAL_CLOSE' && reason?.startsWith(ADOPTED) !== true);

/**
 * Orders that close a position: at rest exactly one stop for all that is held; while it is being left, no stop, because a broker
 * would sell the same shares twice. A stop that no longer fits is cancelled first, and its successor made when it has ended.
 * @param orders all orders of the position's signal, ended ones too.
 */
export function protectionPlan(position: Position, orders: readonly LiveOrder[], nowMs: number): ProtectionPlan {
  const open = orders.filter((order) => !isEnded(order));
  const stops = open.filter((order) => order.purpose === 'STOP');
  if (position.closedAtMs !== null) {
    return { cancel: open.map(({ clientOrderId }) => ({ clientOrderId, reason: 'position-closed' })), create: [] };
  }
  if (open.some(isLeaving)) {
    return { cancel: stops.map(({ clientOrderId }) => ({ clientOrderId, reason: 'position-left' })), create: [] };
  }
  const wanted = wayOut(orders);
  const tried = orders.filter(isForGood);
  if (wanted !== null && tried.length < MOST_LEAVING_ATTEMPTS) {
    if (isTooSoon(tried, nowMs)) return NOTHING;
    const { purpose, reason } = wanted;
    const again = exitOrder(position, purpose, position.quantity, tried.length + 1, reason, nowMs);
    return { cancel: stops.map(({ clientOrderId }) => ({ clientOrderId, reason: 'position-left' })), create: [again] };
  }
  const misfits = stops.filter(
    (stop) => !amount(remaining(stop)).eq(position.quantity) || stop.price !== position.stop,
  );
  if (misfits.length > 0) {
    return { cancel: misfits.map(({ clientOrderId }) => ({ clientOrderId, reason: 'stop-moved' })), create: [] };
  }
  const allStops = orders.filter((order) => order.purpose === 'STOP');
  if (stops.length > 0 || isTooSoon(allStops, nowMs)) return NOTHING;
  const attempt = 1 + allStops.length;
  return { cancel: [], create: [exitOrder(position, 'STOP', position.quantity, attempt, 'protect', nowMs)] };
}

/** Orders of one purpose that were refused last, counted back to the first that was not. */
function refusalsOf(orders: readonly LiveOrder[]): readonly LiveOrder[] {
  return orders.slice(orders.findLastIndex((order) => order.state !== 'REJECTED') + 1);
}

/** After a refusal the next order of that purpose waits, longer each time. */
function isTooSoon(orders: readonly LiveOrder[], nowMs: number): boolean {
  const refusals = refusalsOf(orders);
  const last = refusals.at(-1);
  return last !== undefined && nowMs - last.atMs < retryPauseMs(refusals.length, 1);
}

/**
 * Why this position must be left, also when the order to do so was refused, or when the entry filled on after it was given up:
 * whoever wanted out still does. Null when nobody does.
 */
function wayOut(orders: readonly LiveOrder[]): { readonly purpose: ExitPurpose; readonly reason: string } | null {
  const last = orders.findLast(isForGood);
  if (last !== undefined) return { purpose: last.purpose as ExitPurpose, reason: last.reason ?? 'again' };
  const isUnprotected = refusalsOf(orders.filter((order) => order.purpose === 'STOP')).length >= MOST_STOP_REFUSALS;
  if (isUnprotected) return { purpose: 'EMERGENCY_EXIT', reason: 'stop-refused' };
  const givenUp = orders.find(
    (order) => order.purpose === 'ENTRY' && order.cancelBecause?.startsWith(GIVEN_UP) === true,
  );
  if (givenUp === undefined) return null;
  return { purpose: 'EMERGENCY_EXIT', reason: givenUp.cancelBecause!.slice(GIVEN_UP.length) };
}

function remaining(order: LiveOrder): string {
  return decimalText(amount(order.quantity).minus(amount(order.filledQuantity)));
}

/** An order that closes part or all of a position: a STOP at its stop, anything else at the market. */
export function exitOrder(
  position: Position,
  purpose: ExitPurpose,
  quantity: string,
  attempt: number,
  reason: string,
  nowMs: number,
): LiveOrder {
  const order = newOrder({
    signalId: position.signalId,
    campaignId: position.campaignId,
    symbol: position.symbol,
    timeframe: position.timeframe,
    purpose,
    buySell: position.direction === 'LONG' ? 'SELL' : 'BUY',
    quantity,
    atMs: nowMs,
    reason,
    attempt,
  });
  const isStop = purpose === 'STOP';
  return {
    ...order,
    type: isStop ? 'STOP' : 'MARKET',
    price: isStop ? position.stop : null,
    brokerOrderId: null,
    sentAtMs: null,
    cancelBecause: null,
    failures: 0,
  };
}

/**
 * The order as it may be sent now; null while it has to wait for another order of the same position to end. An order to leave
 * never sells more than is held when it goes out: what a stop has sold meanwhile is taken off, and with nothing left it ends.
 */
export function sendable(
  order: LiveOrder,
  siblings: readonly LiveOrder[],
  position: Position | null,
  nowMs: number,
): LiveOrder | null {
  if (order.purpose === 'ENTRY') return order;
  const others = siblings.filter(
    (other) => other.clientOrderId !== order.clientOrderId && other.purpose !== 'ENTRY' && !isEnded(other),
  );
  const isBehind = (other: LiveOrder): boolean => other.sentAtMs !== null || other.atMs < order.atMs;
  if (others.some(isBehind)) return null;
  const held = position === null || position.closedAtMs !== null ? new Amount(0) : amount(position.quantity);
  const quantity = Amount.min(held, amount(order.quantity));
  if (quantity.isZero()) {
    return {
      ...order,
      state: 'CANCELLED',
      reason: 'nothing-left-to-close',
      cancelBecause: 'nothing-left',
      atMs: nowMs,
    };
  }
  return { ...order, quantity: decimalText(quantity) };
}
