import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { confidence, decimal, epochMs, phase, side, symbol, timeframe, wyckoffEvent } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** A structural event was recognised, and with it the phase the range is in after that bar. Published by detection, on change only. */
export const phaseDetected = defineEvent({
  name: 'analysis.phase',
  version: 1,
  stream: 'ANALYSIS',
  payload: z.strictObject({
    symbol,
    timeframe,
    rangeId: z.string().min(1).nullable().describe('The range it belongs to; null before a range has formed.'),
    side,
    event: wyckoffEvent
      .nullable()
      .describe(
        'The event that was recognised; null when a phase ended for another cause (void, failed, held above the creek).',
      ),
    phase: phase.nullable().describe('Phase after the bar; null when there is none.'),
    previousPhase: phase.nullable().describe('Phase before the bar; null when there was none.'),
    confidence: confidence.describe('Confidence in the phase, 0-100.'),
    reason: z.string().min(1).describe('Closed word for why the phase moved or stayed, "climax-void" for example.'),
    eventTimeMs: epochMs.describe("The bar the event rests on: a spring's low bar, say."),
    knownAtMs: epochMs.describe('Open time of the bar after which it became known; nothing used it earlier.'),
    price: decimal.describe('Price of the event, quote currency.'),
    score: z
      .int()
      .min(0)
      .max(100)
      .nullable()
      .describe('Points of the event, 0-100; null when the phase moved without one.'),
  }),
  subject: (change, partitions) =>
    `${SUBJECT_ROOT}.analysis.phase.${change.timeframe}.${subjectToken(change.symbol)}.${partitionOf(change.symbol, partitions)}`,
  messageId: (change) =>
    `phase:${change.symbol}:${change.timeframe}:${change.rangeId ?? 'none'}:${change.event ?? change.reason}:${change.phase ?? 'none'}:${change.eventTimeMs}:${change.knownAtMs}`,
  partitionKey: (change) => change.symbol,
});
export type PhaseDetected = PayloadOf<typeof phaseDetected>;
