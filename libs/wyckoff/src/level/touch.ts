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

/** A touch that is being written. */
export type TouchPlace = { -readonly [Field in keyof Touch]: Touch[Field] };

/** Touches kept per level, more where it was born of more; older ones no longer say what the level is worth today. */
export const MAX_TOUCHES = 8;

/** Not-a-number makes all but the index doubles from the start, which are written over where they stand. */
export function blankTouch(): TouchPlace {
  return { index: 0, timeMs: Number.NaN, price: Number.NaN, volume: Number.NaN, wick: Number.NaN };
}

export function copyTouch(touch: Touch): TouchPlace {
  return writeTouch(blankTouch(), touch);
}

export function writeTouch(into: TouchPlace, touch: Touch): TouchPlace {
  into.index = touch.index;
  into.timeMs = touch.timeMs;
  into.price = touch.price;
  into.volume = touch.volume;
  into.wick = touch.wick;
  return into;
}

/** The test of a low by bar `index`, written into a place that is free. */
export function lowTouch(series: BarSeries, index: number, into: TouchPlace = blankTouch()): Touch {
  const { up } = series;
  const low = at(up.low, index);
  const height = at(up.high, index) - low;
  const body = Math.min(at(up.open, index), at(up.close, index));
  into.price = low;
  into.wick = height > 0 ? (body - low) / height : 0;
  return placed(into, series, index);
}

export function highTouch(series: BarSeries, index: number, into: TouchPlace = blankTouch()): Touch {
  const { up } = series;
  const high = at(up.high, index);
  const height = high - at(up.low, index);
  const body = Math.max(at(up.open, index), at(up.close, index));
  into.price = high;
  into.wick = height > 0 ? (high - body) / height : 0;
  return placed(into, series, index);
}

function placed(into: TouchPlace, { up }: BarSeries, index: number): Touch {
  into.index = index;
  into.timeMs = at(up.time, index);
  into.volume = at(up.volume, index);
  return into;
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
  for (let i = 0; i < touches.length; i += 1) sum += touches[i]!.price;
  const mean = sum / touches.length;
  let squares = 0;
  for (let i = 0; i < touches.length; i += 1) {
    const off = touches[i]!.price - mean;
    squares += off * off;
  }
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
