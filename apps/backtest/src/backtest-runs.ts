import type { BacktestProgress } from '@tape/contracts';
import { RpcRefusal } from '@tape/messaging';
import type { BacktestReport, JobMaterial, JobTask } from './backtest-job.js';
import type { NewRun, RunEnd, RunTable } from './run-table.js';
import { inThreads, type JobPool } from './thread-work.js';

/** Who is told how far a run is. Must not throw: nobody's curiosity ends a run. */
export type ProgressListener = (progress: BacktestProgress) => void;

/** A backtest to run. Its bars are read when its turn comes, so that what waits costs no memory. */
export interface PlannedRun extends NewRun {
  readonly task: JobTask;
  readonly load: () => Promise<JobMaterial>;
}

export interface RunLimits {
  /** Single runs at once, and threads that a study is shared among; one study at a time beside them. */
  readonly threads: number;
  /** Runs that wait; beyond, a new one is refused. */
  readonly waiting: number;
}

interface Entry {
  readonly run: PlannedRun;
  readonly controller: AbortController;
  readonly settle: (end: RunEnd, cause?: unknown) => void;
}

/** Keeps runs in a bounded queue, works them in threads, and keeps what becomes of each. */
export class BacktestRuns {
  readonly #table: RunTable;
  readonly #pool: JobPool;
  readonly #tell: ProgressListener;
  readonly #limits: RunLimits;
  readonly #waiting: Entry[] = [];
  readonly #working = new Map<string, Entry>();

  constructor(table: RunTable, pool: JobPool, tell: ProgressListener, limits: RunLimits) {
    this.#table = table;
    this.#pool = pool;
    this.#tell = tell;
    this.#limits = limits;
  }

  /** Ids of the runs that have not ended here. */
  get unfinished(): readonly string[] {
    return [...this.#waiting.map(({ run }) => run.id), ...this.#working.keys()];
  }

  /**
   * Takes a run in. Once this resolves it is kept, and its end can be awaited.
   *
   * @throws RpcRefusal `queue-full`.
   */
  async take(run: PlannedRun): Promise<{ readonly ended: Promise<BacktestReport> }> {
    if (this.#waiting.length >= this.#limits.waiting) {
      const message = `${this.#waiting.length} backtests are waiting already; try again when some are done`;
      throw new RpcRefusal('queue-full', message, true);
    }
    let settle!: Entry['settle'];
    const ended = new Promise<BacktestReport>((resolve, reject) => {
      settle = (end, cause) => (end.status === 'DONE' ? resolve(end.report) : reject(cause ?? refusalOf(run.id, end)));
    });
    // Who does not wait for the end must not make its failure an unhandled one.
    ended.catch(() => undefined);
    const entry: Entry = { run, controller: new AbortController(), settle };
    this.#waiting.push(entry);
    try {
      await this.#table.add(run);
    } catch (error) {
      this.#withdraw(entry);
      throw error;
    }
    this.#report(entry, 'QUEUED', 0);
    this.#pump();
    return { ended };
  }

  /** @returns false where no run of this id is on its way here. */
  async cancel(id: string): Promise<boolean> {
    const waiting = this.#waiting.find(({ run }) => run.id === id);
    if (waiting !== undefined) {
      this.#withdraw(waiting);
      await this.#end(waiting, { status: 'CANCELLED' });
      return true;
    }
    const working = this.#working.get(id);
    working?.controller.abort();
    return working !== undefined;
  }

  /** Ends everything, for a service that stops: it will not come back to it. */
  async interrupt(): Promise<void> {
    const error = { code: 'interrupted', message: 'the service stopped while it was running; run it again' };
    const entries = [...this.#waiting.splice(0), ...this.#working.values()];
    await Promise.all(entries.map(({ run }) => this.#table.end(run.id, { status: 'FAILED', error })));
    for (const { controller } of entries) controller.abort();
  }

  #pump(): void {
    for (;;) {
      const next = this.#waiting.find(({ run }) => this.#hasRoomFor(run));
      if (next === undefined) return;
      this.#withdraw(next);
      this.#working.set(next.run.id, next);
      void this.#work(next);
    }
  }

  #hasRoomFor({ task }: PlannedRun): boolean {
    const isStudy = task.kind !== 'SINGLE';
    const alike = [...this.#working.values()].filter(({ run }) => (run.task.kind !== 'SINGLE') === isStudy).length;
    return alike < (isStudy ? 1 : this.#limits.threads);
  }

  async #work(entry: Entry): Promise<void> {
    const { run, controller } = entry;
    let end: RunEnd;
    let cause: unknown;
    try {
      await this.#table.begin(run.id);
      this.#report(entry, 'RUNNING', 0);
      const material = await run.load();
      controller.signal.throwIfAborted();
      const report = await inThreads(this.#pool, {
        material,
        task: run.task,
        threads: this.#limits.threads,
        signal: controller.signal,
        onProgress: (share) => this.#report(entry, 'RUNNING', Math.floor(run.bars * Math.min(1, share))),
      });
      end = { status: 'DONE', report };
    } catch (error) {
      const { code = 'failed', message } = error as { code?: string; message: string };
      end = controller.signal.aborted
        ? { status: 'CANCELLED' }
        : { status: 'FAILED', error: { code: error instanceof RpcRefusal ? code : 'failed', message } };
      if (end.status === 'FAILED') cause = error;
    }
    await this.#end(entry, end, cause);
    this.#working.delete(run.id);
    this.#pump();
  }

  async #end(entry: Entry, end: RunEnd, cause?: unknown): Promise<void> {
    try {
      await this.#table.end(entry.run.id, end);
    } catch (error) {
      // The lease runs out and the run is marked then; who waits for it hears of it now.
      entry.settle({ status: 'FAILED', error: { code: 'failed', message: String(error) } }, error);
      return;
    }
    this.#report(entry, end.status, end.status === 'DONE' ? entry.run.bars : 0);
    entry.settle(end, cause);
  }

  #withdraw(entry: Entry): void {
    const place = this.#waiting.indexOf(entry);
    if (place >= 0) this.#waiting.splice(place, 1);
  }

  #report({ run }: Entry, status: BacktestProgress['status'], barsProcessed: number): void {
    this.#tell({ backtestId: run.id, status, barsProcessed, bars: run.bars, atMs: Date.now() });
  }
}

function refusalOf(id: string, end: RunEnd): RpcRefusal {
  if (end.status === 'FAILED') return new RpcRefusal(end.error.code, end.error.message, false);
  return new RpcRefusal('cancelled', `backtest ${id} was cancelled`, false);
}
