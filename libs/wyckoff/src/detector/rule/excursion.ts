import { slotOf, type OrientedBars } from '../../series/bar-series.js';
import { lowestIndex } from '../../series/extreme.js';
import type { RangeReading } from '../detection.js';

/** No bar went under the floor and came back at this one. */
export const NO_EXCURSION = -1;
/** Price stayed under the floor for longer than one excursion may take. */
export const EXCURSION_TOO_LONG = -2;

/**
 * The lowest bar of the dive under the floor that ended at bar `now` by a close back above it, or one of the two reasons why
 * there is none. Decided from the bars alone, so nothing has to be remembered while price is under the floor.
 */
export function endedExcursion(
  bars: OrientedBars,
  { floor }: Pick<RangeReading, 'floor'>,
  now: number,
  maxBars: number,
): number {
  const slot = slotOf(now);
  if (bars.close[slot]! <= floor) return NO_EXCURSION;
  if (bars.low[slot]! >= floor && bars.close[slotOf(now - 1)]! > floor) return NO_EXCURSION;
  let from = now;
  while (now - from <= maxBars && bars.close[slotOf(from - 1)]! <= floor) from -= 1;
  if (now - from > maxBars) return EXCURSION_TOO_LONG;
  const lowest = lowestIndex(bars, from, now);
  return bars.low[slotOf(lowest)]! < floor ? lowest : NO_EXCURSION;
}
