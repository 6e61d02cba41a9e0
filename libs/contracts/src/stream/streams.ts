/** First token and version of every subject. */
export const SUBJECT_ROOT = 'tape.v1';

/** One JetStream stream as it must exist on the server. Sizes bound the disk; Postgres keeps the truth for longer. */
export interface StreamDefinition {
  readonly subjects: readonly string[];
  readonly description: string;
  readonly maxAgeHours: number;
  readonly maxBytes: number;
  /** Repeats of a message id inside this window are dropped by the server. */
  readonly duplicateWindowSeconds: number;
}

const GIB = 1024 ** 3;

export const STREAMS = {
  BARS: {
    subjects: [`${SUBJECT_ROOT}.bar.ingested.>`],
    description: 'Accepted bars in the order they were accepted: the tape.',
    maxAgeHours: 24 * 30,
    maxBytes: 4 * GIB,
    duplicateWindowSeconds: 120,
  },
  ANALYSIS: {
    subjects: [
      `${SUBJECT_ROOT}.analysis.range.>`,
      `${SUBJECT_ROOT}.analysis.phase.>`,
      `${SUBJECT_ROOT}.analysis.custom.>`,
    ],
    description: 'Trading ranges and phases, on change only, and what detector plug-ins found.',
    maxAgeHours: 24 * 30,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  PATTERNS: {
    subjects: [
      `${SUBJECT_ROOT}.pattern.detected.>`,
      `${SUBJECT_ROOT}.detector.failed.>`,
      `${SUBJECT_ROOT}.analysis.watermark.>`,
      `${SUBJECT_ROOT}.strategy.proposed.>`,
    ],
    description:
      'Tradable candidates, proposals of strategies, detector failures, and how far each series is analysed.',
    maxAgeHours: 24 * 30,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  VALIDATION: {
    subjects: [`${SUBJECT_ROOT}.validation.>`],
    description: 'Verdicts of the validation chain, and how far each series is judged.',
    maxAgeHours: 24 * 30,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  SIGNALS: {
    subjects: [
      `${SUBJECT_ROOT}.signal.generated.>`,
      `${SUBJECT_ROOT}.signal.rejected.>`,
      `${SUBJECT_ROOT}.signal.status.>`,
    ],
    description: 'Trade signals, rejected signals and the life of each.',
    maxAgeHours: 24 * 90,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  RISK: {
    subjects: [`${SUBJECT_ROOT}.risk.>`],
    description: 'Emergency exits, trading state and campaigns.',
    maxAgeHours: 24 * 90,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  EXECUTION: {
    subjects: [`${SUBJECT_ROOT}.order.>`, `${SUBJECT_ROOT}.position.>`, `${SUBJECT_ROOT}.trade.>`],
    description: 'Orders, fills and positions.',
    maxAgeHours: 24 * 90,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  OPS: {
    subjects: [
      `${SUBJECT_ROOT}.regime.>`,
      `${SUBJECT_ROOT}.feed.>`,
      `${SUBJECT_ROOT}.service.>`,
      `${SUBJECT_ROOT}.symbol.>`,
      `${SUBJECT_ROOT}.backtest.>`,
    ],
    description: 'Feeds, services, symbol states, market regimes and the progress of backtests.',
    maxAgeHours: 24 * 7,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
  DLQ: {
    subjects: ['dlq.>'],
    description: 'Messages that could not be processed, with service, reason and number of deliveries.',
    maxAgeHours: 24 * 90,
    maxBytes: GIB,
    duplicateWindowSeconds: 120,
  },
} as const satisfies Record<string, StreamDefinition>;

export type StreamName = keyof typeof STREAMS;
