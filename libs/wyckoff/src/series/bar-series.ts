import type { Bar } from '@tape/market';

/** Bars kept. The longest look back is 100 bars (percentiles); a power of two makes the index a mask. */
export const SERIES_CAPACITY = 128;
const MASK = SERIES_CAPACITY - 1;

/** Reads a ring at an absolute bar index, which must be one of the last SERIES_CAPACITY. */
export function at(ring: Float64Array, index: number): number {
  return ring[index & MASK]!;
}

/**
 * Place of an absolute bar index in its ring. For code that few bars come to: there the compiler leaves `at` a call, and a fraction
 * that comes back from a call is an object.
 */
export function slotOf(index: number): number {
  return index & MASK;
}

/** Writes where `at` reads. */
export function put(ring: Float64Array, index: number, value: number): void {
  ring[index & MASK] = value;
}

/**
 * Bars as one side of the market reads them. The lower side is the upper one upside down: prices negated, high and low
 * exchanged. A rule written once for accumulation then *is* the rule for distribution, with exact arithmetic.
 */
export interface OrientedBars {
  /** 1 reads prices as they are (accumulation), -1 upside down (distribution). */
  readonly orientation: 1 | -1;
  readonly time: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  /** NaN where there is no baseline. */
  readonly relativeVolume: Float64Array;
  readonly relativeSpread: Float64Array;
  /** NaN until 14 bars exist. */
  readonly atr: Float64Array;
}

export interface BarSeriesState {
  readonly count: number;
  /** Oldest first: time, open, high, low, close, volume, relative volume, relative spread, ATR; null for "none". */
  readonly bars: readonly (readonly (number | null)[])[];
}

const ring = (): Float64Array => new Float64Array(SERIES_CAPACITY);

/** The last bars of one series in rings of doubles, seen from both sides. */
export class BarSeries {
  readonly up: OrientedBars;
  readonly down: OrientedBars;
  #count = 0;

  constructor() {
    const shared = { time: ring(), volume: ring(), relativeVolume: ring(), relativeSpread: ring(), atr: ring() };
    this.up = { orientation: 1, ...shared, open: ring(), high: ring(), low: ring(), close: ring() };
    this.down = { orientation: -1, ...shared, open: ring(), high: ring(), low: ring(), close: ring() };
  }

  /** Bars pushed so far; the newest has index `count - 1`. */
  get count(): number {
    return this.#count;
  }

  push({ openTimeMs, open, high, low, close, volume }: Bar): void {
    const slot = this.#count & MASK;
    const { up, down } = this;
    up.time[slot] = openTimeMs;
    up.open[slot] = open;
    up.high[slot] = high;
    up.low[slot] = low;
    up.close[slot] = close;
    up.volume[slot] = volume;
    down.open[slot] = -open;
    down.high[slot] = -low;
    down.low[slot] = -high;
    down.close[slot] = -close;
    this.#count += 1;
  }

  /** Stores what was measured of the newest bar, so that later bars can read it. */
  annotate(relativeVolume: number, relativeSpread: number, atr: number): void {
    const slot = (this.#count - 1) & MASK;
    this.up.relativeVolume[slot] = relativeVolume;
    this.up.relativeSpread[slot] = relativeSpread;
    this.up.atr[slot] = atr;
  }

  snapshot(): BarSeriesState {
    const bars: (number | null)[][] = [];
    const { time, open, high, low, close, volume, relativeVolume, relativeSpread, atr } = this.up;
    const rings = [time, open, high, low, close, volume, relativeVolume, relativeSpread, atr];
    for (let index = Math.max(0, this.#count - SERIES_CAPACITY); index < this.#count; index += 1) {
      bars.push(
        rings.map((values) => {
          const value = at(values, index);
          return Number.isNaN(value) ? null : value;
        }),
      );
    }
    return { count: this.#count, bars };
  }

  static restore(state: BarSeriesState): BarSeries {
    const series = new BarSeries();
    series.#count = state.count - state.bars.length;
    for (const row of state.bars) {
      const [openTimeMs = 0, open = 0, high = 0, low = 0, close = 0, volume = 0, ...measured] = row.map(
        (v) => v ?? Number.NaN,
      );
      const [relativeVolume = Number.NaN, relativeSpread = Number.NaN, atr = Number.NaN] = measured;
      series.push({ openTimeMs, open, high, low, close, volume });
      series.annotate(relativeVolume, relativeSpread, atr);
    }
    return series;
  }
}
