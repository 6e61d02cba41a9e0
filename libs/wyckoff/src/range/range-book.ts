import { levelPrice, type Touch } from '../level/touch.js';
import type { Rules } from '../rules.js';
import { at, type BarSeries } from '../series/bar-series.js';
import type { SwingBook } from '../swing/swing-book.js';
import { rangeFromCluster } from './birth.js';
import { blankCluster, findCluster, type Cluster } from './cluster.js';
import { refreshQuality, touchCreek, touchIce } from './edges.js';
import { rangeQuality } from './quality.js';
import { durationBars, type TradingRange } from './trading-range.js';

export interface RangeBookState {
  readonly live: readonly TradingRange[];
  readonly barrier: number;
  readonly drawnStarts: readonly number[];
}

type Newcomer = Pick<TradingRange, 'origin' | 'ice' | 'creek' | 'quality'>;

const NONE: readonly TradingRange[] = Object.freeze([]);

/** Bars for which the start of a drawn range is remembered, so that its id is never used again. */
const START_MEMORY_BARS = 128;

/** The live ranges of a series: at most eight, and no two of one structure. */
export class RangeBook {
  readonly #rules: Rules;
  readonly #seriesKey: string;
  #live: TradingRange[];
  #barrier: number;
  #drawnStarts: number[];
  /** Most of what the swings draw is a range that lives: written here, it is no object. */
  readonly #cluster = blankCluster();
  readonly #newcomer: { -readonly [Field in keyof Newcomer]: Newcomer[Field] } = {
    origin: 'cluster',
    ice: Number.NaN,
    creek: Number.NaN,
    quality: 0,
  };

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
    for (let i = 0; i < this.#live.length; i += 1) {
      const range = this.#live[i]!;
      range.volumeSum += volume;
      range.volumeBars += 1;
      if (close > range.creek) range.outsideBars = range.outsideBars > 0 ? range.outsideBars + 1 : 1;
      else if (close < range.ice) range.outsideBars = range.outsideBars < 0 ? range.outsideBars - 1 : -1;
      else range.outsideBars = 0;
    }
  }

  /** Lets swings that have just become known touch the edges of a range, where those are still open; true when one did. */
  touch(range: TradingRange, low: Touch | null, high: Touch | null, now: number): boolean {
    if (range.phase !== 'A' && range.phase !== 'B') return false;
    const slack = this.#rules.config.range.touchHeightRatio * (range.creek - range.ice);
    const touchesIce = low !== null && this.#reaches(low, range.iceTouches, range.ice, slack);
    if (touchesIce) touchIce(range, low);
    const touchesCreek = high !== null && this.#reaches(high, range.creekTouches, range.creek, slack);
    if (touchesCreek) touchCreek(range, high);
    if (!touchesIce && !touchesCreek) return false;
    refreshQuality(range, now);
    return true;
  }

  /** The range the swings have drawn by now and that no live one covers, if any. */
  drawn(series: BarSeries, swings: SwingBook, now: number): TradingRange | null {
    const { highs, lows } = swings;
    const cluster = findCluster(series, highs, lows, now, this.#barrier, this.#rules, this.#drawnStarts, this.#cluster);
    if (cluster === null || !this.#hasRoomFor(this.#judged(cluster, now))) return null;
    const id = `${this.#seriesKey}:${cluster.startTimeMs}:cluster`;
    return rangeFromCluster(series, id, cluster, now);
  }

  /** Takes a new range in, unless a better one already stands there; answers the ranges that had to go, or null when refused. */
  admit(range: TradingRange, now: number): readonly TradingRange[] | null {
    if (!this.#hasRoomFor(range)) return null;
    const gone = this.#replacedBy(range);
    if (gone.length > 0) this.#live = this.#live.filter((other) => !gone.includes(other));
    this.#live.push(range);
    if (range.origin === 'cluster') {
      this.#drawnStarts = this.#drawnStarts.filter((start) => now - start < START_MEMORY_BARS);
      this.#drawnStarts.push(range.startIndex);
    }
    return gone;
  }

  #replacedBy(range: TradingRange): readonly TradingRange[] {
    let gone: TradingRange[] | null = null;
    for (let i = 0; i < this.#live.length; i += 1) {
      const other = this.#live[i]!;
      if (this.#sameStructure(range, other)) (gone ??= []).push(other);
    }
    const room = this.#rules.config.range.maxLive - this.#live.length + (gone?.length ?? 0);
    if (room <= 0) (gone ??= []).push(this.#weakest(range)!);
    return gone ?? NONE;
  }

  /** Lets go of a range that is over. A failed one is a barrier: its swings draw no other range. */
  remove(range: TradingRange, now: number): void {
    this.#live = this.#live.filter((other) => other !== range);
    if (range.state === 'FAILED') this.#barrier = now;
  }

  /** Jump factors step up with age; so does quality. True at the bars where either may have. */
  stepsUp(range: TradingRange, now: number): boolean {
    const duration = durationBars(range, now);
    return duration === 10 || duration === 15 || duration === 25 || duration === 40;
  }

  /** Whether the new range may take the place of those of its structure, and there is one free or of less worth. */
  #hasRoomFor(range: Newcomer): boolean {
    let rivals = 0;
    for (let i = 0; i < this.#live.length; i += 1) {
      const other = this.#live[i]!;
      if (!this.#sameStructure(range, other)) continue;
      if (isRunning(other) || outranks(other, range)) return false;
      rivals += 1;
    }
    if (this.#live.length - rivals < this.#rules.config.range.maxLive) return true;
    const weakest = this.#weakest(range);
    return weakest !== null && weakest.quality <= range.quality;
  }

  /** What the swings have drawn, as far as it is judged beside the ranges that live. */
  #judged({ ice, creek, startIndex }: Cluster, now: number): Newcomer {
    const newcomer = this.#newcomer;
    newcomer.ice = levelPrice(ice);
    newcomer.creek = levelPrice(creek);
    newcomer.quality = rangeQuality(ice, creek, now - startIndex);
    return newcomer;
  }

  /** The range of least quality that is no campaign and of another structure; the eldest of equals. */
  #weakest(range: Newcomer): TradingRange | null {
    let weakest: TradingRange | null = null;
    for (const other of this.#live) {
      if (isRunning(other) || this.#sameStructure(range, other)) continue;
      if (weakest === null || other.quality < weakest.quality) weakest = other;
    }
    return weakest;
  }

  #reaches(swing: Touch, touches: readonly Touch[], edge: number, slack: number): boolean {
    if (swing.index <= touches[touches.length - 1]!.index) return false;
    return Math.abs(swing.price - edge) <= Math.min(slack, this.#rules.clusterFraction * edge);
  }

  #sameStructure(a: Newcomer, b: TradingRange): boolean {
    const overlap = Math.min(a.creek, b.creek) - Math.max(a.ice, b.ice);
    const larger = Math.max(a.creek - a.ice, b.creek - b.ice);
    return overlap > this.#rules.config.range.overlapRatio * larger && !isOver(b);
  }
}

/** A climax says more about a structure than the swings that draw it again; otherwise quality decides, then recency. */
function outranks(other: TradingRange, range: Newcomer): boolean {
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
