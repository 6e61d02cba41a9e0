import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { tradeSignal } from './trade-signal.js';

/** A trade signal was stored and may be claimed. Published by signal. */
export const signalGenerated = defineEvent({
  name: 'signal.generated',
  version: 1,
  stream: 'SIGNALS',
  payload: tradeSignal,
  subject: (signal) => `${SUBJECT_ROOT}.signal.generated.${signal.timeframe}.${subjectToken(signal.symbol)}`,
  messageId: (signal) => `signal:${signal.id}`,
  partitionKey: (signal) => signal.symbol,
});
export type SignalGenerated = PayloadOf<typeof signalGenerated>;
