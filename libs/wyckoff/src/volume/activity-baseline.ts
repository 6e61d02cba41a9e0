import { at, put, type OrientedBars } from '../series/bar-series.js';

/** Bars the mean is taken over. Four weeks of daily bars: the field's usual measure of "normal" volume. */
export const BASELINE_BARS = 20;

export interface ActivityBaselineState {
  readonly count: number;
  readonly volumes: readonly number[];
  readonly spreads: readonly number[];
}

/**
 * Volume and spread of a bar against their means over the 20 bars before it. Summed anew for each bar, oldest first: twenty
 * additions cost less than the care a running sum needs not to drift, and a restored baseline sums in the same order.
 */
export class ActivityBaseline {
  readonly #volumes = new Float64Array(BASELINE_BARS);
  readonly #spreads = new Float64Array(BASELINE_BARS);
  #count = 0;

  /** Notes both ratios of bar `now` in the rings, NaN where there is none, and takes the bar in for those to come. */
  measure(bars: OrientedBars, now: number): void {
    const volume = at(bars.volume, now);
    const spread = at(bars.high, now) - at(bars.low, now);
    const slot = this.#count % BASELINE_BARS;
    let volumes = 0;
    let spreads = 0;
    if (this.#count >= BASELINE_BARS) {
      for (let i = slot; i < BASELINE_BARS; i += 1) {
        volumes += this.#volumes[i]!;
        spreads += this.#spreads[i]!;
      }
      for (let i = 0; i < slot; i += 1) {
        volumes += this.#volumes[i]!;
        spreads += this.#spreads[i]!;
      }
    }
    put(bars.relativeVolume, now, volumes > 0 ? volume / (volumes / BASELINE_BARS) : Number.NaN);
    put(bars.relativeSpread, now, spreads > 0 ? spread / (spreads / BASELINE_BARS) : Number.NaN);
    this.#volumes[slot] = volume;
    this.#spreads[slot] = spread;
    this.#count += 1;
  }

  snapshot(): ActivityBaselineState {
    return { count: this.#count, volumes: [...this.#volumes], spreads: [...this.#spreads] };
  }

  static restore(state: ActivityBaselineState): ActivityBaseline {
    const baseline = new ActivityBaseline();
    baseline.#count = state.count;
    baseline.#volumes.set(state.volumes);
    baseline.#spreads.set(state.spreads);
    return baseline;
  }
}
