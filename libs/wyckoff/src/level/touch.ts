import { at, type BarSeries } from '../series/bar-series.js';
import { ALL, holds, type Chosen } from './chosen.js';

/** One test of a level: a swing that turned there. Prices are real, whichever side reads them. */
export interface Touch {
  readonly index: number;
  readonly timeMs: number;
  readonly price: number;
  readonly volume: number;
  /** Share of the bar that is rejection wick, 0..1. */
  readonly wick: number;
}

/** Touches kept per level; older ones no longer say what the level is worth today. */
export const MAX_TOUCHES = 8;

export function lowTouch(series: BarSeries, index: number): Touch {
  const { up } = series;
  const low = at(up.low, index);
  const height = at(up.high, index) - low;
  const body = Math.min(at(up.open, index), at(up.close, index));
  return touch(series, index, low, height > 0 ? (body - low) / height : 0);
}

export function highTouch(series: BarSeries, index: number): Touch {
  const { up } = series;
  const high = at(up.high, index);
  const height = high - at(up.low, index);
  const body = Math.max(at(up.open, index), at(up.close, index));
  return touch(series, index, high, height > 0 ? (high - body) / height : 0);
}

function touch(series: BarSeries, index: number, price: number, wick: number): Touch {
  return { index, timeMs: at(series.up.time, index), price, volume: at(series.up.volume, index), wick };
}

/** Volume-weighted mean price; the plain mean where nothing was traded. */
export function levelPrice(touches: readonly Touch[], chosen: Chosen = ALL): number {
  let weighted = 0;
  let volume = 0;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < touches.length; i += 1) {
    if (!holds(chosen, i)) continue;
    const t = touches[i]!;
    weighted += t.price * t.volume;
    volume += t.volume;
    sum += t.price;
    count += 1;
  }
  return volume > 0 ? weighted / volume : sum / count;
}

/** Standard deviation of the touches over their mean: how sharp the level is. */
export function levelDispersion(touches: readonly Touch[]): number {
  let sum = 0;
  for (const t of touches) sum += t.price;
  const mean = sum / touches.length;
  let squares = 0;
  for (const t of touches) squares += (t.price - mean) * (t.price - mean);
  return mean === 0 ? 0 : Math.sqrt(squares / touches.length) / Math.abs(mean);
}

export type VolumeTrend = 'FALLING' | 'FLAT' | 'RISING';

/** Change between halves that is more than noise. Unit: ratio. */
const TREND_RATIO = 0.85;

/** Volume of the later touches against the earlier ones; null with one touch or without volume. */
export function touchVolumeTrend(touches: readonly Touch[]): VolumeTrend | null {
  if (touches.length < 2) return null;
  const half = touches.length >> 1;
  let early = 0;
  let late = 0;
  for (let i = 0; i < half; i += 1) {
    early += touches[i]!.volume;
    late += touches[touches.length - 1 - i]!.volume;
  }
  if (early <= 0) return null;
  const ratio = late / early;
  if (ratio <= TREND_RATIO) return 'FALLING';
  return ratio >= 1 / TREND_RATIO ? 'RISING' : 'FLAT';
}
