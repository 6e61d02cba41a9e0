import type { Sql } from '../database/sql.js';
import { notFound } from '../http/problem.js';
import { objectToWire, toWire, type Wire } from '../wire/to-wire.js';

interface BacktestRow {
  readonly request: object;
  readonly status: string;
  readonly result: {
    readonly signals: readonly unknown[];
    readonly rejections: readonly unknown[];
    readonly metrics: object;
  } | null;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** A backtest as its table has it; results are null until it is done. @throws Problem 404 */
export async function readBacktest(sql: Sql, id: string): Promise<Record<string, Wire>> {
  const [row] = await sql.query<BacktestRow>(
    'select request, status, result, created_at, finished_at from backtests where id = $1',
    [id],
  );
  if (row === undefined) throw notFound('backtest', id);
  return {
    id,
    status: row.status,
    request: objectToWire(row.request),
    signals: toWire(row.result?.signals),
    rejections: toWire(row.result?.rejections),
    metrics: toWire(row.result?.metrics),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}
