import { at, type OrientedBars } from '../../series/bar-series.js';
import { highestHigh, lowestIndex } from '../../series/extreme.js';
import type { Rules } from '../../rules.js';

/**
 * How far price has fallen into bar `now`, in ATR of the bar before, when its low is the lowest of the extreme window; 0 when
 * it is not, or when nothing is measured yet. Reads upside down for an advance.
 */
export function declineAtr(bars: OrientedBars, now: number, rules: Rules): number {
  const { trendBars, extremeBars } = rules.config.climax;
  if (now < trendBars) return 0;
  const low = at(bars.low, now);
  if (lowestIndex(bars, now - extremeBars + 1, now) !== now) return 0;
  const atr = at(bars.atr, now - 1);
  return atr > 0 ? (highestHigh(bars, now - trendBars + 1, now) - low) / atr : 0;
}

/** Whether the fall into bar `now` is long enough for its end to mean something. */
export function isEndOfMove(bars: OrientedBars, now: number, rules: Rules): boolean {
  return !(declineAtr(bars, now, rules) < rules.config.climax.minTrendAtr);
}
