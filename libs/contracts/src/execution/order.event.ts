import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const orderState = z.enum([
  'NEW',
  'SUBMITTED',
  'PARTIALLY_FILLED',
  'FILLED',
  'CANCELLED',
  'REJECTED',
  'UNKNOWN',
]);
export const orderPurpose = z.enum(['ENTRY', 'STOP', 'TARGET', 'EMERGENCY_EXIT', 'MANUAL_CLOSE', 'STRATEGY_EXIT']);

const payload = z.strictObject({
  clientOrderId: z
    .string()
    .min(1)
    .describe('Hash of signal, purpose and attempt, written before sending: a resend cannot become a second order.'),
  signalId: z.string().min(1).describe('The signal it serves.'),
  campaignId: z.string().min(1).describe('The campaign it belongs to.'),
  symbol,
  timeframe,
  purpose: orderPurpose,
  buySell: z.enum(['BUY', 'SELL']),
  quantity: unsignedDecimal.describe('Units ordered.'),
  state: orderState,
  filledQuantity: unsignedDecimal.describe('Units filled so far.'),
  averagePrice: decimal
    .nullable()
    .describe('Price of the fill, slippage and impact included; null when nothing was filled.'),
  fees: unsignedDecimal.describe('Commission paid, account currency.'),
  reason: z.string().nullable().describe('Why it was cancelled or rejected; null otherwise.'),
  atMs: epochMs.describe('Business time: the bar in which it happened.'),
});

function orderEvent<Step extends 'created' | 'submitted' | 'filled' | 'cancelled' | 'rejected'>(step: Step) {
  return defineEvent({
    name: `order.${step}` as const,
    version: 1,
    stream: 'EXECUTION',
    payload,
    subject: (order) => `${SUBJECT_ROOT}.order.${step}.${subjectToken(order.symbol)}`,
    messageId: (order) => `order.${step}:${order.clientOrderId}:${order.filledQuantity}`,
    partitionKey: (order) => order.symbol,
  });
}

/** An order was written down, before anything was sent. Published by execution. */
export const orderCreated = orderEvent('created');
/** The broker has the order. Published by execution. */
export const orderSubmitted = orderEvent('submitted');
/** The order was filled, wholly or in part. Published by execution. */
export const orderFilled = orderEvent('filled');
/** The order was withdrawn; `reason` says why. Published by execution. */
export const orderCancelled = orderEvent('cancelled');
/** The broker refused the order; `reason` says why. Published by execution. */
export const orderRejected = orderEvent('rejected');
export type OrderEvent = PayloadOf<typeof orderCreated>;
