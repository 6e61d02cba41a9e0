import type { Bar } from '@tape/market';
import { at, type BarSeries } from './bar-series.js';

/** @throws RangeError when the bar is not finite or not after the last one of the series. */
export function assertReadable(bar: Bar, { up, count }: BarSeries): void {
  const finite =
    Number.isFinite(bar.open + bar.high + bar.low + bar.close + bar.volume) && Number.isSafeInteger(bar.openTimeMs);
  if (!finite) throw new RangeError(`bar at ${bar.openTimeMs} is not finite`);
  if (count > 0 && bar.openTimeMs <= at(up.time, count - 1)) {
    throw new RangeError(`bar at ${bar.openTimeMs} is not after the last one at ${at(up.time, count - 1)}`);
  }
}
