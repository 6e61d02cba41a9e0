import { amount, expiresAtMs, isPriceOrdered, rMultipleText, type Sizing } from '@tape/risk-rules';
import type { DetectedPattern, Verdict } from '@tape/validation';
import { signalIdOf } from '../ids.js';
import { priorityOf } from './priority.js';
import type { TradeSignal } from './trade-signal.js';

/** Share of each component in the overall confidence. */
export const CONFIDENCE_WEIGHTS = { pattern: 0.5, phase: 0.3, volume: 0.2 } as const;
/** Components are rounded to whole numbers one by one, so the parts may miss the whole by this much. */
const CONFIDENCE_TOLERANCE = 1;
/** Weights such as 0.3 are not exact in binary; a difference of exactly 1 must not fail for that. */
const BINARY_NOISE = 1e-9;
const MAX_CONFIDENCE = { STOCK: 95, CRYPTO: 95, FOREX: 85 } as const;

function brokenConfidence({ assetClass, confidence, components }: DetectedPattern): string | null {
  const { pattern, phase, volume } = CONFIDENCE_WEIGHTS;
  const whole = pattern * components.pattern + phase * components.phase + volume * components.volume;
  const expected = Math.min(MAX_CONFIDENCE[assetClass], whole);
  if (Math.abs(expected - confidence) <= CONFIDENCE_TOLERANCE + BINARY_NOISE) return null;
  return `confidence ${confidence} disagrees with its parts, which make ${expected}`;
}

/** The first broken promise of a would-be signal, or null. */
function brokenInvariant({ pattern, chain, sizing }: Verdict<Sizing>): string | null {
  if (chain.overall === 'FAIL') return 'its validation failed';
  if (pattern.phase === null && pattern.strategy === undefined) return 'it has no phase';
  if (!isPriceOrdered(pattern)) {
    return `stop ${pattern.stop}, entry ${pattern.entry}, target ${pattern.targets.primary} make no ${pattern.direction}`;
  }
  if (!amount(sizing.quantity).greaterThan(0)) return `its size is ${sizing.quantity}`;
  if (rMultipleText(pattern) !== sizing.rMultiple) {
    return `its R is ${sizing.rMultiple}, but its prices make ${rMultipleText(pattern)}`;
  }
  return brokenConfidence(pattern);
}

/**
 * The signal of a passed verdict; a pure function, so that a repeated verdict makes the identical signal.
 *
 * @throws RangeError when the verdict breaks a promise every signal keeps: failed chain, no phase, price order, R against prices,
 * confidence against its parts. Such a verdict is a fault of ours and must be seen, not traded.
 */
export function buildSignal(verdict: Verdict<Sizing>): TradeSignal {
  const { pattern, chain, sizing } = verdict;
  const broken = brokenInvariant(verdict);
  const { phase, range } = pattern;
  if (broken !== null) throw new RangeError(`no signal for ${pattern.id}: ${broken}`);
  return {
    schemaVersion: 1,
    id: signalIdOf(pattern.id),
    patternId: pattern.id,
    symbol: pattern.symbol,
    timeframe: pattern.timeframe,
    assetClass: pattern.assetClass,
    simulated: pattern.simulated,
    direction: pattern.direction,
    pattern: pattern.pattern,
    ...(pattern.strategy === undefined ? {} : { strategy: pattern.strategy }),
    phase,
    entry: pattern.entry,
    stop: pattern.stop,
    targets: pattern.targets,
    guard: pattern.guard,
    ...(pattern.trailing === undefined ? {} : { trailing: pattern.trailing }),
    positionSize: sizing.quantity,
    positionUnit: sizing.unit,
    notional: sizing.notional,
    riskAmount: sizing.riskAmount,
    riskPercent: sizing.riskPercent,
    rMultiple: sizing.rMultiple,
    confidence: pattern.confidence,
    components: pattern.components,
    campaignId: sizing.campaignId,
    reservationId: sizing.reservationId,
    validationChain: chain,
    rangeLevels: { rangeId: range.id, ice: range.ice, creek: range.creek, jump: range.jump },
    volumeSource: pattern.volume.source,
    needsReview: chain.needsReview,
    priority: priorityOf({
      confidence: pattern.confidence,
      rMultiple: sizing.rMultiple,
      pattern: pattern.pattern,
    }),
    // The pattern is where a trade's story begins; everything that follows from it carries its id.
    correlationId: pattern.id,
    eventTimeMs: pattern.eventTimeMs,
    barTimeMs: pattern.knownAtMs,
    createdAtMs: pattern.closeTimeMs,
    expiresAtMs: expiresAtMs(pattern.closeTimeMs, pattern.timeframe),
  };
}
