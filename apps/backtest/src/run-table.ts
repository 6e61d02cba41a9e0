import type { SqlRunner } from '@tape/persistence';
import type { BacktestReport, JobKind } from './backtest-job.js';

/** Why a run failed; kept with it. */
export interface RunError {
  /** `interrupted`: the process that worked it ended. `failed`: it broke. A refusal has its own code. */
  readonly code: string;
  readonly message: string;
}

export type RunEnd =
  | { readonly status: 'DONE'; readonly report: BacktestReport }
  | { readonly status: 'CANCELLED' }
  | { readonly status: 'FAILED'; readonly error: RunError };

export interface NewRun {
  readonly id: string;
  readonly kind: JobKind;
  readonly request: object;
  readonly bars: number;
}

/** Figures of lists. */
const LISTED = [
  'trades',
  'expectancyR',
  'netPnl',
  'cagrPercent',
  'maxDrawdownPercent',
  'finalEquity',
  'insufficientSample',
] as const;

/** Table backtests. A run that has not ended is leased by the process that has it; a lease that runs out is a dead process's. */
export class RunTable {
  readonly #database: SqlRunner;
  readonly #leaseMs: number;

  constructor(database: SqlRunner, leaseMs: number) {
    this.#database = database;
    this.#leaseMs = leaseMs;
  }

  async add({ id, kind, request, bars }: NewRun): Promise<void> {
    await this.#database.query(
      `insert into backtests (id, kind, request, bars, status, lease_until)
       values ($1, $2, $3::jsonb, $4, 'QUEUED', now() + $5 * interval '1 millisecond')`,
      [id, kind, JSON.stringify(request), bars, this.#leaseMs],
    );
  }

  async begin(id: string): Promise<void> {
    await this.#database.query(`update backtests set status = 'RUNNING' where id = $1 and finished_at is null`, [id]);
  }

  /** A run that another process took for dead while this one could not say otherwise is brought back by its result. */
  async end(id: string, end: RunEnd): Promise<void> {
    const report = end.status === 'DONE' ? end.report : null;
    const figures = report === null ? null : Object.fromEntries(LISTED.map((name) => [name, report.metrics[name]]));
    await this.#database.query(
      `update backtests set status = $2, result = $3::jsonb, figures = $4::jsonb, error = $5::jsonb, finished_at = now(),
              lease_until = null
       where id = $1 and (finished_at is null or ($2 = 'DONE' and error ->> 'code' = 'interrupted'))`,
      [id, end.status, text(report), text(figures), text(end.status === 'FAILED' ? end.error : null)],
    );
  }

  async renew(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#database.query(
      `update backtests set lease_until = now() + $2 * interval '1 millisecond'
       where id = any($1::text[]) and finished_at is null`,
      [ids, this.#leaseMs],
    );
  }

  /** Marks what dead processes left behind. @returns their ids. */
  async failOrphans(error: RunError): Promise<readonly string[]> {
    const rows = await this.#database.query<{ id: string }[]>(
      `with orphan as (
         update backtests set status = 'FAILED', error = $1::jsonb, finished_at = now(), lease_until = null
         where finished_at is null and (lease_until is null or lease_until < now()) returning id
       ) select id from orphan`,
      [JSON.stringify(error)],
    );
    return rows.map(({ id }) => id);
  }

  /** @returns what it was: `unknown`, `unfinished` (and still there), or `deleted`. */
  async delete(id: string): Promise<'deleted' | 'unfinished' | 'unknown'> {
    const [row] = await this.#database.query<{ deleted: boolean }[]>(
      `with gone as (delete from backtests where id = $1 and finished_at is not null returning id)
       select exists (select 1 from gone) as deleted from backtests where id = $1`,
      [id],
    );
    if (row === undefined) return 'unknown';
    return row.deleted ? 'deleted' : 'unfinished';
  }
}

function text(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
