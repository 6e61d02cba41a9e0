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

  /** Takes one bar in and answers the ATR after it; NaN until 14 bars exist. */
  push(high: number, low: number, close: number): number {
    let range = high - low;
    if (this.#count > 0) {
      range = Math.max(range, Math.abs(high - this.#previousClose), Math.abs(low - this.#previousClose));
    }
    this.#count += 1;
    this.#previousClose = close;
    if (this.#count <= ATR_BARS) {
      // A running sum until the first mean exists, then the smoothed value itself.
      this.#value += range;
      if (this.#count < ATR_BARS) return Number.NaN;
      this.#value /= ATR_BARS;
      return this.#value;
    }
    this.#value = (this.#value * (ATR_BARS - 1) + range) / ATR_BARS;
    return this.#value;
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
