import type { BacktestMetrics } from '../metrics.js';

/** Figures in which two runs are held against each other, in the order in which they are shown. */
export const COMPARED_FIGURES = [
  'barsProcessed',
  'patternsDetected',
  'signalsGenerated',
  'signalsRejected',
  'trades',
  'winRatePercent',
  'expectancyR',
  'profitFactor',
  'netPnl',
  'fees',
  'cagrPercent',
  'maxDrawdownPercent',
  'longestDrawdownDays',
  'sharpe',
  'sortino',
  'exposurePercent',
  'finalEquity',
] as const satisfies readonly (keyof BacktestMetrics)[];
export type ComparedFigure = (typeof COMPARED_FIGURES)[number];

export interface FigureDifference {
  readonly figure: ComparedFigure;
  readonly a: number | string | null;
  readonly b: number | string | null;
  /** b - a; null where one of them is unknown. */
  readonly difference: number | null;
}

export interface RunComparison {
  readonly figures: readonly FigureDifference[];
  /** One of the two has too few trades for its ratios to mean anything. */
  readonly insufficientSample: boolean;
}

/** @param a of a run kept earlier; a figure it does not have is unknown. */
export function compareRuns(a: Partial<BacktestMetrics>, b: Partial<BacktestMetrics>): RunComparison {
  return {
    figures: COMPARED_FIGURES.map((figure) => {
      const [left, right] = [a[figure] ?? null, b[figure] ?? null];
      const difference = left === null || right === null ? null : Number((Number(right) - Number(left)).toFixed(8));
      return { figure, a: left, b: right, difference };
    }),
    insufficientSample: a.insufficientSample !== false || b.insufficientSample !== false,
  };
}
