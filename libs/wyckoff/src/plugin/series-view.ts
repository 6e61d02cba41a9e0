import type { Bar } from '@tape/market';
import type { AnalysisStep, AnalyzerOptions, BarMeasures, StructuralEvent } from '../analysis.js';
import { viewOf } from '../range/range-view.js';
import type { TradingRange } from '../range/trading-range.js';
import { at, SERIES_CAPACITY, type BarSeries } from '../series/bar-series.js';
import { measuresOf } from '../volume/bar-measures.js';
import type { PluginRange, PluginView } from './detector-plugin.js';

/** A series as plug-ins may see it: copies, made when they are asked for. */
export class SeriesView implements PluginView {
  readonly #options: AnalyzerOptions;
  readonly #series: BarSeries;
  readonly #live: readonly TradingRange[];
  readonly #current: AnalysisStep['current'];
  readonly #events: readonly StructuralEvent[];

  constructor(
    options: AnalyzerOptions,
    series: BarSeries,
    live: readonly TradingRange[],
    current: AnalysisStep['current'],
    events: readonly StructuralEvent[],
  ) {
    this.#options = options;
    this.#series = series;
    this.#live = live;
    this.#current = current;
    this.#events = events;
  }

  get symbol(): string {
    return this.#options.symbol;
  }

  get timeframe(): PluginView['timeframe'] {
    return this.#options.timeframe;
  }

  /** One less than is kept: effort against result needs the close before. */
  get historyBars(): number {
    return Math.min(this.#series.count, SERIES_CAPACITY) - 1;
  }

  get current(): AnalysisStep['current'] {
    return { ...this.#current };
  }

  get events(): readonly StructuralEvent[] {
    return this.#events.map((event) => ({ ...event, scoreParts: { ...event.scoreParts } }));
  }

  get ranges(): readonly PluginRange[] {
    const now = this.#series.count - 1;
    return this.#live.map((range) => ({ ...viewOf(range, now), phase: range.phase }));
  }

  bar(ago: number): Bar {
    const index = this.#index(ago);
    const { time, open, high, low, close, volume } = this.#series.up;
    return {
      openTimeMs: at(time, index),
      open: at(open, index),
      high: at(high, index),
      low: at(low, index),
      close: at(close, index),
      volume: at(volume, index),
    };
  }

  measures(ago: number): BarMeasures {
    return measuresOf(this.#series, this.#index(ago));
  }

  #index(ago: number): number {
    if (Number.isInteger(ago) && ago >= 0 && ago < this.historyBars) return this.#series.count - 1 - ago;
    throw new RangeError(`there is no bar ${ago} bars ago; ${this.historyBars} can be looked at`);
  }
}
