import type { PriceBar } from '../bar/bar.js';
import { DAY_MS } from '../time/civil-date.js';
import type { Split } from './split.js';

/** A jump between two days that looks like a split nobody adjusted for. */
export interface SplitCandidate extends Split {
  /** Close before over open after. */
  readonly priceRatio: number;
  /** Median volume of the days after over that of the days before. */
  readonly volumeRatio: number;
}

/**
 * Ratios companies split by, and the same the other way round. Smaller ones (5:4, 4:3) are left out: a bad quarter opens that
 * far down, and a warning that is often wrong is not read.
 */
const RATIOS: readonly (readonly [number, number])[] = [
  [3, 2],
  ...[2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50].map((whole) => [whole, 1] as const),
];

/** How far the open may lie from the exact ratio: an overnight move. AAPL opened 2.2 % up on its split of 2020, 5 % off 2:1 in the crash of 2000-09-29. */
const TOLERANCE = 0.04;

/** Days on either side whose median volume is compared. */
const WINDOW = 10;

/**
 * Volume is counted in shares, so it goes up where the price goes down. By how much is no rule: trading often calms down
 * behind a split (AAPL 2005-02-28: 1.12 × instead of 2 ×), so only the direction is asked.
 */
const MIN_VOLUME_JUMP = 1;

/** Splits a daily series seems not to be adjusted for, oldest first. Guesses: the numbers they rest on are with them. */
export function splitCandidates(bars: readonly PriceBar[]): readonly SplitCandidate[] {
  const candidates: SplitCandidate[] = [];
  for (let index = 1; index < bars.length; index += 1) {
    const [before, after] = [bars[index - 1]!, bars[index]!];
    const priceRatio = Number(before.close) / Number(after.open);
    const ratio = nearest(priceRatio);
    if (ratio === null) continue;
    const [numerator, denominator] = ratio;
    const volumeBefore = medianVolume(bars.slice(Math.max(0, index - WINDOW), index));
    const volumeAfter = medianVolume(bars.slice(index, index + WINDOW));
    if (!(volumeBefore > 0) || !(volumeAfter > 0)) continue;
    const volumeRatio = volumeAfter / volumeBefore;
    const jump = priceRatio > 1 ? volumeRatio : 1 / volumeRatio;
    if (jump < MIN_VOLUME_JUMP) continue;
    const day = Math.floor(after.openTimeMs / DAY_MS);
    candidates.push({ day, numerator, denominator, priceRatio, volumeRatio });
  }
  return candidates;
}

function nearest(priceRatio: number): readonly [number, number] | null {
  const size = priceRatio > 1 ? priceRatio : 1 / priceRatio;
  const fits = RATIOS.find(([numerator, denominator]) => Math.abs((size * denominator) / numerator - 1) <= TOLERANCE);
  if (fits === undefined) return null;
  return priceRatio > 1 ? fits : [fits[1], fits[0]];
}

function medianVolume(bars: readonly PriceBar[]): number {
  const volumes = bars.map((bar) => Number(bar.volume)).toSorted((a, b) => a - b);
  return volumes[Math.floor(volumes.length / 2)] ?? 0;
}
