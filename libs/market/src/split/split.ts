import { Decimal } from 'decimal.js';
import type { PriceBar } from '../bar/bar.js';
import { DAY_MS } from '../time/civil-date.js';
import { isoTime, parseIsoTime } from '../time/iso-time.js';
import { newYorkClock } from '../time/new-york-time.js';
import { TIMEFRAME_MS, type Timeframe } from '../time/timeframe.js';

/** From the session of `day` on, `numerator` shares stand where `denominator` stood. A reverse split has the larger denominator. */
export interface Split {
  /** Days since 1970-01-01 of the first session in the new count. */
  readonly day: number;
  readonly numerator: number;
  readonly denominator: number;
}

export type SplitReading =
  | { readonly ok: true; readonly splits: readonly Split[] }
  /** What is wrong with it and what to write instead. */
  | { readonly ok: false; readonly problem: string };

const LARGEST_PART = 1_000;

/** Reads `2014-06-09=7,2020-08-31=4`; a ratio is a whole number, or two: `3:2`, and `1:10` for a reverse split. */
export function readSplits(text: string): SplitReading {
  const splits: Split[] = [];
  for (const part of text.split(',')) {
    const match = /^\s*(\d{4}-\d{2}-\d{2})\s*=\s*(\d{1,4})(?::(\d{1,4}))?\s*$/.exec(part);
    const timeMs = match === null ? null : parseIsoTime(match[1] ?? '');
    if (match === null || timeMs === null) {
      return { ok: false, problem: `'${part.trim()}' must be a day and a ratio, like 2020-08-31=4 or 2020-08-31=3:2` };
    }
    const numerator = Number(match[2]);
    const denominator = Number(match[3] ?? 1);
    const inBounds = [numerator, denominator].every((side) => side >= 1 && side <= LARGEST_PART);
    if (!inBounds || numerator === denominator) {
      return {
        ok: false,
        problem: `'${part.trim()}' is no split: its ratio must be of 1 to ${LARGEST_PART} and not 1`,
      };
    }
    const day = timeMs / DAY_MS;
    if (splits.some((split) => split.day === day)) {
      return { ok: false, problem: `'${part.trim()}' names its day a second time` };
    }
    splits.push({ day, numerator, denominator });
  }
  return { ok: true, splits };
}

/** As {@link readSplits} reads it. */
export function splitText({ day, numerator, denominator }: Split): string {
  return `${isoTime(day * DAY_MS).slice(0, 10)}=${denominator === 1 ? numerator : `${numerator}:${denominator}`}`;
}

/** Fraction digits of a divided price: 100 times finer than any market quotes shares. */
const PRICE_DIGITS = 8;

/** Digits before the one rounding: the largest price and the largest product of ratios, in full. */
const Exact = Decimal.clone({ precision: 80, rounding: Decimal.ROUND_HALF_UP });

/**
 * The series as if it had always been counted in today's shares: before a split prices are divided and volume is multiplied.
 * Every price is divided once, by the product of the splits that follow it, and rounded to 8 digits, so nothing accumulates and
 * low ≤ open, close ≤ high still holds. Volume is exact, but where a reverse split leaves no finite fraction.
 */
export function adjustForSplits(
  bars: readonly PriceBar[],
  splits: readonly Split[],
  timeframe: Timeframe,
): readonly PriceBar[] {
  if (splits.length === 0) return bars;
  return bars.map((bar) => {
    const day = sessionDayOf(bar.openTimeMs, timeframe);
    const later = splits.filter((split) => day < split.day);
    if (later.length === 0) return bar;
    const numerator = later.reduce((product, split) => product.times(split.numerator), new Exact(1));
    const denominator = later.reduce((product, split) => product.times(split.denominator), new Exact(1));
    const price = (value: string): string =>
      new Exact(value).times(denominator).div(numerator).toDecimalPlaces(PRICE_DIGITS).toFixed();
    const volume = new Exact(bar.volume).times(numerator).div(denominator).toDecimalPlaces(PRICE_DIGITS).toFixed();
    return {
      ...bar,
      open: price(bar.open),
      high: price(bar.high),
      low: price(bar.low),
      close: price(bar.close),
      volume,
    };
  });
}

/** The session a stock's bar belongs to. Days carry their date in UTC; what is shorter has the date of New York. */
export function sessionDayOf(openTimeMs: number, timeframe: Timeframe): number {
  return TIMEFRAME_MS[timeframe] >= DAY_MS ? Math.floor(openTimeMs / DAY_MS) : newYorkClock(openTimeMs).days;
}
