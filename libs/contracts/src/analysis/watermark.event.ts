import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT, type StreamName } from '../stream/streams.js';

const payload = z.strictObject({
  symbol,
  timeframe,
  throughOpenTimeMs: epochMs.describe(
    'Open time of the newest bar for which everything older, and this bar itself, has passed this stage.',
  ),
  newsOpenTimeMs: epochMs
    .nullable()
    .optional()
    .describe(
      'Open time of the newest bar at which this stage decided something that others must act on (a signal, a trade, an exit); null when there is none. Absent: look into the tables.',
    ),
  quietOpenTimeMs: epochMs
    .optional()
    .describe(
      'Of execution: up to this later bar nothing will be traded in the series, unless an exit comes. Risk may check the bars up to here, or refuse.',
    ),
  refusedOpenTimeMs: epochMs
    .optional()
    .describe(
      'Of risk: what execution said would stay quiet behind this bar is not relied on any further than this mark goes.',
    ),
});

/**
 * "Nothing more will come from this series up to and including this bar." Where it is kept in a stream it travels behind
 * the events it speaks of; so stages that must act in bar order (execution, risk) know when a bar has no decision
 * outstanding. See docs/adr/0005-watermarks-carry-bar-time.md.
 */
function watermark<Stage extends 'analysis' | 'strategy' | 'validation' | 'signal' | 'execution' | 'guard'>(
  stage: Stage,
  stream: StreamName | null,
) {
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
/** Announced by strategy, where one is at work: every proposal up to this bar is a signal or a rejection. Kept in series_progress. */
export const strategyWatermark = watermark('strategy', null);
/** Published by validation-chain: every pattern up to this bar has its verdict. */
export const validationWatermark = watermark('validation', 'VALIDATION');
/** Announced by signal: every verdict up to this bar is a signal or a rejection in Postgres. Kept in series_progress. */
export const signalWatermark = watermark('signal', null);
/** Announced by execution: orders, stops and targets up to this bar are done. Kept in series_progress. */
export const executionWatermark = watermark('execution', null);
/** Announced by risk: the guards of every bar up to this one were checked. Kept in series_progress. */
export const guardWatermark = watermark('guard', null);
export type Watermark = PayloadOf<typeof analysisWatermark>;
