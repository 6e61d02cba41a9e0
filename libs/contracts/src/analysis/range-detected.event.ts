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
    rangeId: z.string().min(1).describe('Identity of the range; never changes while the range lives.'),
    symbol,
    timeframe,
    side: side.nullable().describe('Null while nothing says which side builds.'),
    state: rangeState,
    startTimeMs: epochMs.describe('First bar of the range.'),
    knownAtMs: epochMs.describe('The bar after which this became known.'),
    ice: decimal.describe('Support line under the range, quote currency; always below the creek.'),
    creek: decimal.describe('Resistance line across the top, quote currency.'),
    jump: decimal.nullable().describe('Price objective; null while the range is too young to have one.'),
    conservativeObjective: decimal
      .nullable()
      .describe('Objective of one range height beyond the edge; null while there is no jump.'),
    quality: z.int().min(0).max(100).describe('Points, 0-100: 60 is shown, 70 is tradable.'),
    iceStrength: z.int().min(0).max(100).describe('Points, 0-100; under 60 is weak.'),
    creekStrength: z.int().min(0).max(100).describe('Points, 0-100; under 60 is weak.'),
    durationBars: z.int().nonnegative().describe('Bars since the start.'),
  }),
  subject: (range, partitions) =>
    `${SUBJECT_ROOT}.analysis.range.${range.timeframe}.${subjectToken(range.symbol)}.${partitionOf(range.symbol, partitions)}`,
  messageId: (range) =>
    `range:${range.rangeId}:${range.knownAtMs}:${range.state}:${range.ice}:${range.creek}:${range.quality}`,
  partitionKey: (range) => range.symbol,
});
export type RangeDetected = PayloadOf<typeof rangeDetected>;
