import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { SUBJECT_ROOT } from '../stream/streams.js';
import { rejectedSignal } from './trade-signal.js';

/** A candidate was refused; stored with stage, reason, measured value and limit. Published by signal. */
export const signalRejected = defineEvent({
  name: 'signal.rejected',
  version: 1,
  stream: 'SIGNALS',
  payload: rejectedSignal,
  subject: (rejection) => `${SUBJECT_ROOT}.signal.rejected.${rejection.timeframe}.${subjectToken(rejection.symbol)}`,
  messageId: (rejection) => `rejection:${rejection.id}`,
  partitionKey: (rejection) => rejection.symbol,
});
export type SignalRejected = PayloadOf<typeof signalRejected>;
