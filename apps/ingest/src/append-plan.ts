import { type BarRefusal, missingBars, placeBar, type PriceBar, type BarReading } from '@tape/market';
import type { SeriesState } from './series-book.js';

/** A bar of a request, read by itself. */
export interface ReadEntry {
  /** Position in the request. */
  readonly index: number;
  readonly reading: BarReading;
}

/** Bars the calendar expects between two accepted ones. */
export interface Gap {
  readonly lastOpenTimeMs: number;
  readonly atMs: number;
  readonly missing: number;
}

export interface AppendPlan {
  readonly accepted: readonly { readonly bar: PriceBar; readonly previousOpenTimeMs: number | null }[];
  readonly gaps: readonly Gap[];
  readonly refused: readonly { readonly index: number; readonly refusal: BarRefusal }[];
}

/**
 * What becomes of bars sent for one series, in the order sent. Pure: the state is read, not changed.
 * @param acceptedAt bars that are on the tape already, by open time.
 */
export function planAppend(
  series: SeriesState,
  entries: readonly ReadEntry[],
  acceptedAt: ReadonlyMap<number, PriceBar>,
): AppendPlan {
  const accepted: { bar: PriceBar; previousOpenTimeMs: number | null }[] = [];
  const gaps: Gap[] = [];
  const refused: { index: number; refusal: BarRefusal }[] = [];
  const inRequest = new Map<number, PriceBar>();
  let last = series.lastOpenTimeMs;
  for (const { index, reading } of entries) {
    if (!reading.ok) {
      refused.push({ index, refusal: reading.refusal });
      continue;
    }
    const { bar } = reading;
    const known = (openTimeMs: number): PriceBar | undefined => inRequest.get(openTimeMs) ?? acceptedAt.get(openTimeMs);
    const place = { symbol: series.symbol, timeframe: series.timeframe, line: null };
    const misplaced = placeBar(bar, { lastOpenTimeMs: last, acceptedAt: known }, place);
    if (misplaced !== null) {
      refused.push({ index, refusal: misplaced });
      continue;
    }
    const missing = last === null ? 0 : missingBars(last, bar.openTimeMs, series.timeframe, series.assetClass);
    if (last !== null && missing > 0) gaps.push({ lastOpenTimeMs: last, atMs: bar.openTimeMs, missing });
    accepted.push({ bar, previousOpenTimeMs: last });
    inRequest.set(bar.openTimeMs, bar);
    last = bar.openTimeMs;
  }
  return { accepted, gaps, refused };
}
