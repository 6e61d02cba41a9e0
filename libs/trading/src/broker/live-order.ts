import { amount, decimalText, MONEY_DECIMALS } from '@tape/risk-rules';
import {
  actOnOrder,
  nextOrderState,
  type Fill,
  type Order,
  type OrderAction,
  type OrderState,
} from '../execution/order.js';
import { fillIdOf } from '../ids.js';
import type { BrokerAnswer, BrokerOrderReport, BrokerOrderRequest } from './broker-port.js';

/** An order at a broker, as it is kept. */
export interface LiveOrder extends Order {
  readonly type: BrokerOrderRequest['type'];
  /** Trigger or limit; null for a MARKET order. */
  readonly price: string | null;
  readonly brokerOrderId: string | null;
  /** Written before the order is sent; null means that it certainly was not. */
  readonly sentAtMs: number | null;
  /** Why it should be cancelled; null while it should not. */
  readonly cancelBecause: string | null;
  /** Questions in a row that came to nothing. */
  readonly failures: number;
}

/** What has to be done next for an order. `send` and `cancel` change something at the broker; `ask` does not. */
export type NextStep = 'send' | 'ask' | 'cancel' | 'nothing';

const ENDED: ReadonlySet<OrderState> = new Set(['FILLED', 'CANCELLED', 'REJECTED']);

export function isEnded(order: Pick<Order, 'state'>): boolean {
  return ENDED.has(order.state);
}

/**
 * The next step for an order as it is kept. An order that may have been sent is never sent again before the broker has said that
 * it does not know it: that is what keeps a crash from doubling it.
 */
export function nextStep(order: LiveOrder): NextStep {
  if (isEnded(order)) return 'nothing';
  if (order.state === 'NEW') return order.sentAtMs === null ? 'send' : 'ask';
  if (order.state === 'UNKNOWN') return 'ask';
  return order.cancelBecause === null ? 'ask' : 'cancel';
}

/** What an answer made of an order. */
export interface OrderStep {
  readonly order: LiveOrder;
  /** What was filled since the last report; null when nothing was. */
  readonly fill: Fill | null;
}

const keep = (order: LiveOrder): OrderStep => ({ order, fill: null });
const failed = (order: LiveOrder): LiveOrder => ({ ...order, failures: order.failures + 1 });

/** Marks the order as perhaps sent; kept before the broker hears of it. */
export function sending(order: LiveOrder, nowMs: number): LiveOrder {
  return { ...order, sentAtMs: nowMs };
}

/** A wish to cancel. An order that certainly was not sent ends at once; any other ends when the broker says so. */
export function wishCancel(order: LiveOrder, reason: string, nowMs: number): LiveOrder {
  if (isEnded(order) || order.cancelBecause !== null) return order;
  const wished: LiveOrder = { ...order, cancelBecause: reason };
  return order.state === 'NEW' && order.sentAtMs === null
    ? { ...wished, ...actOnOrder(order, 'CANCEL', nowMs, reason) }
    : wished;
}

/** The answer to `send`. */
export function afterSend(order: LiveOrder, answer: BrokerAnswer<BrokerOrderReport>, nowMs: number): OrderStep {
  if (answer.kind === 'done') return afterReport(order, answer.value, nowMs);
  if (answer.kind === 'refused') {
    return keep({ ...order, ...actOnOrder(order, 'REJECT', nowMs, answer.reason), failures: 0 });
  }
  if (answer.kind === 'unclear') {
    return keep(failed({ ...order, ...actOnOrder(order, 'LOSE_TRACK', nowMs, answer.reason) }));
  }
  return keep(failed({ ...order, sentAtMs: null }));
}

/** How long after sending a broker may still not know an order that it has taken. */
export const SETTLING_MS = 5_000;

/** The answer to `ask`. */
export function afterAsk(order: LiveOrder, answer: BrokerAnswer<BrokerOrderReport | null>, nowMs: number): OrderStep {
  if (answer.kind !== 'done') return keep(failed(order));
  if (answer.value !== null) return afterReport(order, answer.value, nowMs);
  const wasMaybeSent = order.state === 'NEW' || order.state === 'UNKNOWN';
  // The broker forgot an order that it had confirmed: nothing is guessed, reconciliation shows it.
  if (!wasMaybeSent) return keep(failed(order));
  if (nowMs - (order.sentAtMs ?? nowMs) < SETTLING_MS) return keep(failed(order));
  const unsent: LiveOrder = { ...order, state: 'NEW', sentAtMs: null, failures: 0, atMs: nowMs };
  return keep(
    order.cancelBecause === null ? unsent : { ...unsent, ...actOnOrder(unsent, 'CANCEL', nowMs, order.cancelBecause) },
  );
}

/** The answer to `cancel`; whatever it is, the next report tells what became of the order. */
export function afterCancel(order: LiveOrder, answer: BrokerAnswer<null>): LiveOrder {
  return answer.kind === 'done' ? { ...order, failures: 0 } : failed(order);
}

const ACTION: Readonly<Record<BrokerOrderReport['state'], OrderAction>> = {
  SUBMITTED: 'SUBMIT',
  PARTIALLY_FILLED: 'FILL_PART',
  FILLED: 'FILL',
  CANCELLED: 'CANCEL',
  REJECTED: 'REJECT',
};

function stateAfter(state: OrderState, report: BrokerOrderReport): OrderState {
  // Some brokers reject the rest of an order that they have filled in part; that is a cancellation.
  const isPartlyRejected = report.state === 'REJECTED' && !amount(report.filledQuantity).isZero();
  const reported = isPartlyRejected ? 'CANCELLED' : report.state;
  if (state === reported || (reported === 'SUBMITTED' && state === 'PARTIALLY_FILLED')) return state;
  const isTakenUnheard = state === 'NEW' && reported !== 'SUBMITTED' && reported !== 'REJECTED';
  return nextOrderState(isTakenUnheard ? nextOrderState(state, 'SUBMIT') : state, ACTION[reported]);
}

function reasonAfter(order: LiveOrder, report: BrokerOrderReport, state: OrderState): string | null {
  if (state === 'CANCELLED') return order.cancelBecause ?? report.reason;
  return state === 'REJECTED' ? report.reason : order.reason;
}

/**
 * Takes in a report. Only what is more than before counts, so a report that comes late, twice or out of order changes nothing. A
 * fill reported after the order had ended is booked all the same: the broker's word is money.
 * @throws RangeError when the report names another order.
 */
export function afterReport(order: LiveOrder, report: BrokerOrderReport, nowMs: number): OrderStep {
  if (report.clientOrderId !== order.clientOrderId)
    throw new RangeError(`a report of ${report.clientOrderId} is not about order ${order.clientOrderId}`);
  const fill = fillOf(order, report, nowMs);
  const isOld = amount(report.filledQuantity).lessThan(amount(order.filledQuantity));
  const state = isEnded(order) || isOld ? order.state : stateAfter(order.state, report);
  const filled =
    fill === null
      ? {}
      : { filledQuantity: report.filledQuantity, averagePrice: report.averagePrice, fees: report.fees };
  const moved =
    state === order.state && fill === null ? {} : { state, atMs: nowMs, reason: reasonAfter(order, report, state) };
  return { order: { ...order, ...filled, ...moved, brokerOrderId: report.brokerOrderId, failures: 0 }, fill };
}

/** What the report adds to what was filled, as one fill at the price that makes the averages agree. */
function fillOf(order: LiveOrder, report: BrokerOrderReport, nowMs: number): Fill | null {
  const before = amount(order.filledQuantity);
  const total = amount(report.filledQuantity);
  const quantity = total.minus(before);
  if (!quantity.greaterThan(0) || report.averagePrice === null) return null;
  const value = total
    .times(amount(report.averagePrice))
    .minus(order.averagePrice === null ? 0 : before.times(amount(order.averagePrice)));
  return {
    // Named by the total that it makes, so the same report makes the same fill.
    id: fillIdOf(order.clientOrderId, decimalText(total)),
    clientOrderId: order.clientOrderId,
    quantity: decimalText(quantity),
    price: decimalText(value.div(quantity).toDecimalPlaces(MONEY_DECIMALS)),
    fees: decimalText(amount(report.fees).minus(amount(order.fees))),
    atMs: nowMs,
  };
}

/** What the broker is asked to do for this order. */
export function requestOf(order: LiveOrder): BrokerOrderRequest {
  const { clientOrderId, symbol, buySell, quantity, type, price } = order;
  return { clientOrderId, symbol, buySell, quantity, type, price };
}
