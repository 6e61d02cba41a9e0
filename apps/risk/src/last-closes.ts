import type { BarIngested } from '@tape/contracts';
import type { Series, SqlRunner } from '@tape/persistence';
import { keyOf } from './exit-news.js';

/**
 * What each series was last worth: the bar at hand for its own series, the newest stored bar for the others. Read anew
 * each time, because the others may be followed by another replica.
 * @returns a look-up; it throws for a series without a bar, because a position cannot exist without one.
 */
export async function lastCloses(
  sql: SqlRunner,
  bar: BarIngested,
  series: readonly Series[],
): Promise<(series: Series) => string> {
  const closes = new Map([[keyOf(bar), bar.close]]);
  const others = series.filter((one) => keyOf(one) !== keyOf(bar));
  if (others.length > 0) {
    const rows = await sql.query<(Series & { close: string })[]>(
      `select s.symbol, s.timeframe, trim_scale(b.close)::text as close
       from (select distinct * from unnest($1::text[], $2::text[]) as s (symbol, timeframe)) s
       cross join lateral (select close from bars where symbol = s.symbol and timeframe = s.timeframe
                           order by open_time desc limit 1) b`,
      [others.map(({ symbol }) => symbol), others.map(({ timeframe }) => timeframe)],
    );
    for (const row of rows) closes.set(keyOf(row), row.close);
  }
  return (one) => {
    const close = closes.get(keyOf(one));
    if (close === undefined) throw new Error(`there is a position in ${one.symbol} ${one.timeframe} but no bar of it`);
    return close;
  };
}
