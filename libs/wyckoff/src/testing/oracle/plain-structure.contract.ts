import type { Bar } from '@tape/market';

/** Written for reading; what the rings and the swing book must agree with. */
export interface PlainSwing {
  readonly index: number;
  readonly timeMs: number;
  readonly price: number;
  readonly volume: number;
  readonly wick: number;
}

export interface PlainRange {
  readonly ice: readonly PlainSwing[];
  readonly creek: readonly PlainSwing[];
  readonly startIndex: number;
  readonly startTimeMs: number;
}

/** A high stands above five bars on each side. Known only when the five after it are there. */
export function plainSwingHighs(bars: readonly Bar[]): PlainSwing[] {
  return bars.flatMap((bar, index) => {
    const around = [...bars.slice(index - 5 < 0 ? bars.length : index - 5, index), ...bars.slice(index + 1, index + 6)];
    if (around.length < 10 || around.some((other) => other.high >= bar.high)) return [];
    const wick = bar.high > bar.low ? (bar.high - Math.max(bar.open, bar.close)) / (bar.high - bar.low) : 0;
    return [{ index, timeMs: bar.openTimeMs, price: bar.high, volume: bar.volume, wick }];
  });
}

export function plainSwingLows(bars: readonly Bar[]): PlainSwing[] {
  return bars.flatMap((bar, index) => {
    const around = [...bars.slice(index - 5 < 0 ? bars.length : index - 5, index), ...bars.slice(index + 1, index + 6)];
    if (around.length < 10 || around.some((other) => other.low <= bar.low)) return [];
    const wick = bar.high > bar.low ? (Math.min(bar.open, bar.close) - bar.low) / (bar.high - bar.low) : 0;
    return [{ index, timeMs: bar.openTimeMs, price: bar.low, volume: bar.volume, wick }];
  });
}

/**
 * The range that bars have drawn by the last of them (docs/wyckoff/ranges.md): two turns or more at each edge within 90 bars,
 * within 2 % of their mean; 3 % wide, 10 bars long; no close farther than 2 % outside, and the last close inside. `percent` is one percent of price, scaled.
 */
export function plainRange(
  bars: readonly Bar[],
  barrier: number,
  percent = 0.01,
  highs = plainSwingHighs(bars),
  lows = plainSwingLows(bars),
): PlainRange | null {
  const now = bars.length - 1;
  const recent = (swing: PlainSwing): boolean => swing.index >= now - 90 && swing.index > barrier;
  const creek = agreeing(highs.slice(-16).filter(recent), 2 * percent, (price, mean) => price > mean);
  const ice = agreeing(lows.slice(-16).filter(recent), 2 * percent, (price, mean) => price < mean);
  if (creek.length < 2 || ice.length < 2) return null;
  const bottom = weighted(ice);
  const top = weighted(creek);
  const start = ice[0].index < creek[0].index ? ice[0] : creek[0];
  const closes = bars.slice(start.index).map((bar) => bar.close);
  const last = closes.at(-1)!;
  if (bottom <= 0 || top - bottom < 3 * percent * bottom || now - start.index < 10) return null;
  if (last < bottom || last > top) return null;
  if (closes.some((close) => close < bottom * (1 - 2 * percent) || close > top * (1 + 2 * percent))) return null;
  return { ice, creek, startIndex: start.index, startTimeMs: start.timeMs };
}

/** From the newest swing back: those that fit together are taken, one inside is passed over, one beyond the edge ends it. */
function agreeing(
  swings: readonly PlainSwing[],
  tolerance: number,
  isBeyond: (price: number, mean: number) => boolean,
): PlainSwing[] {
  let taken: PlainSwing[] = [];
  for (const swing of swings.toReversed()) {
    const together = [...taken, swing];
    const mean = plainMean(together);
    if (together.every(({ price }) => Math.abs(price - mean) <= tolerance * mean)) taken = together;
    else if (isBeyond(swing.price, plainMean(taken))) break;
  }
  return taken.toReversed();
}

function plainMean(swings: readonly PlainSwing[]): number {
  return swings.reduce((sum, { price }) => sum + price, 0) / swings.length;
}

/** Mean price by volume; the plain mean where nothing was traded. */
export function weighted(swings: readonly PlainSwing[]): number {
  const volume = swings.reduce((sum, swing) => sum + swing.volume, 0);
  return volume > 0 ? swings.reduce((sum, { price, volume: v }) => sum + price * v, 0) / volume : plainMean(swings);
}
