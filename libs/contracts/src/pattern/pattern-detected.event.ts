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
  candidatePattern,
  side,
  strategyOrigin,
  symbol,
  timeframe,
  trailPlan,
} from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

const strength = z.int().min(0).max(100);
const ratio = z.number().nonnegative().nullable();

/** A tradable candidate with all that validation needs to judge it without looking anything up in the analysis. */
export const detectedPattern = z.strictObject({
  id: z
    .string()
    .min(1)
    .describe('`symbol:timeframe:pattern:event-bar time:range id`: the same pattern has one id, ever.'),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean().describe('True when it rests on bars of the market simulator.'),
  pattern: candidatePattern,
  strategy: strategyOrigin.optional().describe('The strategy that proposed it; absent for a pattern of the analysis.'),
  side,
  direction,
  phase: phase
    .nullable()
    .describe('Phase after the bar at which the candidate became known; null when the range has none.'),
  phaseConfidence: confidence.describe('Confidence in the phase, 0-100.'),
  phaseBBars: z.int().nonnegative().nullable().describe('Bars since phase B began; null when it has not.'),
  eventTimeMs: epochMs.describe('Open time of the bar the pattern rests on.'),
  knownAtMs: epochMs.describe('Open time of the bar after which it became known.'),
  closeTimeMs: epochMs.describe(
    'Close time of the bar at which it became known, the business time of every decision about it.',
  ),
  entry: decimal.describe('Reference price of the entry, quote currency.'),
  stop: decimal.describe('Stop price: below entry for LONG, above it for SHORT.'),
  targets: z.strictObject({ primary: decimal, secondary: z.array(decimal), conservative: decimal.nullable() }),
  guard: z
    .strictObject({ kind: z.enum(['SPRING_LOW', 'CAMPAIGN_ICE', 'UTAD_HIGH', 'STRATEGY_STOP']), price: decimal })
    .describe("Level whose loss ends the campaign at once: the spring's low, the UTAD's high, the campaign ice."),
  trailing: trailPlan.optional().describe('How the stop follows the price; left out where it does not.'),
  confidence,
  components: z.strictObject({ pattern: confidence, phase: confidence, volume: confidence }),
  scoreParts: z.record(z.string(), z.number()).describe('What the score is made of, by name, in points.'),
  range: z.strictObject({
    id: z.string().min(1),
    startTimeMs: epochMs.describe('First bar of the range.'),
    ice: decimal.describe('Support line, quote currency.'),
    creek: decimal.describe('Resistance line, quote currency.'),
    jump: decimal.nullable().describe('Price objective from the cause; null for a range too young to have one.'),
    iceStrength: strength.describe('Points, 0-100.'),
    creekStrength: strength.describe('Points, 0-100.'),
    quality: strength.describe('Points of the range, 0-100; 70 is tradable.'),
    widthPercent: z.number().nonnegative().describe('(creek - ice) / ice, in percent.'),
    durationBars: z.int().nonnegative().describe('Bars from the start of the range to the event.'),
  }),
  volume: z.strictObject({
    relativeVolume: ratio.describe("Event bar's volume against the mean of the 20 bars before it."),
    rangeRelativeVolume: ratio.describe("Against the mean of the range's bars."),
    testVolumeRatio: ratio.describe("Volume of the confirming TEST against the spring's; null for other patterns."),
    springType: z
      .union([z.literal(1), z.literal(2), z.literal(3)])
      .nullable()
      .describe('1 terminal shakeout, 2 ordinary, 3 no supply; null for other patterns.'),
    closePosition: z.number().min(0).max(1).describe('Where the event bar closed between low (0) and high (1).'),
    source: z.enum(['TRADED', 'TICK']).describe('What the numbers count: traded units or price changes.'),
  }),
  market: z.strictObject({
    atr: decimal.nullable().describe('Average true range over 14 bars, quote currency; null while warming up.'),
    atrPercentile: z.number().min(0).max(100).nullable().describe('Rank of the ATR among its recent values, 0-100.'),
    volumePercentile: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .describe("Rank of the event bar's volume among recent bars, 0-100."),
    adx: z
      .number()
      .min(0)
      .max(100)
      .nullable()
      .describe('Average directional index, 0-100; under 25 the market goes sideways.'),
    trend: z
      .enum(['TRENDING_UP', 'TRENDING_DOWN', 'SIDEWAYS'])
      .nullable()
      .describe('Trend of the series by its moving averages and ADX; null while warming up.'),
  }),
  higher: z
    .strictObject({
      timeframe: timeframe.describe('Length of the longer bars.'),
      side: side.nullable().describe('Side of its leading range; null when there is none.'),
      phase: phase.nullable().describe('Its phase; null when there is none.'),
      rangeId: z.string().min(1).nullable(),
      ice: decimal.nullable().describe('Support of that range, quote currency; null when it is in no range.'),
      creek: decimal.nullable().describe('Resistance of that range, quote currency; null when it is in no range.'),
    })
    .nullable()
    .default(null)
    .describe(
      'Where a longer timeframe stood after its last bar that had closed by then; null when the series is read alone, while the longer one warms up, and in events from before this field.',
    ),
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
