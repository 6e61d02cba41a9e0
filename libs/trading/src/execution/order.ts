import type { Timeframe } from '@tape/market';

export type OrderState = 'NEW' | 'SUBMITTED' | 'PARTIALLY_FILLED' | 'FILLED' | 'CANCELLED' | 'REJECTED' | 'UNKNOWN';
export type OrderPurpose = 'ENTRY' | 'STOP' | 'TARGET' | 'EMERGENCY_EXIT' | 'MANUAL_CLOSE' | 'STRATEGY_EXIT';
export type ExitPurpose = Exclude<OrderPurpose, 'ENTRY'>;
/** LOSE_TRACK: the broker did not answer, and what it did is not known until it is asked. */
export type OrderAction = 'SUBMIT' | 'FILL_PART' | 'FILL' | 'CANCEL' | 'REJECT' | 'LOSE_TRACK';

const ENDED = { SUBMIT: null, FILL_PART: null, FILL: null, CANCEL: null, REJECT: null, LOSE_TRACK: null } as const;
const WORKING = {
  SUBMIT: null,
  FILL_PART: 'PARTIALLY_FILLED',
  FILL: 'FILLED',
  CANCEL: 'CANCELLED',
  REJECT: null,
  LOSE_TRACK: 'UNKNOWN',
} as const;

/** Every state under every action; `null` is illegal. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderState, Readonly<Record<OrderAction, OrderState | null>>>> = {
  NEW: { ...ENDED, SUBMIT: 'SUBMITTED', CANCEL: 'CANCELLED', REJECT: 'REJECTED', LOSE_TRACK: 'UNKNOWN' },
  SUBMITTED: { ...WORKING, REJECT: 'REJECTED' },
  PARTIALLY_FILLED: WORKING,
  // Asked again, a broker may know of any fate, also that it has the order and works it.
  UNKNOWN: { ...WORKING, SUBMIT: 'SUBMITTED', REJECT: 'REJECTED', LOSE_TRACK: 'UNKNOWN' },
  FILLED: ENDED,
  CANCELLED: ENDED,
  REJECTED: ENDED,
};

/** @throws RangeError on an illegal action: the caller's picture of the order is wrong, and guessing on would trade on it. */
export function nextOrderState(state: OrderState, action: OrderAction): OrderState {
  const next = ORDER_TRANSITIONS[state][action];
  if (next === null) throw new RangeError(`an order that is ${state} cannot ${action}`);
  return next;
}

/** An order as it is stored and published. Field for field the payload of the order events. */
export interface Order {
  readonly clientOrderId: string;
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly purpose: OrderPurpose;
  readonly buySell: 'BUY' | 'SELL';
  readonly quantity: string;
  readonly state: OrderState;
  readonly filledQuantity: string;
  readonly averagePrice: string | null;
  readonly fees: string;
  readonly reason: string | null;
  readonly atMs: number;
}

export function actOnOrder(order: Order, action: OrderAction, atMs: number, reason: string | null = null): Order {
  return { ...order, state: nextOrderState(order.state, action), atMs, reason };
}

export interface Fill {
  readonly id: string;
  readonly clientOrderId: string;
  readonly quantity: string;
  /** Slippage and impact included. */
  readonly price: string;
  readonly fees: string;
  readonly atMs: number;
}
