import type {
  BacktestMetrics,
  BacktestSummary,
  ReportedStudy,
  SweepReport,
  WalkForwardReport,
} from '@tape/backtesting';
import type { Sql } from '../database/sql.js';
import { notFound, Problem } from '../http/problem.js';
import { objectToWire, toWire, type Wire } from '../wire/to-wire.js';

/** What every answer about a backtest begins with. */
export interface HeadRow {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly bars: number | null;
  readonly error: object | null;
  readonly request: object;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}
export const HEAD_COLUMNS = 'id, kind, status, bars, error, request, created_at, finished_at';

interface BacktestRow extends HeadRow {
  readonly result: {
    readonly signals: readonly unknown[];
    readonly rejections: readonly unknown[];
    readonly metrics: object;
    /** Not in runs kept before there were reports. */
    readonly summary?: Omit<BacktestSummary, 'metrics'>;
    readonly sweep?: SweepReport;
    readonly walkForward?: WalkForwardReport;
  } | null;
}

export function headToWire(row: HeadRow): Record<string, Wire> {
  return {
    id: row.id,
    kind: row.kind,
    status: row.status,
    bars: row.bars,
    error: toWire(row.error),
    request: objectToWire(row.request),
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
  };
}

/** A backtest as its table has it; results are null until it is done. @throws Problem 404 */
export async function readBacktest(sql: Sql, id: string): Promise<Record<string, Wire>> {
  const row = await readRow(sql, id);
  const { result } = row;
  return {
    ...headToWire(row),
    signals: toWire(result?.signals),
    rejections: toWire(result?.rejections),
    metrics: toWire(result?.metrics),
    baseline: toWire(result?.summary?.baseline),
    chance: toWire(result?.summary?.chance),
    equity_curve: toWire(result?.summary?.equityCurve),
    trades: toWire(result?.summary?.trades),
    sweep: toWire(result?.sweep),
    walk_forward: toWire(result?.walkForward),
  };
}

/** What a report of it shows. @throws Problem 404 where there is none of this id, 409 where it has no result. */
export async function readReport(
  sql: Sql,
  id: string,
): Promise<{ readonly summary: BacktestSummary; readonly study: ReportedStudy | null }> {
  const { status, result } = await readRow(sql, id);
  if (result?.summary === undefined) {
    throw new Problem(409, 'no-result', `Backtest '${id}' is ${status} and has no result to report.`, {
      id,
      backtest_status: status,
    });
  }
  const { sweep, walkForward } = result;
  const study: ReportedStudy | null =
    sweep !== undefined
      ? { kind: 'SWEEP', report: sweep }
      : walkForward !== undefined
        ? { kind: 'WALK_FORWARD', report: walkForward }
        : null;
  return { summary: { ...result.summary, metrics: result.metrics as BacktestMetrics }, study };
}

async function readRow(sql: Sql, id: string): Promise<BacktestRow> {
  const [row] = await sql.query<BacktestRow>(`select ${HEAD_COLUMNS}, result from backtests where id = $1`, [id]);
  if (row === undefined) throw notFound('backtest', id);
  return row;
}
