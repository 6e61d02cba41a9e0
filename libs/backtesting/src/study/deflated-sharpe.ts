import { normalQuantile, normalShareUnder } from './normal-distribution.js';
import type { ReturnMoments } from './return-moments.js';

/**
 * How likely the best of several tries is better than nothing, once it is counted that it is the best of several.
 * Bailey and López de Prado, The Deflated Sharpe Ratio (2014).
 */
export interface DeflatedSharpe {
  /** Of the best, for a year. */
  readonly sharpe: number;
  readonly trials: number;
  /** What the best of as many tries without any skill would be expected to show, for a year. */
  readonly expectedByChance: number;
  /** That the true ratio is above that. 0..1; under 0.95 nothing is shown. */
  readonly probability: number;
}

const EULER_MASCHERONI = 0.5772156649;
const YEAR_DAYS = 365.25;

/** @returns null where the best, or fewer than two of the others, have a ratio. */
export function deflatedSharpe(best: ReturnMoments, trials: readonly ReturnMoments[]): DeflatedSharpe | null {
  const ratios = trials.flatMap(({ dailySharpe }) => dailySharpe ?? []);
  if (best.dailySharpe === null || ratios.length < 2 || best.days < 2) return null;
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  const variance = ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0) / (ratios.length - 1);
  const count = trials.length;
  const expected =
    Math.sqrt(variance) *
    ((1 - EULER_MASCHERONI) * normalQuantile(1 - 1 / count) +
      EULER_MASCHERONI * normalQuantile(1 - 1 / (count * Math.E)));
  const ratio = best.dailySharpe;
  const spread = 1 - best.skew * ratio + ((best.kurtosis - 1) / 4) * ratio ** 2;
  const probability = normalShareUnder(
    ((ratio - expected) * Math.sqrt(best.days - 1)) / Math.sqrt(Math.max(spread, 1e-12)),
  );
  const aYear = Math.sqrt(YEAR_DAYS);
  return {
    sharpe: rounded(ratio * aYear),
    trials: count,
    expectedByChance: rounded(expected * aYear),
    probability: rounded(probability),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(4));
}
