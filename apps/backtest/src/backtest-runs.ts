import { RpcRefusal } from '@tape/messaging';
import type { SqlRunner } from '@tape/persistence';
import type { BacktestJob, BacktestReport } from './backtest-job.js';

/** Where jobs are worked: a pool of threads. Rejects with an AbortError once `signal` aborts. */
export interface JobPool {
  run(job: BacktestJob, options: { readonly signal: AbortSignal }): Promise<BacktestReport>;
}

/** Runs jobs and keeps what becomes of each in table backtests: RUNNING, then DONE, CANCELLED or FAILED. */
export class BacktestRuns {
  readonly #database: SqlRunner;
  readonly #pool: JobPool;
  readonly #running = new Map<string, AbortController>();

  constructor(database: SqlRunner, pool: JobPool) {
    this.#database = database;
    this.#pool = pool;
  }

  /** @throws RpcRefusal `cancelled`; whatever the job throws. */
  async run(id: string, request: object, job: BacktestJob): Promise<BacktestReport> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      await this.#database.query(`insert into backtests (id, request, status) values ($1, $2::jsonb, 'RUNNING')`, [
        id,
        JSON.stringify(request),
      ]);
      const report = await this.#pool.run(job, { signal: controller.signal });
      await this.#end(id, 'DONE', report);
      return report;
    } catch (error) {
      await this.#end(id, controller.signal.aborted ? 'CANCELLED' : 'FAILED', null);
      if (controller.signal.aborted) throw cancelled(id);
      throw error;
    } finally {
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
