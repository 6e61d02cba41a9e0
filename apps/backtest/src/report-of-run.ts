import type { BacktestResult, BacktestSummary } from '@tape/backtesting';
import type { BacktestReport } from './backtest-job.js';

/** The report of a study: the figures and the curve of the run it points at. Signals of single runs are not kept in it. */
export function studyReport({ metrics, ...summary }: BacktestSummary): BacktestReport {
  return {
    signals: [],
    rejections: [],
    customEvents: [],
    summary,
    metrics: { ...wireMetrics(metrics), ...metrics },
    barsProcessed: metrics.barsProcessed,
  };
}

/** @param latenciesMs of each time that was worked. */
export function singleReport(
  result: BacktestResult,
  { metrics, ...summary }: BacktestSummary,
  latenciesMs: readonly number[],
): BacktestReport {
  const sorted = latenciesMs.toSorted((a, b) => a - b);
  const total = sorted.reduce((sum, each) => sum + each, 0);
  return {
    signals: result.signals.map((signal) => ({ ...signal, status: result.signalStatus[signal.id] ?? 'APPROVED' })),
    rejections: result.rejections,
    customEvents: result.customEvents,
    summary,
    metrics: {
      ...wireMetrics(metrics),
      avgLatencyMs: sorted.length === 0 ? 0 : total / sorted.length,
      p95LatencyMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
      ...metrics,
    },
    barsProcessed: metrics.barsProcessed,
  };
}

/** The counts by the names of the contract. */
function wireMetrics(metrics: BacktestSummary['metrics']): Record<string, unknown> {
  return {
    totalPatternsDetected: metrics.patternsDetected,
    totalSignalsGenerated: metrics.signalsGenerated,
    totalSignalsRejected: metrics.signalsRejected,
    rejectionByStage: metrics.rejectionsByStage,
  };
}
