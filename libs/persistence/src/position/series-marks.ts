import type { SqlRunner } from '../database/sql-runner.js';
import type { Series } from '../progress/series-progress.js';

/** What a series was last worth. */
export interface SeriesMark extends Series {
  /** Close of the bar, decimal text. */
  readonly close: string;
  readonly openTimeMs: number;
}

/**
 * The newest bar of each series whose guards are checked: in a replay the stored bars run ahead of what has happened. A series
 * that no guard has followed yet is worth its newest bar; one without bars has no row in the answer.
 */
export async function readSeriesMarks(sql: SqlRunner, series: readonly Series[]): Promise<readonly SeriesMark[]> {
  if (series.length === 0) return [];
  return await sql.query<SeriesMark[]>(
    `select s.symbol, s.timeframe, trim_scale(b.close)::text as close,
            round(date_part('epoch', b.open_time) * 1000)::bigint as "openTimeMs"
     from (select distinct * from unnest($1::text[], $2::text[]) as s (symbol, timeframe)) s
     left join series_progress p on p.stage = 'guard' and p.symbol = s.symbol and p.timeframe = s.timeframe
     cross join lateral (select close, open_time from bars where symbol = s.symbol and timeframe = s.timeframe
                           and open_time <= coalesce(p.through, 'infinity')
                         order by open_time desc limit 1) b`,
    [series.map(({ symbol }) => symbol), series.map(({ timeframe }) => timeframe)],
  );
}
