/** Bars the mean is taken over. Four weeks of daily bars: the field's usual measure of "normal" volume. */
export const BASELINE_BARS = 20;

export interface ActivityBaselineState {
  readonly count: number;
  readonly volumes: readonly number[];
  readonly spreads: readonly number[];
}

/**
 * Mean volume and mean spread of the last 20 bars before the current one. Summed anew on each read, oldest first: twenty
 * additions cost less than the care a running sum needs not to drift, and a restored baseline sums in the same order.
 */
export class ActivityBaseline {
  readonly #volumes = new Float64Array(BASELINE_BARS);
  readonly #spreads = new Float64Array(BASELINE_BARS);
  #count = 0;

  get ready(): boolean {
    return this.#count >= BASELINE_BARS;
  }

  meanVolume(): number {
    return this.#mean(this.#volumes);
  }

  meanSpread(): number {
    return this.#mean(this.#spreads);
  }

  push(volume: number, spread: number): void {
    const slot = this.#count % BASELINE_BARS;
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

  #mean(values: Float64Array): number {
    const start = this.#count % BASELINE_BARS;
    let sum = 0;
    for (let i = start; i < BASELINE_BARS; i += 1) sum += values[i]!;
    for (let i = 0; i < start; i += 1) sum += values[i]!;
    return sum / BASELINE_BARS;
  }
}
