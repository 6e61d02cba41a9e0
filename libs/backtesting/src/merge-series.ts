import { closeTimeMs, TIMEFRAMES, type PriceBar, type SeriesBar, type Timeframe } from '@tape/market';
import type { SeriesDefinition } from './pipeline-options.js';

/** A declared series with its bars, oldest first. */
export interface BacktestSeries extends SeriesDefinition {
  readonly bars: readonly PriceBar[];
}

/** A series and its next bar. */
class Head {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly #bars: readonly PriceBar[];
  #next = 0;
  /** When the next bar is known; infinity behind the last one. */
  closesAtMs = Number.POSITIVE_INFINITY;

  constructor({ instrument, timeframe, bars }: BacktestSeries) {
    this.symbol = instrument.symbol;
    this.timeframe = timeframe;
    this.#bars = bars;
    this.#look();
  }

  take(): SeriesBar | undefined {
    const bar = this.#bars[this.#next];
    if (bar === undefined) return undefined;
    this.#next += 1;
    this.#look();
    return { ...bar, symbol: this.symbol, timeframe: this.timeframe };
  }

  isBefore(other: Head): boolean {
    if (this.closesAtMs !== other.closesAtMs) return this.closesAtMs < other.closesAtMs;
    if (this.symbol !== other.symbol) return this.symbol < other.symbol;
    return TIMEFRAMES.indexOf(this.timeframe) < TIMEFRAMES.indexOf(other.timeframe);
  }

  #look(): void {
    const bar = this.#bars[this.#next];
    this.closesAtMs = bar === undefined ? Number.POSITIVE_INFINITY : closeTimeMs(bar.openTimeMs, this.timeframe);
  }
}

/**
 * All bars in the order in which they became known: by close, then symbol, then the shorter bar. Not by open: a daily bar opens
 * before its hours do, but knows them all.
 */
export function* mergeSeries(series: readonly BacktestSeries[]): Generator<SeriesBar, void, undefined> {
  const heads = series.map((one) => new Head(one));
  for (;;) {
    let first: Head | undefined;
    for (const head of heads) if (first === undefined || head.isBefore(first)) first = head;
    const bar = first?.take();
    if (bar === undefined) return;
    yield bar;
  }
}

/** {@link mergeSeries} in groups: the bars that close at one time are one group. */
export function* mergeByClose(series: readonly BacktestSeries[]): Generator<readonly SeriesBar[], void, undefined> {
  let together: SeriesBar[] = [];
  let closesAtMs = Number.NaN;
  for (const bar of mergeSeries(series)) {
    const atMs = closeTimeMs(bar.openTimeMs, bar.timeframe);
    if (atMs !== closesAtMs && together.length > 0) {
      yield together;
      together = [];
    }
    closesAtMs = atMs;
    together.push(bar);
  }
  if (together.length > 0) yield together;
}
