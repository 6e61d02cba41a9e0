import { at, put, type OrientedBars } from '../series/bar-series.js';

/** Wilder's period. Source: New Concepts in Technical Trading Systems, 1978. */
export const ATR_BARS = 14;

export interface AverageTrueRangeState {
  readonly count: number;
  readonly value: number;
  readonly previousClose: number;
}

/** ATR(14) by Wilder: the mean of the first 14 true ranges, then smoothed by one fourteenth of each new one. */
export class AverageTrueRange {
  #count = 0;
  #value = 0;
  #previousClose = 0;

  /** Takes bar `now` in and notes the ATR after it in the ring; NaN until 14 bars exist. */
  measure(bars: OrientedBars, now: number): void {
    const high = at(bars.high, now);
    const low = at(bars.low, now);
    let range = high - low;
    if (this.#count > 0) {
      range = Math.max(range, Math.abs(high - this.#previousClose), Math.abs(low - this.#previousClose));
    }
    this.#count += 1;
    this.#previousClose = at(bars.close, now);
    // A running sum until the first mean exists, then the smoothed value itself.
    if (this.#count < ATR_BARS) this.#value += range;
    else if (this.#count === ATR_BARS) this.#value = (this.#value + range) / ATR_BARS;
    else this.#value = (this.#value * (ATR_BARS - 1) + range) / ATR_BARS;
    put(bars.atr, now, this.#count < ATR_BARS ? Number.NaN : this.#value);
  }

  snapshot(): AverageTrueRangeState {
    return { count: this.#count, value: this.#value, previousClose: this.#previousClose };
  }

  static restore(state: AverageTrueRangeState): AverageTrueRange {
    const atr = new AverageTrueRange();
    atr.#count = state.count;
    atr.#value = state.value;
    atr.#previousClose = state.previousClose;
    return atr;
  }
}
