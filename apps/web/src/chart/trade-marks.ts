import type { SeriesMarker, Time, UTCTimestamp } from 'lightweight-charts';
import type { Direction } from '../api/wire-market.js';
import { signed } from '../format/number.js';
import { seconds } from '../format/time.js';
import type { ChartColors } from './chart-colors.js';

/** What of a trade is drawn: where it began, where it ended and with what. */
export interface MarkedTrade {
  readonly direction: Direction;
  readonly opened_at: string;
  readonly closed_at: string | null;
  readonly r_multiple: string | null;
}

/** An arrow where each was entered, a square with its result where it was left, oldest first. */
export function tradeMarks(trades: readonly MarkedTrade[], colors: ChartColors): SeriesMarker<Time>[] {
  const marks: SeriesMarker<Time>[] = [];
  for (const { direction, opened_at: opened, closed_at: closed, r_multiple: r } of trades) {
    const isLong = direction === 'LONG';
    marks.push({
      time: seconds(opened) as UTCTimestamp,
      position: isLong ? 'belowBar' : 'aboveBar',
      shape: isLong ? 'arrowUp' : 'arrowDown',
      size: 1.2,
      color: colors.accent,
    });
    if (closed === null) continue;
    marks.push({
      time: seconds(closed) as UTCTimestamp,
      position: isLong ? 'aboveBar' : 'belowBar',
      shape: 'square',
      size: 0.7,
      color: Number(r) > 0 ? colors.up : colors.down,
      ...(r === null ? {} : { text: `${signed(Number(r), 1)} R` }),
    });
  }
  return marks.toSorted((a, b) => Number(a.time) - Number(b.time));
}
