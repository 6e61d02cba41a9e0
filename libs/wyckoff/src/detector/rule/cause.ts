import type { Rules } from '../../rules.js';
import { at, type OrientedBars } from '../../series/bar-series.js';
import type { RangeReading } from '../detection.js';

/** Bars phase B must have lasted by bar `index`: fewer where the trend only pauses, and where prices move fast. */
export function causeIsBuilt(bars: OrientedBars, range: RangeReading, index: number, rules: Rules): boolean {
  if (range.phaseBIndex === null) return false;
  const { minBBars, minBBarsContinuation, minBBarsVolatile } = rules.config.phase;
  const age = index - range.phaseBIndex;
  if (age >= minBBars) return true;
  if (range.continuation) return age >= minBBarsContinuation;
  const volatile = at(bars.atr, index) > rules.volatileAtrFraction * Math.abs(at(bars.close, index));
  return volatile && age >= minBBarsVolatile;
}
