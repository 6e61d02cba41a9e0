import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runBacktest, summaryOf } from '@tape/backtesting';
import { loadDetectorPlugins } from '@tape/wyckoff';
import type { BacktestJob, BacktestReport } from './backtest-job.js';

/** Often enough for a person who watches, and nothing for a thread that works. */
const PROGRESS_EVERY_MS = 500;

/** Runs one backtest in a thread of its own, so that a long one does not keep the service from answering. */
export default async function work(job: BacktestJob): Promise<BacktestReport> {
  const plugins = await loadDetectorPlugins(job.plugins, importFile);
  const latenciesMs: number[] = [];
  let startedAt = performance.now();
  let toldAt = startedAt;
  const result = runBacktest({
    series: job.series,
    initialEquity: job.initialEquity,
    profile: job.profile,
    riskProfile: job.riskProfile,
    higherTimeframes: job.higherTimeframes,
    calendar: job.calendar,
    rates: job.rates,
    plugins,
    onProgress: (barsProcessed) => {
      const now = performance.now();
      if (now - toldAt >= PROGRESS_EVERY_MS) {
        toldAt = now;
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of threads has no origin
        job.progress.postMessage(barsProcessed);
      }
      latenciesMs.push(now - startedAt);
      startedAt = now;
    },
  });
  const { metrics, ...summary } = summaryOf(result, job.series);
  latenciesMs.sort((a, b) => a - b);
  const total = latenciesMs.reduce((sum, each) => sum + each, 0);
  return {
    signals: result.signals.map((signal) => ({ ...signal, status: result.signalStatus[signal.id] ?? 'APPROVED' })),
    rejections: result.rejections,
    customEvents: result.customEvents,
    summary,
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

/** A plug-in's file as a module; Node keeps it, so that the next job of this thread has it at once. */
function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(resolve(path)).href);
}
