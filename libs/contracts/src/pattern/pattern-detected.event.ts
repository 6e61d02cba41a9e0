import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { partitionOf } from '../envelope/partition.js';
import { subjectToken } from '../envelope/subject-token.js';
import {
  assetClass,
  confidence,
  decimal,
  direction,
  epochMs,
  phase,
  side,
  symbol,
  timeframe,
  tradablePattern,
} from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const strength = z.int().min(0).max(100);
const ratio = z.number().nonnegative().nullable();

/** A tradable candidate with all that validation needs to judge it without looking anything up in the analysis. */
export const detectedPattern = z.strictObject({
  /** `symbol:timeframe:pattern:event-bar time:range id`: the same pattern has one id, ever. */
  id: z.string().min(1),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean(),
  pattern: tradablePattern,
  side,
  direction,
  /** Phase after the bar at which the candidate became known; null when the range has none. */
  phase: phase.nullable(),
  phaseConfidence: confidence,
  /** Bars since phase B began; null when it has not. */
  phaseBBars: z.int().nonnegative().nullable(),
  eventTimeMs: epochMs,
  knownAtMs: epochMs,
  /** Close time of the bar at which it became known, the business time of every decision about it. */
  closeTimeMs: epochMs,
  entry: decimal,
  stop: decimal,
  targets: z.strictObject({ primary: decimal, secondary: z.array(decimal), conservative: decimal.nullable() }),
  /** Level whose loss ends the campaign at once: the spring's low, the UTAD's high, the campaign ice. */
  guard: z.strictObject({ kind: z.enum(['SPRING_LOW', 'CAMPAIGN_ICE', 'UTAD_HIGH']), price: decimal }),
  confidence,
  components: z.strictObject({ pattern: confidence, phase: confidence, volume: confidence }),
  /** What the score is made of, by name, in points. */
  scoreParts: z.record(z.string(), z.number()),
  range: z.strictObject({
    id: z.string().min(1),
    startTimeMs: epochMs,
    ice: decimal,
    creek: decimal,
    jump: decimal.nullable(),
    iceStrength: strength,
    creekStrength: strength,
    quality: strength,
    widthPercent: z.number().nonnegative(),
    durationBars: z.int().nonnegative(),
  }),
  volume: z.strictObject({
    /** Event bar's volume against the mean of the 20 bars before it. */
    relativeVolume: ratio,
    /** Against the mean of the range's bars. */
    rangeRelativeVolume: ratio,
    /** Volume of the confirming TEST against the spring's; null for other patterns. */
    testVolumeRatio: ratio,
    /** 1 terminal shakeout, 2 ordinary, 3 no supply; null for other patterns. */
    springType: z.union([z.literal(1), z.literal(2), z.literal(3)]).nullable(),
    closePosition: z.number().min(0).max(1),
    /** What the numbers count: traded units or price changes. */
    source: z.enum(['TRADED', 'TICK']),
  }),
  market: z.strictObject({
    atr: decimal.nullable(),
    atrPercentile: z.number().min(0).max(100).nullable(),
    volumePercentile: z.number().min(0).max(100).nullable(),
    adx: z.number().min(0).max(100).nullable(),
    trend: z.enum(['TRENDING_UP', 'TRENDING_DOWN', 'SIDEWAYS']).nullable(),
  }),
});

/** A tradable candidate. Published by detection once, ever; judged by validation-chain. */
export const patternDetected = defineEvent({
  name: 'pattern.detected',
  version: 1,
  stream: 'PATTERNS',
  payload: detectedPattern,
  subject: (pattern, partitions) =>
    `${SUBJECT_ROOT}.pattern.detected.${pattern.pattern}.${pattern.timeframe}.${subjectToken(pattern.symbol)}.${partitionOf(pattern.symbol, partitions)}`,
  messageId: (pattern) => `pattern:${pattern.id}`,
  partitionKey: (pattern) => pattern.symbol,
});
export type PatternDetected = PayloadOf<typeof patternDetected>;
