import { closeTimeMs, TIMEFRAMES, type PriceBar, type SeriesBar } from '@tape/market';
import type { SeriesDefinition } from './pipeline-options.js';

/** A declared series with its bars, oldest first. */
export interface BacktestSeries extends SeriesDefinition {
  readonly bars: readonly PriceBar[];
}

interface Head {
  readonly series: BacktestSeries;
  next: number;
}

function compareHeads(a: Head, b: Head): number {
  const closeA = headClose(a);
  const closeB = headClose(b);
  if (closeA !== closeB) return closeA - closeB;
  const { symbol: symbolA } = a.series.instrument;
  const { symbol: symbolB } = b.series.instrument;
  if (symbolA !== symbolB) return symbolA < symbolB ? -1 : 1;
  return TIMEFRAMES.indexOf(a.series.timeframe) - TIMEFRAMES.indexOf(b.series.timeframe);
}

function headClose({ series, next }: Head): number {
  const bar = series.bars[next];
  return bar === undefined ? Number.POSITIVE_INFINITY : closeTimeMs(bar.openTimeMs, series.timeframe);
}

/**
 * All bars in the order in which they became known: by close, then symbol, then the shorter bar. Not by open: a daily bar opens
 * before its hours do, but knows them all.
 */
export function* mergeSeries(series: readonly BacktestSeries[]): Generator<SeriesBar, void, undefined> {
  const heads: Head[] = series.map((one) => ({ series: one, next: 0 }));
  const [only] = heads;
  for (;;) {
    const first = heads.length === 1 ? only : heads.reduce<Head | undefined>(earlier, undefined);
    const bar = first?.series.bars[first.next];
    if (first === undefined || bar === undefined) return;
    first.next += 1;
    yield { ...bar, symbol: first.series.instrument.symbol, timeframe: first.series.timeframe };
  }
}

function earlier(best: Head | undefined, head: Head): Head {
  return best === undefined || compareHeads(head, best) < 0 ? head : best;
}
