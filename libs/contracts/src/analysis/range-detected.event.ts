import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, side, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const rangeState = z.enum(['FORMING', 'ACTIVE', 'BROKEN_UP', 'BROKEN_DOWN', 'COMPLETED', 'FAILED']);

/** A trading range was born or changed. Published by detection, on change only. */
export const rangeDetected = defineEvent({
  name: 'analysis.range',
  version: 1,
  stream: 'ANALYSIS',
  payload: z.strictObject({
    rangeId: z.string().min(1),
    symbol,
    timeframe,
    side: side.nullable(),
    state: rangeState,
    startTimeMs: epochMs,
    /** The bar after which this became known. */
    knownAtMs: epochMs,
    ice: decimal,
    creek: decimal,
    /** Price objective; null while the range is too young to have one. */
    jump: decimal.nullable(),
    conservativeObjective: decimal.nullable(),
    quality: z.int().min(0).max(100),
    iceStrength: z.int().min(0).max(100),
    creekStrength: z.int().min(0).max(100),
    durationBars: z.int().nonnegative(),
  }),
  subject: (range, partitions) =>
    `${SUBJECT_ROOT}.analysis.range.${range.timeframe}.${subjectToken(range.symbol)}.${partitionOf(range.symbol, partitions)}`,
  messageId: (range) =>
    `range:${range.rangeId}:${range.knownAtMs}:${range.state}:${range.ice}:${range.creek}:${range.quality}`,
  partitionKey: (range) => range.symbol,
});
export type RangeDetected = PayloadOf<typeof rangeDetected>;
