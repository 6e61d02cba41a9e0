import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, phase, side, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** The measures of one bar, together with the bar, so that a chart needs nothing else. Core NATS: one a bar while anybody listens, not stored. */
export const volumeAnalyzed = defineEvent({
  name: 'analysis.volume',
  version: 1,
  stream: null,
  payload: z.strictObject({
    symbol,
    timeframe,
    openTimeMs: epochMs.describe('Open time of the bar, UTC.'),
    open: unsignedDecimal,
    high: unsignedDecimal,
    low: unsignedDecimal,
    close: unsignedDecimal,
    volume: unsignedDecimal,
    simulated: z.boolean().describe('True when the bar came from the market simulator.'),
    ratio: z.number().nullable().describe('volume / mean volume of the 20 bars before; null while there are fewer.'),
    spread: z.number().nullable().describe('(high - low) / mean of the 20 bars before; null while there are fewer.'),
    closePosition: z
      .number()
      .min(0)
      .max(1)
      .describe('(close - low) / (high - low): 0 at the low, 1 at the high, 0.5 when the bar has no height.'),
    effortResult: z
      .enum(['CLIMACTIC', 'ABSORPTION', 'NO_DEMAND', 'NO_SUPPLY', 'NORMAL'])
      .nullable()
      .describe('What volume (effort) says about spread (result); null while averages are missing.'),
    warmingBarsToGo: z.int().nonnegative().describe('Bars still missing before the analysis may speak; 0 when warm.'),
    side: side.nullable().describe('Side of the range that leads; null when there is none.'),
    phase: phase.nullable().describe('Phase of that range after the bar; null when there is none.'),
  }),
  subject: (bar, partitions) =>
    `${SUBJECT_ROOT}.analysis.volume.${bar.timeframe}.${subjectToken(bar.symbol)}.${partitionOf(bar.symbol, partitions)}`,
  messageId: (bar) => `volume:${bar.symbol}:${bar.timeframe}:${bar.openTimeMs}`,
  partitionKey: (bar) => bar.symbol,
});
export type VolumeAnalyzed = PayloadOf<typeof volumeAnalyzed>;
