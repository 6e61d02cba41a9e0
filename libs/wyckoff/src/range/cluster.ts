import { firstOf, holds, NONE, theChosen, withOne, type Chosen } from '../level/chosen.js';
import { levelPrice, type Touch } from '../level/touch.js';
import type { Rules } from '../rules.js';
import { at, type BarSeries } from '../series/bar-series.js';

/** Farthest back a cluster reaches. Unit: bars; with the trend before it this stays inside the series' memory. */
const LOOKBACK_BARS = 90;

/** Two edges that price has turned at at least twice each. */
export interface Cluster {
  readonly ice: readonly Touch[];
  readonly creek: readonly Touch[];
  readonly startIndex: number;
  readonly startTimeMs: number;
}

/** A cluster that is written again by each search. */
export interface ClusterPlace extends Cluster {
  readonly ice: Touch[];
  readonly creek: Touch[];
  startIndex: number;
  startTimeMs: number;
}

export function blankCluster(): ClusterPlace {
  return { ice: [], creek: [], startIndex: 0, startTimeMs: Number.NaN };
}

/**
 * The range the known swings have drawn by bar `now`, from the newest swing back; null when they draw none. `barrier` is the
 * bar an earlier range was spent at: what lies before belongs to that one. No range starts at one of the `taken` bars again.
 *
 * @returns `into`, whose touches are the swings themselves: a range that is made of them copies them.
 */
export function findCluster(
  series: BarSeries,
  highs: readonly Touch[],
  lows: readonly Touch[],
  now: number,
  barrier: number,
  rules: Rules,
  taken: readonly number[] = [],
  into: ClusterPlace = blankCluster(),
): Cluster | null {
  const oldest = Math.max(barrier + 1, now - LOOKBACK_BARS);
  const creek = edge(highs, oldest, 1, rules.clusterFraction);
  if (creek === NONE) return null;
  const ice = edge(lows, oldest, -1, rules.clusterFraction);
  if (ice === NONE) return null;
  const firstLow = firstOf(lows, ice);
  const firstHigh = firstOf(highs, creek);
  const first = firstLow.index < firstHigh.index ? firstLow : firstHigh;
  if (now - first.index < rules.config.range.minBars || taken.includes(first.index)) return null;
  const bottom = levelPrice(lows, ice);
  const top = levelPrice(highs, creek);
  if (bottom <= 0 || top - bottom < rules.minWidthFraction * bottom) return null;
  if (!heldBetween(series, first.index, now, bottom, top, rules)) return null;
  theChosen(lows, ice, into.ice);
  theChosen(highs, creek, into.creek);
  into.startIndex = first.index;
  into.startTimeMs = first.timeMs;
  return into;
}

/** Newest swings that agree within the tolerance of their mean; a swing beyond them ends the search, one inside is passed over. */
function edge(swings: readonly Touch[], oldest: number, outward: 1 | -1, fraction: number): Chosen {
  let chosen: Chosen = NONE;
  let count = 0;
  let sum = 0;
  for (let i = swings.length - 1; i >= 0; i -= 1) {
    const swing = swings[i]!;
    if (swing.index < oldest) break;
    const withIt = withOne(chosen, i);
    const mean = (sum + swing.price) / (count + 1);
    const tolerance = fraction * Math.abs(mean);
    let agree = true;
    for (let j = swings.length - 1; agree && j >= i; j -= 1) {
      agree = !(holds(withIt, j) && Math.abs(swings[j]!.price - mean) > tolerance);
    }
    if (agree) {
      chosen = withIt;
      count += 1;
      sum += swing.price;
    } else if ((swing.price - sum / count) * outward > 0) {
      break;
    }
  }
  return count >= 2 ? chosen : NONE;
}

/** No close since the start was farther outside than the tolerance, and price is inside now. */
function heldBetween(series: BarSeries, from: number, now: number, bottom: number, top: number, rules: Rules): boolean {
  const { close } = series.up;
  const last = at(close, now);
  if (last < bottom || last > top) return false;
  const lowest = bottom * (1 - rules.clusterFraction);
  const highest = top * (1 + rules.clusterFraction);
  for (let i = from; i <= now; i += 1) {
    const price = at(close, i);
    if (price < lowest || price > highest) return false;
  }
  return true;
}
