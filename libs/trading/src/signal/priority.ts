import { amount } from '@tape/risk-rules';
import type { CandidatePattern } from '@tape/validation';

/** How early in a campaign a pattern stands: the earlier, the closer its stop to the cause. Scale 0..1. */
const PATTERN_RANK: Readonly<Record<CandidatePattern, number>> = {
  SPRING: 1,
  LPS: 0.67,
  SOS: 0.33,
  UTAD: 0.33,
  LPSY: 0.33,
  SOW: 0,
  STRATEGY: 0.33,
};

const CONFIDENCE_WEIGHT = 0.4;
const REWARD_WEIGHT = 0.3;
const PATTERN_WEIGHT = 0.3;
/** Tradable confidence runs from 70 to 95. */
const LEAST_CONFIDENCE = 70;
const CONFIDENCE_SPAN = 25;
/** Rewards from 2 R to 5 R are told apart; more is not better, only rarer. */
const LEAST_REWARD = 2;
const REWARD_SPAN = 3;

function clip(share: number): number {
  return Math.min(1, Math.max(0, share));
}

export interface Prioritised {
  readonly confidence: number;
  readonly rMultiple: string;
  readonly pattern: CandidatePattern;
}

/** Place in the queue, 0..100: confidence 40, reward 30, pattern 30. Four decimals, so that it survives storage unchanged. */
export function priorityOf({ confidence, rMultiple, pattern }: Prioritised): number {
  const score =
    CONFIDENCE_WEIGHT * clip((confidence - LEAST_CONFIDENCE) / CONFIDENCE_SPAN) +
    REWARD_WEIGHT * clip((amount(rMultiple).toNumber() - LEAST_REWARD) / REWARD_SPAN) +
    PATTERN_WEIGHT * PATTERN_RANK[pattern];
  return Math.round(score * 1_000_000) / 10_000;
}

export interface Queued {
  readonly id: string;
  readonly symbol: string;
  readonly priority: number;
  readonly barTimeMs: number;
}

/** Order of the queue: priority, then the earlier bar, then symbol and id, so that no two signals ever tie. */
export function comparePriority(a: Queued, b: Queued): number {
  if (a.priority !== b.priority) return b.priority - a.priority;
  if (a.barTimeMs !== b.barTimeMs) return a.barTimeMs - b.barTimeMs;
  if (a.symbol !== b.symbol) return a.symbol < b.symbol ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
