import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, epochMs, side, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** A detector plug-in found what it looks for. Published by detection; no stage of the pipeline acts on it. */
export const customDetected = defineEvent({
  name: 'analysis.custom',
  version: 1,
  stream: 'ANALYSIS',
  payload: z.strictObject({
    symbol,
    timeframe,
    detector: z.string().min(1).max(32).describe('Name of the plug-in.'),
    side: side.nullable().describe('Null when the plug-in names none.'),
    rangeId: z.string().min(1).nullable().describe('The range it belongs to; null for none.'),
    eventTimeMs: epochMs.describe('Open time of the bar the event rests on.'),
    knownAtMs: epochMs.describe('Open time of the bar after which it became known.'),
    price: decimal.describe('Price of the event, quote currency.'),
    score: z.int().min(0).max(100).describe('Points, 0-100.'),
    scoreParts: z.record(z.string(), z.number()).describe('What the score is made of, by name, in points.'),
    relativeVolume: z
      .number()
      .nonnegative()
      .nullable()
      .describe("Event bar's volume against the mean of the 20 bars before it."),
  }),
  subject: (event, partitions) =>
    `${SUBJECT_ROOT}.analysis.custom.${subjectToken(event.detector)}.${event.timeframe}.${subjectToken(event.symbol)}.${partitionOf(event.symbol, partitions)}`,
  messageId: (event) => `custom:${event.symbol}:${event.timeframe}:${event.detector}:${event.knownAtMs}`,
  partitionKey: (event) => event.symbol,
});
export type CustomDetected = PayloadOf<typeof customDetected>;
