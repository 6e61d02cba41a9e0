import { runBacktest } from '@tape/backtesting';
import type { BacktestJob, BacktestReport } from './backtest-job.js';

/** Runs one backtest in a thread of its own, so that a long one does not keep the service from answering. */
export default function work(job: BacktestJob): BacktestReport {
  const latenciesMs: number[] = [];
  let startedAt = performance.now();
  const result = runBacktest({
    series: job.series,
    initialEquity: job.initialEquity,
    profile: job.profile,
    onBar: () => {
      const now = performance.now();
      latenciesMs.push(now - startedAt);
      startedAt = now;
    },
  });
  const { metrics } = result;
  latenciesMs.sort((a, b) => a - b);
  const total = latenciesMs.reduce((sum, each) => sum + each, 0);
  return {
    signals: result.signals.map((signal) => ({ ...signal, status: result.signalStatus[signal.id] ?? 'APPROVED' })),
    rejections: result.rejections,
    metrics: {
      totalPatternsDetected: metrics.patternsDetected,
      totalSignalsGenerated: metrics.signalsGenerated,
      totalSignalsRejected: metrics.signalsRejected,
      rejectionByStage: metrics.rejectionsByStage,
      avgLatencyMs: latenciesMs.length === 0 ? 0 : total / latenciesMs.length,
      p95LatencyMs: latenciesMs[Math.floor(latenciesMs.length * 0.95)] ?? 0,
      ...metrics,
    },
    barsProcessed: metrics.barsProcessed,
  };
}
