import type { Severity } from './severity.js';

/** What a notice is about. */
export const NOTICE_KINDS = [
  'emergency-exit',
  'trading-state',
  'signal',
  'feed-stale',
  'service-error',
  'dead-letter',
  'test',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface NoticeFact {
  readonly name: string;
  readonly value: string;
}

/** Something people should hear of, before it is put into the words of a channel. */
export interface Notice {
  /** What is told at most once to each receiver: the event's id, or that of a quiet period for what comes in swarms. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly severity: Severity;
  /** One line, without an end mark. */
  readonly title: string;
  readonly text: string;
  readonly facts: readonly NoticeFact[];
  /** Business time where the event has one, else wall clock. */
  readonly occurredAtMs: number;
  /** Leads to everything else that followed from the same bar. */
  readonly correlationId: string;
}
