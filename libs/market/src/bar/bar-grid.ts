import type { AssetClass } from '../instrument/instrument.js';
import { closeTimeMs, TIMEFRAME_MS, type Timeframe } from '../time/timeframe.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const HALF_HOUR_MS = 30 * MINUTE_MS;

/** Clocks of a feed and of this machine may differ by this much before a closed bar looks unfinished. */
export const CLOCK_SKEW_MS = 5_000;

/**
 * The grid that open times of a series lie on. Round-the-clock markets keep to whole bars of UTC; forex four-hour bars
 * follow New York (21:00 or 22:00 UTC); stock sessions open on the half hour; a day may be stamped at midnight, at the
 * session's open, or at 17:00 New York, so only whole half hours are asked of it.
 */
export function gridStepMs(timeframe: Timeframe, assetClass: AssetClass): number {
  const length = TIMEFRAME_MS[timeframe];
  if (length >= TIMEFRAME_MS['1d']) return HALF_HOUR_MS;
  if (assetClass === 'STOCK') return Math.min(length, HALF_HOUR_MS);
  if (assetClass === 'FOREX') return Math.min(length, HOUR_MS);
  return length;
}

/**
 * How much earlier than nominal a bar may be complete. A stock day ends with its session, at the earliest 3½ hours after
 * the open (13:00 on half days), and a stock week may end on Thursday; a forex day ends at 17:00 New York.
 */
const EARLY_CLOSE_MS: Record<AssetClass, { readonly day: number; readonly week: number }> = {
  STOCK: { day: 20.5 * HOUR_MS, week: 96 * HOUR_MS },
  FOREX: { day: 3 * HOUR_MS, week: 51 * HOUR_MS },
  CRYPTO: { day: 0, week: 0 },
};

/** Latest open time that a complete bar can have now. */
export function latestOpenTimeMs(series: {
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly nowMs: number;
}): number {
  const early = EARLY_CLOSE_MS[series.assetClass];
  const slack = series.timeframe === '1d' ? early.day : series.timeframe === '1w' ? early.week : 0;
  return series.nowMs + CLOCK_SKEW_MS + slack - closeTimeMs(0, series.timeframe);
}

/**
 * Shortest step from one bar of a series to the next. Days and weeks may be up to two hours short, because daylight
 * saving moves the stamp of those that are kept in local time.
 */
export function shortestStepMs(timeframe: Timeframe): number {
  const length = TIMEFRAME_MS[timeframe];
  return length >= TIMEFRAME_MS['1d'] ? length - 2 * HOUR_MS : length;
}
