import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { signalStatus } from './trade-signal.js';

/** One step in a signal's life. Published by signal. */
export const signalStatusChanged = defineEvent({
  name: 'signal.status',
  version: 1,
  stream: 'SIGNALS',
  payload: z.strictObject({
    signalId: z.string().min(1),
    symbol,
    timeframe,
    from: signalStatus.describe('Status before.'),
    to: signalStatus.describe('Status after.'),
    by: z.string().min(1).describe(`Who or what moved it: a claimer's name, "expiry", "execution".`),
    atMs: epochMs.describe('Business time of the change.'),
  }),
  subject: (change) => `${SUBJECT_ROOT}.signal.status.${change.timeframe}.${subjectToken(change.symbol)}`,
  messageId: (change) => `signal-status:${change.signalId}:${change.from}:${change.to}:${change.atMs}`,
  partitionKey: (change) => change.symbol,
});
export type SignalStatusChanged = PayloadOf<typeof signalStatusChanged>;
