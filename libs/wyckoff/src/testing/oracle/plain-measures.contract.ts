import type { Bar } from '@tape/market';
import type { BarMeasures, Candidate, EffortResult } from '../../analysis.js';

/**
 * The measures of every bar, written for reading and not for speed: whole arrays, nothing kept between bars, each rule as its
 * definition has it. What the fast code must agree with.
 */
export function plainMeasures(bars: readonly Bar[], bySession: boolean): BarMeasures[] {
  const atr = plainAtr(bars);
  const sessions = bars.map((bar) => (bySession ? sessionOf(bar) : 'all'));
  return bars.map((bar, now) => {
    const before = bars
      .slice(0, now)
      .filter((_other, i) => sessions[i] === sessions[now])
      .slice(-20);
    const relativeVolume = before.length < 20 ? null : ratio(bar.volume, mean(before.map((other) => other.volume)));
    const relativeSpread = before.length < 20 ? null : ratio(spread(bar), mean(before.map(spread)));
    return {
      relativeVolume,
      relativeSpread,
      closePosition: spread(bar) > 0 ? (bar.close - bar.low) / spread(bar) : 0.5,
      effortResult:
        relativeVolume === null || relativeSpread === null
          ? null
          : plainEffort(relativeVolume, relativeSpread, bar.close - (bars[now - 1] ?? bar).close),
      atr: atr[now] ?? null,
    };
  });
}

/** Wilder: the mean of the first 14 true ranges, then 13 parts of the last value and one part of the new range. */
function plainAtr(bars: readonly Bar[]): (number | null)[] {
  const ranges = bars.map((bar, i) => trueRange(bar, bars[i - 1]));
  const values: (number | null)[] = [];
  for (const [i, range] of ranges.entries()) {
    if (i < 13) values.push(null);
    else if (i === 13) values.push(mean(ranges.slice(0, 14)));
    else values.push((values[i - 1]! * 13 + range) / 14);
  }
  return values;
}

function plainEffort(volume: number, spread: number, change: number): EffortResult {
  if ((volume >= 2 && spread >= 1) || (volume >= 1.5 && spread >= 1.5)) return 'CLIMACTIC';
  if (volume >= 1.4 && spread <= 0.8) return 'ABSORPTION';
  if (volume <= 0.6 && spread <= 0.8 && change > 0) return 'NO_DEMAND';
  if (volume <= 0.6 && spread <= 0.8 && change < 0) return 'NO_SUPPLY';
  return 'NORMAL';
}

/** The market around the last of the bars, from the last hundred. */
export function plainContext(bars: readonly Bar[]): Candidate['market'] {
  const atr = plainAtr(bars);
  const { adx, trend } = plainAdx(bars.slice(-101));
  return {
    atr: atr.at(-1) ?? null,
    atrPercentile: percentile(atr),
    volumePercentile: percentile(bars.map((bar) => bar.volume)),
    adx,
    trend,
  };
}

/** How many of the last hundred values are no larger than the last, in percent. */
function percentile(values: readonly (number | null)[]): number | null {
  const last = values.at(-1) ?? null;
  if (values.length < 100 || last === null) return null;
  const known = values.slice(-100).filter((value) => value !== null);
  return Math.round((known.filter((value) => value <= last).length / known.length) * 100);
}

/** Wilder's ADX(14) as New Concepts in Technical Trading Systems has it: sums of 14, then each sum less a fourteenth plus the new value. */
function plainAdx(bars: readonly Bar[]): Pick<Candidate['market'], 'adx' | 'trend'> {
  const pairs = bars.slice(1).map((bar, i) => [bars[i], bar] as const);
  if (pairs.length < 28) return { adx: null, trend: null };
  const ranges = smoothed(pairs.map(([before, bar]) => trueRange(bar, before)));
  const plus = smoothed(
    pairs.map(([before, bar]) => {
      const up = bar.high - before.high;
      return up > before.low - bar.low && up > 0 ? up : 0;
    }),
  );
  const minus = smoothed(
    pairs.map(([before, bar]) => {
      const down = before.low - bar.low;
      return down > bar.high - before.high && down > 0 ? down : 0;
    }),
  );
  if (ranges.at(-1)! <= 0) return { adx: null, trend: null };
  const indices = plus.map((up, i) => {
    const sum = up + minus[i];
    return sum > 0 ? (100 * Math.abs(up - minus[i])) / sum : 0;
  });
  let adx = mean(indices.slice(0, 14));
  for (const index of indices.slice(14)) adx = (adx * 13 + index) / 14;
  if (adx < 25) return { adx, trend: 'SIDEWAYS' };
  return { adx, trend: plus.at(-1)! > minus.at(-1)! ? 'TRENDING_UP' : 'TRENDING_DOWN' };
}

/** Wilder's running sums, from the fourteenth value on. */
function smoothed(values: readonly number[]): number[] {
  const sums = [values.slice(0, 14).reduce((sum, value) => sum + value, 0)];
  for (const value of values.slice(14)) sums.push(sums.at(-1)! - sums.at(-1)! / 14 + value);
  return sums;
}

function trueRange(bar: Bar, before: Bar | undefined): number {
  if (before === undefined) return spread(bar);
  return Math.max(spread(bar), Math.abs(bar.high - before.close), Math.abs(bar.low - before.close));
}

function spread(bar: Bar): number {
  return bar.high - bar.low;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function ratio(value: number, usual: number): number | null {
  return usual > 0 ? value / usual : null;
}

/** Asian 22-8, London 8-13, both 13-17, New York 17-22, by UTC hour. */
function sessionOf({ openTimeMs }: Bar): string {
  const hour = Math.floor(openTimeMs / 3_600_000) % 24;
  if (hour >= 8 && hour < 13) return 'London';
  if (hour >= 13 && hour < 17) return 'both';
  return hour >= 17 && hour < 22 ? 'New York' : 'Asian';
}
