import { z } from 'zod';
import {
  assetClass,
  confidence,
  decimal,
  direction,
  epochMs,
  phase,
  symbol,
  timeframe,
  tradablePattern,
  unsignedDecimal,
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
  id: z.string().min(1),
  patternId: z.string().min(1),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean(),
  direction,
  pattern: tradablePattern,
  phase,
  entry: decimal,
  stop: decimal,
  targets: z.strictObject({ primary: decimal, secondary: z.array(decimal), conservative: decimal.nullable() }),
  guard: z.strictObject({ kind: z.enum(['SPRING_LOW', 'CAMPAIGN_ICE', 'UTAD_HIGH']), price: decimal }),
  positionSize: unsignedDecimal,
  positionUnit: z.enum(['SHARES', 'LOTS', 'CONTRACTS']),
  notional: unsignedDecimal,
  riskAmount: unsignedDecimal,
  riskPercent: unsignedDecimal,
  rMultiple: decimal,
  confidence,
  components: z.strictObject({ pattern: confidence, phase: confidence, volume: confidence }),
  campaignId: z.string().min(1),
  reservationId: z.string().min(1),
  validationChain,
  rangeLevels: z.strictObject({ rangeId: z.string().min(1), ice: decimal, creek: decimal, jump: decimal.nullable() }),
  volumeSource: z.enum(['TRADED', 'TICK']),
  needsReview: z.boolean(),
  priority: z.number().min(0).max(100),
  correlationId: z.string().min(1),
  /** The bar the pattern rests on. */
  eventTimeMs: epochMs,
  /** Open time of the bar at whose close the signal was made. */
  barTimeMs: epochMs,
  /** Business time of the signal: that bar's close. */
  createdAtMs: epochMs,
  expiresAtMs: epochMs,
});
export type TradeSignal = z.infer<typeof tradeSignal>;
export type SignalStatus = z.infer<typeof signalStatus>;

/** A candidate that did not become a trade, and exactly why. */
export const rejectedSignal = z.strictObject({
  schemaVersion: z.literal(1),
  id: z.string().min(1),
  patternId: z.string().min(1),
  symbol,
  timeframe,
  assetClass,
  simulated: z.boolean(),
  direction,
  pattern: tradablePattern,
  phase: phase.nullable(),
  entry: decimal,
  stop: decimal,
  target: decimal,
  confidence,
  stage: stageName,
  reason: z.string().min(1),
  message: z.string(),
  measured: z.string().nullable(),
  limit: z.string().nullable(),
  nearMiss: z.boolean(),
  validationChain,
  correlationId: z.string().min(1),
  eventTimeMs: epochMs,
  barTimeMs: epochMs,
  rejectedAtMs: epochMs,
});
export type RejectedSignal = z.infer<typeof rejectedSignal>;
