import type { Sizing } from '@tape/risk-rules';
import type { Verdict } from '@tape/validation';
import { rejectionIdOf } from '../ids.js';
import type { RejectedSignal } from './trade-signal.js';

/**
 * The rejection of a failed verdict, with the refusing stage's own words.
 *
 * @throws RangeError when the chain holds no FAIL: what was not refused must not be stored as refused.
 */
export function buildRejection({ pattern, chain }: Verdict<Sizing | null>): RejectedSignal {
  const refusal = chain.stages.find((verdict) => verdict.status === 'FAIL');
  if (refusal === undefined) throw new RangeError(`no rejection for ${pattern.id}: no stage refused it`);
  return {
    schemaVersion: 1,
    id: rejectionIdOf(pattern.id),
    patternId: pattern.id,
    symbol: pattern.symbol,
    timeframe: pattern.timeframe,
    assetClass: pattern.assetClass,
    simulated: pattern.simulated,
    direction: pattern.direction,
    pattern: pattern.pattern,
    ...(pattern.strategy === undefined ? {} : { strategy: pattern.strategy }),
    phase: pattern.phase,
    entry: pattern.entry,
    stop: pattern.stop,
    target: pattern.targets.primary,
    confidence: pattern.confidence,
    stage: refusal.stage,
    reason: refusal.reason ?? 'refused',
    message: refusal.message,
    measured: refusal.measured,
    limit: refusal.limit,
    nearMiss: refusal.nearMiss,
    validationChain: chain,
    correlationId: pattern.id,
    eventTimeMs: pattern.eventTimeMs,
    barTimeMs: pattern.knownAtMs,
    rejectedAtMs: pattern.closeTimeMs,
  };
}
