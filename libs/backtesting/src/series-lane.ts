import type { QuoteRates } from '@tape/risk-rules';
import { emptyBook, type CostModel, type ExposureContext, type SeriesBook } from '@tape/trading';
import type { Instrument, PriceBar, Timeframe } from '@tape/market';
import type { AnalyzerOptions } from '@tape/wyckoff';
import type { AnalysisNews } from './pipeline-options.js';

/** What the pipeline keeps for one series. */
export interface SeriesLane {
  readonly key: string;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly simulated: boolean;
  readonly analyzerOptions: AnalyzerOptions;
  /** Analyses the close of a bar; null where the analysis has nothing to tell. */
  read: (bar: PriceBar) => AnalysisNews | null;
  costs: CostModel;
  /** Rates as of a time, of any age unless one is said. */
  readonly ratesAt: (atMs: number, maxAgeMs?: number) => QuoteRates;
  /** What turns a position of this lane into money: at the rates of its opening, so that a mark needs no other bar than its own. */
  readonly exposureOf: (position: { readonly openedAtMs: number }) => ExposureContext;
  book: SeriesBook;
  /** Close of the last bar; null before the first. */
  markPrice: string | null;
  lastOpenTimeMs: number;
}

export function seriesKey(symbol: string, timeframe: Timeframe): string {
  return `${symbol}:${timeframe}`;
}

export function newLane(
  definition: Pick<
    SeriesLane,
    'instrument' | 'timeframe' | 'simulated' | 'analyzerOptions' | 'read' | 'costs' | 'ratesAt' | 'exposureOf'
  >,
): SeriesLane {
  return {
    ...definition,
    key: seriesKey(definition.instrument.symbol, definition.timeframe),
    book: emptyBook(definition.instrument.symbol, definition.timeframe),
    markPrice: null,
    lastOpenTimeMs: Number.NEGATIVE_INFINITY,
  };
}

/**
 * Takes the next bar of the series in.
 *
 * @throws RangeError for a bar that is not after the last one.
 */
export function admit(lane: SeriesLane, bar: PriceBar): void {
  if (bar.openTimeMs <= lane.lastOpenTimeMs) {
    const { instrument, timeframe } = lane;
    throw new RangeError(`bar ${bar.openTimeMs} of ${instrument.symbol} ${timeframe} is not after the last one`);
  }
  lane.lastOpenTimeMs = bar.openTimeMs;
  lane.markPrice = bar.close;
}

/** Whether nothing is ordered and nothing held. */
export function isFlat({ entries, exits, positions }: SeriesBook): boolean {
  return entries.length === 0 && exits.length === 0 && positions.length === 0;
}
