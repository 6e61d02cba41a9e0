import { MessageChannel, type Transferable } from 'node:worker_threads';
import { sweepReport, type SweepPart } from '@tape/backtesting';
import type { BacktestJob, BacktestReport, JobMaterial, JobOutcome, JobTask } from './backtest-job.js';
import { studyReport } from './report-of-run.js';

/** Where jobs are worked: a pool of threads. Rejects with an AbortError once `signal` aborts. */
export interface JobPool {
  run(
    job: BacktestJob,
    options: { readonly signal: AbortSignal; readonly transferList: Transferable[] },
  ): Promise<JobOutcome>;
}

export interface ThreadWork {
  readonly material: JobMaterial;
  readonly task: JobTask;
  /** Threads that a sweep is shared among. */
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Hears what share of the work is done, 0..1. */
  readonly onProgress: (share: number) => void;
}

/** Works a task in as many threads as it can be shared among, and puts the parts together. */
export async function inThreads(pool: JobPool, work: ThreadWork): Promise<BacktestReport> {
  const { task, threads } = work;
  if (task.kind !== 'SWEEP') return reportOf(await inThread(pool, work, task, work.onProgress));
  const parts = Math.max(1, Math.min(threads, task.variants.length));
  const shares = Array.from({ length: parts }, () => 0);
  const outcomes = await Promise.all(
    shares.map((_, part) => {
      const variants = task.variants.filter((__, place) => place % parts === part);
      return inThread(pool, work, { ...task, variants }, (share) => {
        shares[part] = share;
        work.onProgress(shares.reduce((sum, each) => sum + each, 0) / parts);
      });
    }),
  );
  return joined(outcomes.map(partOf), task);
}

async function inThread(
  pool: JobPool,
  { material, signal }: ThreadWork,
  task: JobTask,
  onProgress: (share: number) => void,
): Promise<JobOutcome> {
  const { port1: heard, port2: progress } = new MessageChannel();
  heard.on('message', onProgress);
  try {
    return await pool.run({ ...material, task, progress }, { signal, transferList: [progress] });
  } finally {
    heard.close();
  }
}

/** Variants were dealt out in turn: the place of one in the grid tells its part and its place there. */
function joined(parts: readonly SweepPart[], task: JobTask & { kind: 'SWEEP' }): BacktestReport {
  const rows = task.variants.map((_, place) => {
    const row = parts[place % parts.length]?.rows[Math.floor(place / parts.length)];
    if (row === undefined) throw new RangeError(`no result of variant ${place}`);
    return row;
  });
  const sweep = sweepReport(rows, task.objective);
  const summary = parts[(sweep.best ?? 0) % parts.length]?.summary;
  if (summary === null || summary === undefined) throw new RangeError('a sweep without a run');
  return { ...studyReport(summary), sweep };
}

function reportOf(outcome: JobOutcome): BacktestReport {
  if (outcome.kind === 'REPORT') return outcome.report;
  throw new RangeError('a thread gave a part of a sweep that was not asked for');
}

function partOf(outcome: JobOutcome): SweepPart {
  if (outcome.kind === 'SWEEP_PART') return outcome.part;
  throw new RangeError('a thread gave a whole report where a part of a sweep was asked for');
}
