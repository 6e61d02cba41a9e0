import type { Bar } from '@tape/market';
import { plainMeasures } from './plain-measures.contract.js';

/** A bar with what is measured of it; null where nothing can be. */
export interface PlainBar extends Bar {
  readonly relativeVolume: number | null;
  readonly relativeSpread: number | null;
  readonly atr: number | null;
}

/** The gates of a profile and what one percent of price is on a timeframe. */
export interface PlainRules {
  readonly percent: number;
  readonly strict: boolean;
}

/** Percent of price a timeframe gives a daily one. Source: design of the method, section 2. */
const SCALE = { '1m': 0.15, '5m': 0.2, '15m': 0.3, '1h': 0.7, '4h': 0.85, '1d': 1, '1w': 1.5 } as const;

export function plainRules(timeframe: keyof typeof SCALE, strict: boolean): PlainRules {
  return { percent: SCALE[timeframe] / 100, strict };
}

export function plainBars(bars: readonly Bar[], bySession: boolean): PlainBar[] {
  const measures = plainMeasures(bars, bySession);
  return bars.map((bar, i) => {
    const { relativeVolume, relativeSpread, atr } = measures[i];
    return { ...bar, relativeVolume, relativeSpread, atr };
  });
}

/** The chart upside down: what distribution does here, accumulation does there. */
export function upsideDownBars(bars: readonly PlainBar[]): PlainBar[] {
  return bars.map((bar) => ({ ...bar, open: -bar.open, high: -bar.low, low: -bar.high, close: -bar.close }));
}

/** Where in its range the bar closed, 0 low to 1 high. */
export function closing({ high, low, close }: PlainBar): number {
  return high > low ? (close - low) / (high - low) : 0.5;
}

/** The larger of spread against 20 bars and, with gaps, true range against the ATR before. */
export function spreadOf(bars: readonly PlainBar[], i: number, { strict }: PlainRules): number | null {
  const { relativeSpread, high, low } = bars[i];
  const { close: before, atr } = bars[i - 1];
  if (relativeSpread === null || strict || atr === null || atr === 0) return relativeSpread;
  const trueRange = Math.max(high, before) - Math.min(low, before);
  return Math.max(relativeSpread, trueRange / atr);
}

/** ATR fallen from the high of 40 bars, when the bar makes a new low of 20; 0 when it does not. */
export function fallen(bars: readonly PlainBar[], now: number): number {
  if (now < 40) return 0;
  const { low } = bars[now];
  const { atr } = bars[now - 1];
  if (atr === null || atr === 0 || bars.slice(now - 19, now).some((bar) => bar.low <= low)) return 0;
  return (Math.max(...bars.slice(now - 39, now + 1).map(({ high }) => high)) - low) / atr;
}

/** Index of the lowest low of `from..to`, the first of equals. */
export function lowestOf(bars: readonly PlainBar[], from: number, to: number): number {
  const lows = bars.slice(from, to + 1).map(({ low }) => low);
  return from + lows.indexOf(Math.min(...lows));
}

/**
 * The low bar of a dive under the floor that this close has ended: the closes just before were at or under the floor, or this very
 * bar dipped under it. Null when there was none, or one of more than ten bars.
 */
export function diveEndedAt(bars: readonly PlainBar[], floor: number, now: number): number | null {
  if (bars[now].close <= floor) return null;
  let first = now;
  while (first > 0 && bars[first - 1].close <= floor) first -= 1;
  if (now - first > 10) return null;
  const low = lowestOf(bars, first, now);
  return bars[low].low < floor ? low : null;
}

/** Points that rise or fall evenly between two values, and stay beyond them. */
export function points(value: number, from: number, low: number, to: number, high: number): number {
  return low + Math.min(1, Math.max(0, (value - from) / (to - from))) * (high - low);
}
