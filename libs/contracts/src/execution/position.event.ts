import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, direction, epochMs, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const payload = z.strictObject({
  positionId: z.string().min(1),
  signalId: z.string().min(1),
  campaignId: z.string().min(1),
  symbol,
  timeframe,
  direction,
  /** Units still held. */
  quantity: unsignedDecimal,
  initialQuantity: unsignedDecimal,
  entryPrice: decimal,
  stop: decimal,
  /** Average exit price; null while nothing has been sold. */
  exitPrice: decimal.nullable(),
  exitReason: z.enum(['STOP', 'TARGET', 'EMERGENCY_EXIT', 'MANUAL_CLOSE']).nullable(),
  realisedPnl: decimal,
  fees: unsignedDecimal,
  /** Realised result in units of the initial risk; null while open. */
  rMultiple: decimal.nullable(),
  openedAtMs: epochMs,
  closedAtMs: epochMs.nullable(),
  atMs: epochMs,
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

export const positionOpened = positionEvent('opened');
export const positionModified = positionEvent('modified');
export const positionClosed = positionEvent('closed');
export type PositionEvent = PayloadOf<typeof positionOpened>;
