import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

/** One detector threw on one bar; the others went on. Published by detection. */
export const detectorFailed = defineEvent({
  name: 'detector.failed',
  version: 1,
  stream: 'PATTERNS',
  payload: z.strictObject({
    symbol,
    timeframe,
    detector: z.string().min(1).describe('Name of the detector.'),
    openTimeMs: epochMs.describe('Open time of the bar it failed on.'),
    message: z.string().describe('What it threw.'),
    circuitOpen: z.boolean().describe('Whether the detector is now left out until it may try again.'),
  }),
  subject: (failure, partitions) =>
    `${SUBJECT_ROOT}.detector.failed.${subjectToken(failure.detector)}.${failure.timeframe}.${subjectToken(failure.symbol)}.${partitionOf(failure.symbol, partitions)}`,
  messageId: (failure) =>
    `detector-failed:${failure.symbol}:${failure.timeframe}:${failure.detector}:${failure.openTimeMs}`,
  partitionKey: (failure) => failure.symbol,
});
export type DetectorFailed = PayloadOf<typeof detectorFailed>;
