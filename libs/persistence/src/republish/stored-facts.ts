import {
  barIngested,
  outgoing,
  type OutgoingEvent,
  patternDetected,
  type PatternDetected,
  rejected,
  type RejectedSignal,
  signalGenerated,
  signalRejected,
  type TradeSignal,
  validated,
  type Verdict,
} from '@tape/contracts';

/** Facts of one kind that lie in Postgres, and the event that tells of each. */
export interface StoredFacts {
  readonly table: string;
  /** Column that orders them in business time, and the one that makes the order total. */
  readonly time: string;
  readonly id: string;
  /** Who published them first, and does again. */
  readonly service: string;
  /** The event as it was, from the `content` column. */
  readonly eventOf: (content: never, partitions: number) => OutgoingEvent;
}

/**
 * What can be told again without harm: whoever acted on it knows its id. Exits, orders and positions are not here:
 * an old order to close everything must never be heard twice.
 */
export const STORED_FACTS = {
  patterns: {
    table: 'patterns',
    time: 'known_at',
    id: 'id',
    service: 'detection',
    eventOf: (pattern: PatternDetected, partitions: number) => {
      const bar = barIdOf(pattern, pattern.knownAtMs);
      const origin = { source: 'detection', timeMs: pattern.closeTimeMs, correlationId: bar, causationId: bar };
      return outgoing(patternDetected, pattern, origin, partitions);
    },
  },
  verdicts: {
    table: 'validation_results',
    time: 'known_at',
    id: 'pattern_id',
    service: 'validation-chain',
    eventOf: (verdict: Verdict, partitions: number) => {
      const { pattern, chain } = verdict;
      const origin = {
        source: 'validation-chain',
        timeMs: pattern.closeTimeMs,
        correlationId: barIdOf(pattern, pattern.knownAtMs),
        causationId: patternDetected.messageId(pattern),
      };
      return outgoing(chain.overall === 'FAIL' ? rejected : validated, verdict, origin, partitions);
    },
  },
  signals: {
    table: 'signals',
    time: 'created_at',
    id: 'id',
    service: 'signal',
    eventOf: (signal: TradeSignal, partitions: number) => {
      const origin = {
        source: 'signal',
        timeMs: signal.createdAtMs,
        correlationId: signal.correlationId,
        causationId: `validation.passed:${signal.patternId}`,
      };
      return outgoing(signalGenerated, signal, origin, partitions);
    },
  },
  rejections: {
    table: 'rejected_signals',
    time: 'rejected_at',
    id: 'id',
    service: 'signal',
    eventOf: (rejection: RejectedSignal, partitions: number) => {
      const origin = {
        source: 'signal',
        timeMs: rejection.rejectedAtMs,
        correlationId: rejection.correlationId,
        causationId: `validation.rejected:${rejection.patternId}`,
      };
      return outgoing(signalRejected, rejection, origin, partitions);
    },
  },
} as const satisfies Record<string, StoredFacts>;

export type FactKind = keyof typeof STORED_FACTS;
export const FACT_KINDS = Object.keys(STORED_FACTS) as readonly FactKind[];

/** The bar all of it follows from. */
function barIdOf({ symbol, timeframe }: PatternDetected, openTimeMs: number): string {
  const bar = { symbol, timeframe, openTimeMs } as Parameters<typeof barIngested.messageId>[0];
  return barIngested.messageId(bar);
}
