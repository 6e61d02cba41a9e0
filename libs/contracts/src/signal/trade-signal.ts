import { z } from 'zod';
import {
  assetClass,
  confidence,
  decimal,
  direction,
  epochMs,
  candidatePattern,
  phase,
  strategyOrigin,
  symbol,
  timeframe,
  unsignedDecimal,
  trailPlan,
} from '../envelope/wire-types.js';
import { stageName, validationChain } from '../validation/verdict.event.js';

export const signalStatus = z.enum([
  'APPROVED',
  'CLAIMED',
  'FILLED',
  'TARGET_HIT',
  'STOPPED',
  'CLOSED',
  'EXPIRED',
  'CANCELLED',
]);

/** A trade the system stands behind, with the whole chain of reasons. Immutable but for its status. */
export const tradeSignal = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().min(1).describe('`sig_` and a hash of the pattern id: one pattern, one signal, ever.'),
  patternId: z.string().min(1).describe('The candidate it was made of.'),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean().describe('True when it rests on bars of the market simulator.'),
  direction,
  pattern: candidatePattern,
  strategy: strategyOrigin.optional().describe('The strategy that proposed it; absent for a pattern of the analysis.'),
  phase: phase.nullable().describe('Null only where a strategy saw no phase.'),
  entry: decimal.describe('Reference price of the entry, quote currency; the order is filled at the next open.'),
  stop: decimal.describe('Stop price, quote currency.'),
  targets: z.strictObject({ primary: decimal, secondary: z.array(decimal), conservative: decimal.nullable() }),
  guard: z
    .strictObject({ kind: z.enum(['SPRING_LOW', 'CAMPAIGN_ICE', 'UTAD_HIGH', 'STRATEGY_STOP']), price: decimal })
    .describe('Level whose loss ends the campaign at once.'),
  trailing: trailPlan
    .optional()
    .describe('How the stop of the last part follows the price; left out where it does not.'),
  positionSize: unsignedDecimal.describe('Units to trade, in `positionUnit`.'),
  positionUnit: z.enum(['SHARES', 'LOTS', 'CONTRACTS']),
  notional: unsignedDecimal.describe('Value at entry, account currency.'),
  riskAmount: unsignedDecimal.describe('Loss at the stop, account currency.'),
  riskPercent: unsignedDecimal.describe('riskAmount against equity, in percent.'),
  rMultiple: decimal.describe('|target - entry| / |entry - stop|.'),
  confidence,
  components: z
    .strictObject({ pattern: confidence, phase: confidence, volume: confidence })
    .describe('What confidence is made of: pattern .5, phase .3, volume .2.'),
  campaignId: z.string().min(1).describe('`SYMBOL-RANGESTART`: everything built in one range.'),
  reservationId: z.string().min(1).describe('The reservation that holds the money.'),
  validationChain,
  rangeLevels: z.strictObject({ rangeId: z.string().min(1), ice: decimal, creek: decimal, jump: decimal.nullable() }),
  volumeSource: z.enum(['TRADED', 'TICK']).describe('What its volume counts: traded units or price changes.'),
  needsReview: z.boolean().describe('Two warnings, or one at a confidence under 80.'),
  priority: z.number().min(0).max(100).describe('0-100, from confidence, R and pattern: the best is claimed first.'),
  correlationId: z.string().min(1).describe('One id for all that follows from one bar.'),
  eventTimeMs: epochMs.describe('The bar the pattern rests on.'),
  barTimeMs: epochMs.describe('Open time of the bar at whose close the signal was made.'),
  createdAtMs: epochMs.describe("Business time of the signal: that bar's close."),
  expiresAtMs: epochMs.describe('Business time after which it may no longer be claimed.'),
});
export type TradeSignal = z.infer<typeof tradeSignal>;
export type SignalStatus = z.infer<typeof signalStatus>;

/** A candidate that did not become a trade, and exactly why. */
export const rejectedSignal = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().min(1).describe('Pure function of the pattern id: one candidate is refused once.'),
  patternId: z.string().min(1).describe('The candidate that was refused.'),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean().describe('True when it rests on bars of the market simulator.'),
  direction,
  pattern: candidatePattern,
  strategy: strategyOrigin.optional(),
  phase: phase.nullable(),
  entry: decimal.describe('Reference price of the entry, quote currency; it was never ordered.'),
  stop: decimal.describe('Stop price, quote currency.'),
  target: decimal.describe('First objective, quote currency.'),
  confidence,
  stage: stageName.describe('The stage that refused.'),
  reason: z.string().min(1).describe('Closed word, "heat-cap" for example.'),
  message: z.string().describe('One sentence for a person.'),
  measured: z.string().nullable().describe('What was measured, as text.'),
  limit: z.string().nullable().describe('What it was held against, as text.'),
  nearMiss: z.boolean().describe('Within 10 % of the limit.'),
  validationChain,
  correlationId: z.string().min(1).describe('One id for all that follows from one bar.'),
  eventTimeMs: epochMs.describe('The bar the pattern rests on.'),
  barTimeMs: epochMs.describe('Open time of the bar at whose close it was refused.'),
  rejectedAtMs: epochMs.describe("Business time of the refusal: that bar's close."),
});
export type RejectedSignal = z.infer<typeof rejectedSignal>;
