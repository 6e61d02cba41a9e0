import { at, type OrientedBars } from './bar-series.js';

/** Index of the lowest low of bars `from..to`; the earliest of equals. */
export function lowestIndex(bars: OrientedBars, from: number, to: number): number {
  let lowest = from;
  for (let i = from + 1; i <= to; i += 1) if (at(bars.low, i) < at(bars.low, lowest)) lowest = i;
  return lowest;
}

/** Highest high of bars `from..to`. */
export function highestHigh(bars: OrientedBars, from: number, to: number): number {
  let highest = at(bars.high, from);
  for (let i = from + 1; i <= to; i += 1) {
    const high = at(bars.high, i);
    if (high > highest) highest = high;
  }
  return highest;
}

/** Where in its bar the close stands, 0 at the low and 1 at the high as this side reads it; 0.5 for a bar without range. */
export function closePosition(bars: OrientedBars, index: number): number {
  const low = at(bars.low, index);
  const range = at(bars.high, index) - low;
  return range > 0 ? (at(bars.close, index) - low) / range : 0.5;
}

/** A measured ratio, or null where the ring holds none. */
export function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
