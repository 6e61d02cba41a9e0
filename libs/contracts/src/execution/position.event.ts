import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, direction, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const payload = z.strictObject({
  positionId: z.string().min(1).describe('Identity of the position.'),
  signalId: z.string().min(1).describe('The signal it came from.'),
  campaignId: z.string().min(1).describe('The campaign it belongs to.'),
  symbol,
  timeframe,
  direction,
  quantity: unsignedDecimal.describe('Units still held.'),
  initialQuantity: unsignedDecimal.describe('Units at the start.'),
  entryPrice: decimal.describe('Average entry price, slippage included.'),
  stop: decimal.describe('Where the stop stands now.'),
  exitPrice: decimal.nullable().describe('Average exit price; null while nothing has been sold.'),
  exitReason: z
    .enum(['STOP', 'TARGET', 'EMERGENCY_EXIT', 'MANUAL_CLOSE', 'STRATEGY_EXIT'])
    .nullable()
    .describe('Null while open.'),
  realisedPnl: decimal.describe('Profit or loss taken so far, fees included, account currency.'),
  fees: unsignedDecimal.describe('Fees paid so far, account currency.'),
  rMultiple: decimal.nullable().describe('Realised result in units of the initial risk; null while open.'),
  openedAtMs: epochMs.describe('Business time of the first fill.'),
  closedAtMs: epochMs.nullable().describe('Business time of the last fill; null while open.'),
  atMs: epochMs.describe('Business time of this change.'),
});

function positionEvent<Step extends 'opened' | 'modified' | 'closed'>(step: Step) {
  return defineEvent({
    name: `position.${step}` as const,
    version: 1,
    stream: 'EXECUTION',
    payload,
    subject: (position) => `${SUBJECT_ROOT}.position.${step}.${subjectToken(position.symbol)}`,
    messageId: (position) =>
      `position.${step}:${position.positionId}:${position.atMs}:${position.quantity}:${position.stop}`,
    partitionKey: (position) => position.symbol,
  });
}

/** An entry was filled. Published by execution. */
export const positionOpened = positionEvent('opened');
/** Quantity or stop of an open position changed. Published by execution. */
export const positionModified = positionEvent('modified');
/** Nothing of the position is held any more. Published by execution; read by risk and signal. */
export const positionClosed = positionEvent('closed');
export type PositionEvent = PayloadOf<typeof positionOpened>;
