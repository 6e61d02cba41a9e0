import type { Sql } from '../database/sql.js';

/** How many candidates came to what, from the tables that hold them. */
export interface PipelineCounts {
  readonly patterns_detected: number;
  readonly signals_generated: number;
  readonly signals_rejected: number;
}

/** Counts of all, or of some symbols in one timeframe. */
export async function readCounts(
  sql: Sql,
  only: { readonly symbols: readonly string[]; readonly timeframe: string } | null = null,
): Promise<PipelineCounts> {
  const where = only === null ? '' : 'where symbol = any($1::text[]) and timeframe = $2';
  const [row] = await sql.query<PipelineCounts>(
    `select (select count(*) from patterns ${where})::int as patterns_detected,
            (select count(*) from signals ${where})::int as signals_generated,
            (select count(*) from rejected_signals ${where})::int as signals_rejected`,
    only === null ? [] : [only.symbols, only.timeframe],
  );
  return row ?? { patterns_detected: 0, signals_generated: 0, signals_rejected: 0 };
}

export async function readFailuresByStage(sql: Sql): Promise<Record<string, number>> {
  const rows = await sql.query<{ stage: string; count: number }>(
    'select stage, count(*)::int as count from rejected_signals group by stage order by stage',
  );
  return Object.fromEntries(rows.map((row) => [row.stage, row.count]));
}
