import { at, type BarSeries } from '../series/bar-series.js';
import { ActivityBaseline, type ActivityBaselineState } from './activity-baseline.js';
import { AverageTrueRange, type AverageTrueRangeState } from './average-true-range.js';
import { SESSIONS, sessionIndex } from './trading-session.js';

export interface BarMeterState {
  readonly baselines: readonly ActivityBaselineState[];
  readonly atr: AverageTrueRangeState;
}

/** Measures each bar against the bars before it; with sessions, against the bars of the same session. */
export class BarMeter {
  readonly #baselines: readonly ActivityBaseline[];
  readonly #atr: AverageTrueRange;

  constructor(bySession: boolean, state?: BarMeterState) {
    this.#baselines =
      state?.baselines.map((baseline) => ActivityBaseline.restore(baseline)) ??
      Array.from({ length: bySession ? SESSIONS.length : 1 }, () => new ActivityBaseline());
    this.#atr = state === undefined ? new AverageTrueRange() : AverageTrueRange.restore(state.atr);
  }

  /** Measures the newest bar of the series and notes the result in it, where `measuresOf` finds it. */
  measure({ up, count }: BarSeries): void {
    const now = count - 1;
    const baseline = this.#baselines[this.#baselines.length === 1 ? 0 : sessionIndex(at(up.time, now))]!;
    baseline.measure(up, now);
    this.#atr.measure(up, now);
  }

  snapshot(): BarMeterState {
    return {
      baselines: this.#baselines.map((baseline) => baseline.snapshot()),
      atr: this.#atr.snapshot(),
    };
  }
}
