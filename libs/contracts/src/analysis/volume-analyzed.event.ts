import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, phase, side, symbol, timeframe, unsignedDecimal } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** The measures of one bar, together with the bar, so that a chart needs nothing else. Core NATS: one a bar, not stored. */
export const volumeAnalyzed = defineEvent({
  name: 'analysis.volume',
  version: 1,
  stream: null,
  payload: z.strictObject({
    symbol,
    timeframe,
    openTimeMs: epochMs,
    open: unsignedDecimal,
    high: unsignedDecimal,
    low: unsignedDecimal,
    close: unsignedDecimal,
    volume: unsignedDecimal,
    simulated: z.boolean(),
    /** volume / mean volume of the 20 bars before; null while there are fewer. */
    ratio: z.number().nullable(),
    /** (high - low) / mean of the 20 bars before; null while there are fewer. */
    spread: z.number().nullable(),
    closePosition: z.number().min(0).max(1),
    effortResult: z.enum(['CLIMACTIC', 'ABSORPTION', 'NO_DEMAND', 'NO_SUPPLY', 'NORMAL']).nullable(),
    /** Bars still missing before the analysis may speak; 0 when warm. */
    warmingBarsToGo: z.int().nonnegative(),
    side: side.nullable(),
    phase: phase.nullable(),
  }),
  subject: (bar, partitions) =>
    `${SUBJECT_ROOT}.analysis.volume.${bar.timeframe}.${subjectToken(bar.symbol)}.${partitionOf(bar.symbol, partitions)}`,
  messageId: (bar) => `volume:${bar.symbol}:${bar.timeframe}:${bar.openTimeMs}`,
  partitionKey: (bar) => bar.symbol,
});
export type VolumeAnalyzed = PayloadOf<typeof volumeAnalyzed>;
