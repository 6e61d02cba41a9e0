import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  choiceSettings,
  runBacktest,
  summaryOf,
  sweepPart,
  VariantRunner,
  walkForward,
  type BacktestChoice,
  type StudyRequest,
} from '@tape/backtesting';
import { loadDetectorPlugins } from '@tape/wyckoff';
import type { BacktestJob, BacktestReport, JobMaterial, JobOutcome } from './backtest-job.js';
import { singleReport, studyReport } from './report-of-run.js';

/** Often enough for a person who watches, and nothing for a thread that works. */
const PROGRESS_EVERY_MS = 500;
/** Of a study, the part that the analysis is taken for; what it truly is depends on how many runs follow. */
const ANALYSIS_SHARE = 0.2;

/** Runs one backtest in a thread of its own, so that a long one does not keep the service from answering. */
export default async function work({ task, progress, ...material }: BacktestJob): Promise<JobOutcome> {
  const request = await studyRequest(material);
  const tell = teller(progress);
  if (task.kind === 'SINGLE') return { kind: 'REPORT', report: single(request, task.choice, tell) };

  const bars = barsOf(material);
  const runner = new VariantRunner(request, (analysed) => tell((analysed / Math.max(1, bars)) * ANALYSIS_SHARE));
  const ran = (done: number, of: number): void => tell(ANALYSIS_SHARE + (done / of) * (1 - ANALYSIS_SHARE));
  if (task.kind === 'SWEEP') {
    const { variants, objective } = task;
    return { kind: 'SWEEP_PART', part: sweepPart(runner, variants, objective, (done) => ran(done, variants.length)) };
  }
  const { report, summary } = walkForward(runner, { ...task, onRun: ran });
  return { kind: 'REPORT', report: { ...studyReport(summary), walkForward: report } };
}

function single(request: StudyRequest, choice: BacktestChoice, tell: (share: number) => void): BacktestReport {
  const bars = Math.max(1, barsOf(request));
  const latenciesMs: number[] = [];
  let startedAt = performance.now();
  const result = runBacktest({
    ...request,
    ...choiceSettings(choice, request),
    onProgress: (barsProcessed) => {
      const now = performance.now();
      latenciesMs.push(now - startedAt);
      startedAt = now;
      tell(barsProcessed / bars);
    },
  });
  return singleReport(result, summaryOf(result, request.series), latenciesMs);
}

async function studyRequest({ plugins, ...material }: JobMaterial): Promise<StudyRequest> {
  return { ...material, plugins: await loadDetectorPlugins(plugins, importFile) };
}

function teller(progress: BacktestJob['progress']): (share: number) => void {
  let toldAt = performance.now();
  return (share) => {
    const now = performance.now();
    if (now - toldAt < PROGRESS_EVERY_MS) return;
    toldAt = now;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a port of threads has no origin
    progress.postMessage(share);
  };
}

function barsOf({ series }: Pick<StudyRequest, 'series'>): number {
  return series.reduce((sum, { bars }) => sum + bars.length, 0);
}

/** A plug-in's file as a module; Node keeps it, so that the next job of this thread has it at once. */
function importFile(path: string): Promise<unknown> {
  return import(pathToFileURL(resolve(path)).href);
}
