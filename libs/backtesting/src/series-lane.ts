import type { QuoteRates } from '@tape/risk-rules';
import { emptyBook, type CostModel, type ExposureContext, type SeriesBook } from '@tape/trading';
import type { Instrument, Timeframe } from '@tape/market';
import type { CandidateSource } from './pipeline-options.js';

/** What the pipeline keeps for one series. */
export interface SeriesLane {
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
  readonly simulated: boolean;
  readonly analyzer: CandidateSource;
  readonly costs: CostModel;
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
    'instrument' | 'timeframe' | 'simulated' | 'analyzer' | 'costs' | 'ratesAt' | 'exposureOf'
  >,
): SeriesLane {
  return {
    ...definition,
    book: emptyBook(definition.instrument.symbol, definition.timeframe),
    markPrice: null,
    lastOpenTimeMs: Number.NEGATIVE_INFINITY,
  };
}
