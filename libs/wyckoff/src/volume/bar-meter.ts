import type { Bar } from '@tape/market';
import type { BarMeasures } from '../analysis.js';
import type { BarSeries } from '../series/bar-series.js';
import { ActivityBaseline, type ActivityBaselineState } from './activity-baseline.js';
import { AverageTrueRange, type AverageTrueRangeState } from './average-true-range.js';
import { effortResult } from './effort-result.js';
import { SESSIONS, sessionIndex } from './trading-session.js';

export interface BarMeterState {
  readonly baselines: readonly ActivityBaselineState[];
  readonly atr: AverageTrueRangeState;
  readonly previousClose: number | null;
}

/** Measures each bar against the bars before it; with sessions, against the bars of the same session. */
export class BarMeter {
  readonly #baselines: readonly ActivityBaseline[];
  readonly #atr: AverageTrueRange;
  #previousClose: number | null;

  constructor(bySession: boolean, state?: BarMeterState) {
    this.#baselines =
      state?.baselines.map((baseline) => ActivityBaseline.restore(baseline)) ??
      Array.from({ length: bySession ? SESSIONS.length : 1 }, () => new ActivityBaseline());
    this.#atr = state === undefined ? new AverageTrueRange() : AverageTrueRange.restore(state.atr);
    this.#previousClose = state?.previousClose ?? null;
  }

  /** Measures the newest bar of the series and notes the result in it. */
  measure(bar: Bar, series: BarSeries): BarMeasures {
    const baseline = this.#baselines[this.#baselines.length === 1 ? 0 : sessionIndex(bar.openTimeMs)]!;
    const spread = bar.high - bar.low;
    let relativeVolume = Number.NaN;
    let relativeSpread = Number.NaN;
    if (baseline.ready) {
      const meanVolume = baseline.meanVolume();
      const meanSpread = baseline.meanSpread();
      if (meanVolume > 0) relativeVolume = bar.volume / meanVolume;
      if (meanSpread > 0) relativeSpread = spread / meanSpread;
    }
    baseline.push(bar.volume, spread);
    const atr = this.#atr.push(bar.high, bar.low, bar.close);
    const previousClose = this.#previousClose ?? bar.close;
    this.#previousClose = bar.close;
    series.annotate(relativeVolume, relativeSpread, atr);
    const graded = relativeVolume >= 0 && relativeSpread >= 0;
    return {
      relativeVolume: relativeVolume >= 0 ? relativeVolume : null,
      relativeSpread: relativeSpread >= 0 ? relativeSpread : null,
      closePosition: spread > 0 ? (bar.close - bar.low) / spread : 0.5,
      effortResult: graded ? effortResult(relativeVolume, relativeSpread, previousClose, bar.close) : null,
      atr: atr >= 0 ? atr : null,
    };
  }

  snapshot(): BarMeterState {
    return {
      baselines: this.#baselines.map((baseline) => baseline.snapshot()),
      atr: this.#atr.snapshot(),
      previousClose: this.#previousClose,
    };
  }
}
