import type { BacktestMetrics } from '../metrics.js';

/** By what the better of two runs is known. */
export const OBJECTIVES = ['expectancyR', 'netPnl', 'sharpe', 'sortino', 'calmar'] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** Larger is better; null where the run does not say. */
export function objectiveValue(objective: Objective, metrics: BacktestMetrics): number | null {
  if (objective === 'calmar') {
    const { cagrPercent, maxDrawdownPercent } = metrics;
    return cagrPercent === null || maxDrawdownPercent === 0 ? null : cagrPercent / maxDrawdownPercent;
  }
  return objective === 'netPnl' ? Number(metrics.netPnl) : metrics[objective];
}

/** The place of the best of those that have a value; the first of equals, null where none has one. */
export function placeOfBest(values: readonly (number | null)[]): number | null {
  let best: number | null = null;
  for (const [place, value] of values.entries()) {
    if (value !== null && (best === null || value > values[best]!)) best = place;
  }
  return best;
}
