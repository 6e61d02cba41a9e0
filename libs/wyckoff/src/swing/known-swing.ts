import { at, type OrientedBars } from '../series/bar-series.js';

/** Bars on each side a swing must stand above; also how many bars later it is known. */
export const SWING_BARS = 5;

/**
 * Index of the swing low that becomes known at bar `now`, five bars after it happened; -1 when there is none. The only way
 * to learn of a swing, so nothing can use one too early. A swing high is the swing low of the other side's bars.
 */
export function knownSwingLow(bars: OrientedBars, now: number): number {
  const centre = now - SWING_BARS;
  if (centre < SWING_BARS) return -1;
  const low = at(bars.low, centre);
  // Newest neighbours first: on most bars the first comparison already says no.
  for (let i = 1; i <= SWING_BARS; i += 1) {
    if (at(bars.low, centre + i) <= low || at(bars.low, centre - i) <= low) return -1;
  }
  return centre;
}
export function knownSwingHigh(bars: OrientedBars, now: number): number {
  const centre = now - SWING_BARS;
  if (centre < SWING_BARS) return -1;
  const high = at(bars.high, centre);
  for (let i = 1; i <= SWING_BARS; i += 1) {
    if (at(bars.high, centre + i) >= high || at(bars.high, centre - i) >= high) return -1;
  }
  return centre;
}
