import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const reportedSymbolState = z.enum([
  'CREATED',
  'STARTING',
  'RUNNING',
  'PAUSED',
  'ERROR',
  'RECOVERING',
  'STOPPED',
]);

/** A symbol's reported state moved. Published by detection. */
export const symbolStateChanged = defineEvent({
  name: 'symbol.state',
  version: 1,
  stream: 'OPS',
  payload: z.strictObject({
    symbol,
    from: reportedSymbolState.describe('State before.'),
    to: reportedSymbolState.describe('State after.'),
    reason: z.string().min(1).describe('Closed word for the change.'),
    atMs: epochMs.describe('Wall clock of the change.'),
  }),
  subject: (change) => `${SUBJECT_ROOT}.symbol.state.${subjectToken(change.symbol)}`,
  messageId: (change) => `symbol-state:${change.symbol}:${change.from}:${change.to}:${change.atMs}`,
  partitionKey: (change) => change.symbol,
});
export type SymbolStateChanged = PayloadOf<typeof symbolStateChanged>;
