/** Under this nothing is reported: it would be read all the same. Unit: ended trades. */
export const LEAST_SAMPLE = 10;
/** Under this nothing is judged. Unit: ended trades. */
export const SOUND_SAMPLE = 30;
/**
 * Results this near to zero are neither won nor lost: a stop at break-even ends a little under zero, for its costs. Unit: R.
 */
export const BREAK_EVEN_BAND_R = 0.05;

export type TradeResult = 'WIN' | 'LOSS' | 'BREAK_EVEN';

export function resultOf(rMultiple: number): TradeResult {
  if (Math.abs(rMultiple) <= BREAK_EVEN_BAND_R) return 'BREAK_EVEN';
  return rMultiple > 0 ? 'WIN' : 'LOSS';
}

/** How trades of one kind ended. Measures are null under {@link LEAST_SAMPLE}, and where there is nothing to divide by. */
export interface OutcomeMetrics {
  readonly sample: number;
  readonly sufficiency: 'not-reported' | 'insufficient sample' | 'sound';
  readonly wins: number | null;
  readonly losses: number | null;
  readonly breakEvens: number | null;
  /** Wins against wins and losses, 0 to 100. */
  readonly winRatePercent: number | null;
  /** Mean result of all ended trades, break-evens included. Unit: R. */
  readonly expectancyR: number | null;
  /** Mean against standard deviation of the results, per trade and not per year. */
  readonly sharpe: number | null;
}

/** @param results net results, in R */
export function outcomeMetrics(results: readonly number[]): OutcomeMetrics {
  const sample = results.length;
  if (sample < LEAST_SAMPLE) {
    const nothing = { wins: null, losses: null, breakEvens: null, winRatePercent: null, expectancyR: null };
    return { sample, sufficiency: 'not-reported', ...nothing, sharpe: null };
  }
  const count = (wanted: TradeResult): number => results.filter((r) => resultOf(r) === wanted).length;
  const [wins, losses, breakEvens] = [count('WIN'), count('LOSS'), count('BREAK_EVEN')];
  const { mean, deviation } = moments(results);
  return {
    sample,
    sufficiency: sample < SOUND_SAMPLE ? 'insufficient sample' : 'sound',
    wins,
    losses,
    breakEvens,
    winRatePercent: wins + losses === 0 ? null : rounded((wins / (wins + losses)) * 100),
    expectancyR: rounded(mean),
    sharpe: deviation > NO_DEVIATION ? rounded(mean / deviation) : null,
  };
}

/** What rounding leaves of the deviation of equal numbers. */
const NO_DEVIATION = 1e-12;

/** Two-sided 95 % of the normal distribution. */
const SIGNIFICANT = 1.96;

/** Which engine did better on the same signals. */
export interface EngineComparison {
  /** Signals that both engines traded to an end. */
  readonly pairs: number;
  /** Mean of B minus A; null under {@link LEAST_SAMPLE}. Unit: R. */
  readonly meanDifferenceR: number | null;
  readonly judgement: 'insufficient sample' | 'A is better' | 'B is better' | 'no difference shown';
}

/**
 * Compares pair by pair, so that both engines are measured on the same signals and an easy market favours neither.
 *
 * @param differences result of B minus result of A, one a signal, in R
 */
export function compareEngines(differences: readonly number[]): EngineComparison {
  const pairs = differences.length;
  if (pairs === 0) return { pairs, meanDifferenceR: null, judgement: 'insufficient sample' };
  const { mean, deviation } = moments(differences);
  const meanDifferenceR = pairs < LEAST_SAMPLE ? null : rounded(mean);
  if (pairs < SOUND_SAMPLE) return { pairs, meanDifferenceR, judgement: 'insufficient sample' };
  const isShown = Math.abs(mean) > (SIGNIFICANT * deviation) / Math.sqrt(pairs) && rounded(mean) !== 0;
  const judgement = isShown ? (mean > 0 ? 'B is better' : 'A is better') : 'no difference shown';
  return { pairs, meanDifferenceR, judgement };
}

function moments(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2) return { mean, deviation: 0 };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (values.length - 1)) };
}

function rounded(value: number): number {
  return Math.round(value * 10_000) / 10_000 + 0;
}
