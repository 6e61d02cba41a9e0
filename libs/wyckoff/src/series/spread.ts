import { at, type OrientedBars } from './bar-series.js';

/**
 * Spread of a bar against what is usual: high to low against the 20 bars before or, when gaps count, the true range against the
 * ATR before, whichever is larger. A gap is distance nobody could stop. NaN where nothing is measured.
 */
export function spreadRatio(bars: OrientedBars, index: number, gapsCount: boolean): number {
  const plain = at(bars.relativeSpread, index);
  if (!gapsCount) return plain;
  const before = at(bars.close, index - 1);
  const trueRange = Math.max(at(bars.high, index), before) - Math.min(at(bars.low, index), before);
  const atr = at(bars.atr, index - 1);
  const withGap = atr > 0 ? trueRange / atr : Number.NaN;
  return withGap > plain ? withGap : plain;
}
