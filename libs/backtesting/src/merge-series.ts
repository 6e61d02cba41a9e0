import { closeTimeMs, TIMEFRAMES, type PriceBar, type SeriesBar } from '@tape/market';
import type { SeriesDefinition } from './pipeline-options.js';

/** A declared series with its bars, oldest first. */
export interface BacktestSeries extends SeriesDefinition {
  readonly bars: readonly PriceBar[];
}

/** A bar, and the place of its series in the list of series. */
export interface PlacedBar {
  readonly place: number;
  readonly bar: PriceBar;
}

/** A series and its next bar. */
class Head {
  readonly place: number;
  readonly #series: BacktestSeries;
  #next = 0;
  /** When the next bar is known; infinity behind the last one. */
  closesAtMs = Number.POSITIVE_INFINITY;

  constructor(series: BacktestSeries, place: number) {
    this.#series = series;
    this.place = place;
    this.#look();
  }

  /** @throws RangeError behind the last bar. */
  take(): PlacedBar {
    const bar = this.#series.bars[this.#next];
    if (bar === undefined) throw new RangeError('a series was read past its last bar');
    this.#next += 1;
    this.#look();
    return { place: this.place, bar };
  }

  #look(): void {
    const bar = this.#series.bars[this.#next];
    this.closesAtMs =
      bar === undefined ? Number.POSITIVE_INFINITY : closeTimeMs(bar.openTimeMs, this.#series.timeframe);
  }
}

/**
 * All bars in the order in which they became known: those that close at one time are one group, by symbol, then the shorter bar.
 * Not by open: a daily bar opens before its hours do, but knows them all.
 */
export function* mergeByClose(series: readonly BacktestSeries[]): Generator<readonly PlacedBar[], void, undefined> {
  const heads = series
    .map((one, place) => ({ one, place }))
    .toSorted((a, b) => bySymbol(a.one, b.one))
    .map(({ one, place }) => new Head(one, place));
  for (;;) {
    let closesAtMs = Number.POSITIVE_INFINITY;
    for (const head of heads) if (head.closesAtMs < closesAtMs) closesAtMs = head.closesAtMs;
    if (closesAtMs === Number.POSITIVE_INFINITY) return;
    const together: PlacedBar[] = [];
    for (const head of heads) if (head.closesAtMs === closesAtMs) together.push(head.take());
    yield together;
  }
}

/** {@link mergeByClose} one by one, with the series each bar belongs to. */
export function* mergeSeries(series: readonly BacktestSeries[]): Generator<SeriesBar, void, undefined> {
  for (const together of mergeByClose(series)) for (const placed of together) yield seriesBarOf(series, placed);
}

/** @throws RangeError for a place no series has. */
export function seriesBarOf(series: readonly SeriesDefinition[], { place, bar }: PlacedBar): SeriesBar {
  const definition = series[place];
  if (definition === undefined) throw new RangeError(`there is no series at place ${place}`);
  return { ...bar, symbol: definition.instrument.symbol, timeframe: definition.timeframe };
}

function bySymbol(a: BacktestSeries, b: BacktestSeries): number {
  if (a.instrument.symbol !== b.instrument.symbol) return a.instrument.symbol < b.instrument.symbol ? -1 : 1;
  return TIMEFRAMES.indexOf(a.timeframe) - TIMEFRAMES.indexOf(b.timeframe);
}
