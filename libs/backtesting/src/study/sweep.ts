import { dailyReturns } from '../equity-statistics.js';
import { SUFFICIENT_SAMPLE, type BacktestMetrics } from '../metrics.js';
import { summaryOf, type BacktestSummary } from '../report/backtest-report.js';
import type { Variant } from './choice-grid.js';
import { deflatedSharpe, type DeflatedSharpe } from './deflated-sharpe.js';
import { objectiveValue, placeOfBest, type Objective } from './objective.js';
import { momentsOf, type ReturnMoments } from './return-moments.js';
import type { VariantRunner } from './variant-runner.js';

/** The figures of a run that are held beside those of others. */
export type VariantFigures = Pick<
  BacktestMetrics,
  | 'signalsGenerated'
  | 'trades'
  | 'winRatePercent'
  | 'expectancyR'
  | 'expectancyInterval'
  | 'profitFactor'
  | 'netPnl'
  | 'cagrPercent'
  | 'maxDrawdownPercent'
  | 'sharpe'
  | 'sortino'
  | 'exposurePercent'
  | 'finalEquity'
  | 'insufficientSample'
>;

export interface SweepRow extends VariantFigures {
  readonly varied: Variant['varied'];
  /** Null where the objective cannot be computed. */
  readonly objectiveValue: number | null;
  readonly returns: ReturnMoments;
}

/** Why the best row may not mean what it seems to. */
export type StudyCaution =
  /** Fewer trades than say anything. */
  | 'insufficient-sample'
  /** The best of as many tries without skill would often look as good. */
  | 'not-above-chance'
  /** The interval of its expectancy holds zero. */
  | 'expectancy-may-be-zero';

export interface SweepReport {
  readonly objective: Objective;
  readonly rows: readonly SweepRow[];
  /** Place of the best row; null where no row has a value. */
  readonly best: number | null;
  readonly deflatedSharpe: DeflatedSharpe | null;
  readonly cautions: readonly StudyCaution[];
}

/** A part of a sweep, as one thread works it: its rows, and the whole of its best run. */
export interface SweepPart {
  readonly rows: readonly SweepRow[];
  readonly best: number | null;
  readonly summary: BacktestSummary | null;
}

/** Runs variants one after the other. @param onRun called after each with how many are done. */
export function sweepPart(
  runner: VariantRunner,
  variants: readonly Variant[],
  objective: Objective,
  onRun: (done: number) => void = () => undefined,
): SweepPart {
  const rows: SweepRow[] = [];
  let best: number | null = null;
  let summary: BacktestSummary | null = null;
  for (const [place, { varied, choice }] of variants.entries()) {
    const result = runner.run(choice);
    const value = objectiveValue(objective, result.metrics);
    const returns = momentsOf(dailyReturns(result.equityCurve));
    rows.push({ varied, ...figuresOf(result.metrics), objectiveValue: value, returns });
    if (place === 0 || placeOfBest(rows.map((row) => row.objectiveValue)) === place) {
      summary = summaryOf(result, runner.series);
      best = value === null ? null : place;
    }
    onRun(place + 1);
  }
  return { rows, best, summary };
}

/** What all rows together say. @param rows in the order of the grid. */
export function sweepReport(rows: readonly SweepRow[], objective: Objective): SweepReport {
  const best = placeOfBest(rows.map((row) => row.objectiveValue));
  const winner = best === null ? undefined : rows[best];
  const deflated =
    winner === undefined
      ? null
      : deflatedSharpe(
          winner.returns,
          rows.map((row) => row.returns),
        );
  return { objective, rows, best, deflatedSharpe: deflated, cautions: cautionsOf(winner, deflated) };
}

const SHOWN = 0.95;

function cautionsOf(winner: SweepRow | undefined, deflated: DeflatedSharpe | null): readonly StudyCaution[] {
  if (winner === undefined) return ['insufficient-sample'];
  const cautions: StudyCaution[] = [];
  if (winner.trades < SUFFICIENT_SAMPLE) cautions.push('insufficient-sample');
  if (deflated === null || deflated.probability < SHOWN) cautions.push('not-above-chance');
  if ((winner.expectancyInterval?.[0] ?? 0) <= 0) cautions.push('expectancy-may-be-zero');
  return cautions;
}

export function figuresOf(metrics: BacktestMetrics): VariantFigures {
  const { signalsGenerated, trades, winRatePercent, expectancyR, expectancyInterval, profitFactor } = metrics;
  const { netPnl, cagrPercent, maxDrawdownPercent, sharpe, sortino, exposurePercent, finalEquity } = metrics;
  const { insufficientSample } = metrics;
  return {
    signalsGenerated,
    trades,
    winRatePercent,
    expectancyR,
    expectancyInterval,
    profitFactor,
    netPnl,
    cagrPercent,
    maxDrawdownPercent,
    sharpe,
    sortino,
    exposurePercent,
    finalEquity,
    insufficientSample,
  };
}
