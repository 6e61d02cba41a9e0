import { highTouch, lowTouch } from '../level/touch.js';
import type { Rules } from '../rules.js';
import { at, type BarSeries } from '../series/bar-series.js';
import type { SwingBook } from '../swing/swing-book.js';
import { rangeFromCluster } from './birth.js';
import { findCluster } from './cluster.js';
import { refreshQuality, touchCreek, touchIce } from './edges.js';
import { durationBars, type TradingRange } from './trading-range.js';

export interface RangeBookState {
  readonly live: readonly TradingRange[];
  readonly barrier: number;
  readonly drawnStarts: readonly number[];
}

/** Bars for which the start of a drawn range is remembered, so that its id is never used again. */
const START_MEMORY_BARS = 128;

/** The live ranges of a series: at most eight, and no two of one structure. */
export class RangeBook {
  readonly #rules: Rules;
  readonly #seriesKey: string;
  #live: TradingRange[];
  #barrier: number;
  #drawnStarts: number[];

  constructor(seriesKey: string, rules: Rules, state: RangeBookState = { live: [], barrier: -1, drawnStarts: [] }) {
    this.#seriesKey = seriesKey;
    this.#rules = rules;
    this.#live = [...state.live];
    this.#barrier = state.barrier;
    this.#drawnStarts = [...state.drawnStarts];
  }

  get live(): readonly TradingRange[] {
    return this.#live;
  }

  snapshot(): RangeBookState {
    return { live: this.#live, barrier: this.#barrier, drawnStarts: this.#drawnStarts };
  }

  /** Carries every range over bar `now`: volume, and closes outside. */
  carry(series: BarSeries, now: number): void {
    const close = at(series.up.close, now);
    const volume = at(series.up.volume, now);
    for (const range of this.#live) {
      range.volumeSum += volume;
      range.volumeBars += 1;
      if (close > range.creek) range.outsideBars = range.outsideBars > 0 ? range.outsideBars + 1 : 1;
      else if (close < range.ice) range.outsideBars = range.outsideBars < 0 ? range.outsideBars - 1 : -1;
      else range.outsideBars = 0;
    }
  }

  /** Lets a swing that has just become known touch the edges still open to it; calls back for each range it changed. */
  touch(
    series: BarSeries,
    lowIndex: number,
    highIndex: number,
    now: number,
    changed: (range: TradingRange) => void,
  ): void {
    for (const range of this.#live) {
      if (range.phase !== 'A' && range.phase !== 'B') continue;
      const slack = this.#rules.config.range.touchHeightRatio * (range.creek - range.ice);
      let touched = false;
      if (lowIndex >= 0 && lowIndex > range.iceTouches.at(-1)!.index) {
        const swing = lowTouch(series, lowIndex);
        if (Math.abs(swing.price - range.ice) <= Math.min(slack, this.#rules.clusterFraction * range.ice)) {
          touchIce(range, swing);
          touched = true;
        }
      }
      if (highIndex >= 0 && highIndex > range.creekTouches.at(-1)!.index) {
        const swing = highTouch(series, highIndex);
        if (Math.abs(swing.price - range.creek) <= Math.min(slack, this.#rules.clusterFraction * range.creek)) {
          touchCreek(range, swing);
          touched = true;
        }
      }
      if (!touched) continue;
      refreshQuality(range, now);
      changed(range);
    }
  }

  /** The range the swings have drawn by now and that no live one covers, if any. */
  drawn(series: BarSeries, swings: SwingBook, now: number): TradingRange | null {
    const cluster = findCluster(series, swings.highs, swings.lows, now, this.#barrier, this.#rules);
    if (cluster === null || this.#drawnStarts.includes(cluster.startIndex)) return null;
    const id = `${this.#seriesKey}:${cluster.startTimeMs}:cluster`;
    return rangeFromCluster(series, id, cluster, now);
  }

  /** Takes a new range in, unless a better one already stands there; answers the ranges that had to go, or null when refused. */
  admit(range: TradingRange, now: number): readonly TradingRange[] | null {
    const rivals = this.#live.filter((other) => this.#sameStructure(range, other));
    if (rivals.some((other) => isRunning(other) || outranks(other, range))) return null;
    const gone = [...rivals];
    if (this.#live.length - gone.length >= this.#rules.config.range.maxLive) {
      const weakest = this.#live
        .filter((other) => !isRunning(other) && !gone.includes(other))
        .reduce<TradingRange | null>(
          (worst, other) => (worst === null || other.quality < worst.quality ? other : worst),
          null,
        );
      if (weakest === null || weakest.quality > range.quality) return null;
      gone.push(weakest);
    }
    this.#live = this.#live.filter((other) => !gone.includes(other));
    this.#live.push(range);
    if (range.origin === 'cluster') {
      this.#drawnStarts = this.#drawnStarts.filter((start) => now - start < START_MEMORY_BARS);
      this.#drawnStarts.push(range.startIndex);
    }
    return gone;
  }

  /** Lets go of a range that is over. A failed one is a barrier: its swings draw no other range. */
  remove(range: TradingRange, now: number): void {
    this.#live = this.#live.filter((other) => other !== range);
    if (range.state === 'FAILED') this.#barrier = now;
  }

  /** Jump factors step up with age; so does quality. True at the bars where either may have. */
  stepsUp(range: TradingRange, now: number): boolean {
    const duration = durationBars(range, now);
    return duration === 15 || duration === 25 || duration === 40;
  }

  #sameStructure(a: TradingRange, b: TradingRange): boolean {
    const overlap = Math.min(a.creek, b.creek) - Math.max(a.ice, b.ice);
    const larger = Math.max(a.creek - a.ice, b.creek - b.ice);
    return overlap > this.#rules.config.range.overlapRatio * larger && !isOver(b);
  }
}

/** A climax says more about a structure than the swings that draw it again; otherwise quality decides, then recency. */
function outranks(other: TradingRange, range: TradingRange): boolean {
  if (other.origin !== range.origin) return other.origin === 'climax';
  return other.quality > range.quality;
}

/** A campaign is under way: nothing takes its range from it. */
function isRunning(range: TradingRange): boolean {
  return range.phase === 'C' || range.phase === 'D';
}

function isOver(range: TradingRange): boolean {
  return range.phase === 'E' || range.phase === null;
}
