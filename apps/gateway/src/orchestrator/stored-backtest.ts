import type { BacktestMetrics, BacktestSummary } from '@tape/backtesting';
import type { Sql } from '../database/sql.js';
import { notFound, Problem } from '../http/problem.js';
import { objectToWire, toWire, type Wire } from '../wire/to-wire.js';

interface BacktestRow {
  readonly request: object;
  readonly status: string;
  readonly result: {
    readonly signals: readonly unknown[];
    readonly rejections: readonly unknown[];
    readonly metrics: object;
    /** Not in runs kept before there were reports. */
    readonly summary?: Omit<BacktestSummary, 'metrics'>;
  } | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** A backtest as its table has it; results are null until it is done. @throws Problem 404 */
export async function readBacktest(sql: Sql, id: string): Promise<Record<string, Wire>> {
  const row = await readRow(sql, id);
  return {
    id,
    status: row.status,
    request: objectToWire(row.request),
    signals: toWire(row.result?.signals),
    rejections: toWire(row.result?.rejections),
    metrics: toWire(row.result?.metrics),
    baseline: toWire(row.result?.summary?.baseline),
    equity_curve: toWire(row.result?.summary?.equityCurve),
    trades: toWire(row.result?.summary?.trades),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

/** What a report of it shows. @throws Problem 404 where there is none of this id, 409 where it has no result. */
export async function readSummary(sql: Sql, id: string): Promise<BacktestSummary> {
  const { status, result } = await readRow(sql, id);
  if (result?.summary === undefined) {
    throw new Problem(409, 'no-result', `Backtest '${id}' is ${status} and has no result to report.`, {
      id,
      backtest_status: status,
    });
  }
  return { ...result.summary, metrics: result.metrics as BacktestMetrics };
}

async function readRow(sql: Sql, id: string): Promise<BacktestRow> {
  const [row] = await sql.query<BacktestRow>(
    'select request, status, result, created_at, finished_at from backtests where id = $1',
    [id],
  );
  if (row === undefined) throw notFound('backtest', id);
  return row;
}
