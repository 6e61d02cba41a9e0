import type { AcceptedBarsRepository } from './accepted-bars.repository.js';
import type { BarStream } from './bar-stream.js';
import type { SeriesBook } from './series-book.js';

/**
 * Fills the book at start: the head of a series is the later of its newest bar in Postgres and its newest bar in the
 * stream. Postgres keeps longer, the stream is ahead by what the sink has not written yet.
 */
export async function recoverHeads(
  book: SeriesBook,
  repository: Pick<AcceptedBarsRepository, 'series'>,
  stream: Pick<BarStream, 'lastOfEachSeries'>,
): Promise<void> {
  // The stream first: a bar that the sink writes meanwhile is then seen twice rather than not at all.
  const newest = await stream.lastOfEachSeries();
  const stored = await repository.series();
  book.clear();
  for (const { symbol, timeframe, assetClass, simulated, lastOpenTimeMs, bars } of stored) {
    book.put({
      symbol,
      timeframe,
      assetClass,
      simulated,
      lastOpenTimeMs,
      storedThroughMs: lastOpenTimeMs,
      storedBars: bars,
      unstored: new Map(),
      doubtful: null,
    });
  }
  for (const { symbol, timeframe, assetClass, source, openTimeMs } of newest) {
    const known = book.find(symbol, timeframe);
    if (known === undefined) {
      book.put({
        symbol,
        timeframe,
        assetClass,
        simulated: source === 'SIMULATED',
        lastOpenTimeMs: openTimeMs,
        storedThroughMs: null,
        storedBars: 0,
        unstored: new Map(),
        doubtful: null,
      });
    } else if (known.lastOpenTimeMs === null || known.lastOpenTimeMs < openTimeMs) {
      known.lastOpenTimeMs = openTimeMs;
    }
  }
}
