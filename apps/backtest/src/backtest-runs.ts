import { MessageChannel, type Transferable } from 'node:worker_threads';
import type { BacktestProgress } from '@tape/contracts';
import { RpcRefusal } from '@tape/messaging';
import type { SqlRunner } from '@tape/persistence';
import type { BacktestJob, BacktestReport } from './backtest-job.js';

/** Where jobs are worked: a pool of threads. Rejects with an AbortError once `signal` aborts. */
export interface JobPool {
  run(
    job: BacktestJob,
    options: { readonly signal: AbortSignal; readonly transferList: Transferable[] },
  ): Promise<BacktestReport>;
}

/** Who is told how far a run is. Must not throw: nobody's curiosity ends a run. */
export type ProgressListener = (progress: BacktestProgress) => void;

/** Runs jobs and keeps what becomes of each in table backtests: RUNNING, then DONE, CANCELLED or FAILED. */
export class BacktestRuns {
  readonly #database: SqlRunner;
  readonly #pool: JobPool;
  readonly #tell: ProgressListener;
  readonly #running = new Map<string, AbortController>();

  constructor(database: SqlRunner, pool: JobPool, tell: ProgressListener) {
    this.#database = database;
    this.#pool = pool;
    this.#tell = tell;
  }

  /** @throws RpcRefusal `cancelled`; whatever the job throws. */
  async run(id: string, request: object, job: Omit<BacktestJob, 'progress'>): Promise<BacktestReport> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    const { port1: heard, port2: progress } = new MessageChannel();
    const bars = job.series.reduce((sum, one) => sum + one.bars.length, 0);
    let barsProcessed = 0;
    const tell = (status: BacktestProgress['status']): void =>
      this.#tell({ backtestId: id, status, barsProcessed, bars, atMs: Date.now() });
    heard.on('message', (worked: number) => {
      barsProcessed = worked;
      tell('RUNNING');
    });
    try {
      await this.#database.query(`insert into backtests (id, request, status) values ($1, $2::jsonb, 'RUNNING')`, [
        id,
        JSON.stringify(request),
      ]);
      tell('RUNNING');
      const work = { signal: controller.signal, transferList: [progress] };
      const report = await this.#pool.run({ ...job, progress }, work);
      await this.#end(id, 'DONE', report);
      barsProcessed = report.barsProcessed;
      tell('DONE');
      return report;
    } catch (error) {
      const status = controller.signal.aborted ? 'CANCELLED' : 'FAILED';
      await this.#end(id, status, null);
      tell(status);
      if (controller.signal.aborted) throw cancelled(id);
      throw error;
    } finally {
      heard.close();
      this.#running.delete(id);
    }
  }

  /** @returns false where no run of this id is on its way here. */
  cancel(id: string): boolean {
    const controller = this.#running.get(id);
    controller?.abort();
    return controller !== undefined;
  }

  async #end(id: string, status: 'DONE' | 'CANCELLED' | 'FAILED', report: BacktestReport | null): Promise<void> {
    await this.#database.query(
      `update backtests set status = $2, result = $3::jsonb, finished_at = now() where id = $1 and status = 'RUNNING'`,
      [id, status, report === null ? null : JSON.stringify(report)],
    );
  }
}

function cancelled(id: string): RpcRefusal {
  return new RpcRefusal('cancelled', `backtest ${id} was cancelled`, false);
}
