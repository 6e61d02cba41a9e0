import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT, type StreamName } from '../stream/streams.js';

const payload = z.strictObject({
  symbol,
  timeframe,
  /** Open time of the newest bar for which everything older, and this bar itself, has passed this stage. */
  throughOpenTimeMs: epochMs,
});

/**
 * "Nothing more will come from this series up to and including this bar." Travels in the same stream, behind the events
 * it speaks of, so that stages which must act in bar order (risk, execution) know when a bar has no decision outstanding.
 * See docs/adr/0005-watermarks-carry-bar-time.md.
 */
function watermark<Stage extends 'analysis' | 'validation' | 'signal'>(stage: Stage, stream: StreamName) {
  return defineEvent({
    name: `${stage}.watermark` as const,
    version: 1,
    stream,
    payload,
    subject: (mark, partitions) =>
      `${SUBJECT_ROOT}.${stage}.watermark.${mark.timeframe}.${subjectToken(mark.symbol)}.${partitionOf(mark.symbol, partitions)}`,
    messageId: (mark) => `${stage}.watermark:${mark.symbol}:${mark.timeframe}:${mark.throughOpenTimeMs}`,
    partitionKey: (mark) => mark.symbol,
  });
}

/** Published by detection: every pattern up to this bar has been published. */
export const analysisWatermark = watermark('analysis', 'PATTERNS');
/** Published by validation-chain: every pattern up to this bar has its verdict. */
export const validationWatermark = watermark('validation', 'VALIDATION');
/** Published by signal: every verdict up to this bar is a signal or a rejection in Postgres. */
export const signalWatermark = watermark('signal', 'SIGNALS');
export type Watermark = PayloadOf<typeof analysisWatermark>;
