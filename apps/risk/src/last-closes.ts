import type { BarIngested } from '@tape/contracts';
import { readSeriesMarks, type Series, type SqlRunner } from '@tape/persistence';
import { keyOf } from './exit-news.js';

/**
 * What each series was last worth: the bar at hand for its own series, the newest guarded bar for the others. Read anew each
 * time, because the others may be followed by another replica.
 * @returns a look-up; it throws for a series without a bar, because a position cannot exist without one.
 */
export async function lastCloses(
  sql: SqlRunner,
  bar: BarIngested,
  series: readonly Series[],
): Promise<(series: Series) => string> {
  const closes = new Map([[keyOf(bar), bar.close]]);
  const others = series.filter((one) => keyOf(one) !== keyOf(bar));
  for (const mark of await readSeriesMarks(sql, others)) closes.set(keyOf(mark), mark.close);
  return (one) => {
    const close = closes.get(keyOf(one));
    if (close === undefined) throw new Error(`there is a position in ${one.symbol} ${one.timeframe} but no bar of it`);
    return close;
  };
}
