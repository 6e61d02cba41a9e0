export { CHANNEL_NAMES, KNOWS_REPEATS } from './channel-name.js';
export type { ChannelName } from './channel-name.js';
export { SEVERITIES, reaches } from './severity.js';
export type { Severity } from './severity.js';
export { NOTICE_KINDS } from './notice.js';
export type { Notice, NoticeFact, NoticeKind } from './notice.js';
export {
  QUIET_PERIOD_MS,
  deadLetterNotice,
  exitNotice,
  feedStaleNotice,
  serviceErrorNotice,
  signalNotice,
  stateNotice,
  testNotice,
} from './notice-of-event.js';
export type {
  DeadLetterFacts,
  EventFrame,
  ExitFacts,
  FeedFacts,
  ServiceErrorFacts,
  SignalFacts,
  StateFacts,
} from './notice-of-event.js';
export { LONGEST_SMS, headline, plainText, shortText } from './notice-text.js';
export { notificationId, subscriptionId } from './notification-id.js';
export { DELIVERY_STATES, nextDeliveryState, statesBefore } from './delivery-state.js';
export type { DeliveryState, DeliveryStep } from './delivery-state.js';
export { ATTEMPT_OUTCOMES, LONGEST_RETRY_AFTER_MS, THROTTLED_AT_MOST_MS, afterAttempt } from './after-attempt.js';
export type { AttemptMade, AttemptOutcome, AttemptPolicy, NextStep } from './after-attempt.js';
export { FIRST_RETRY_MS, LAST_RETRY_MS, retryDelayMs } from './retry-delay.js';
