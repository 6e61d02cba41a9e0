import { describe, expect, it } from '@jest/globals';
import { FeedWatch } from './feed-watch.js';
import type { SeriesState } from './series-book.js';

const HOUR_MS = 3_600_000;
/** Friday, 15:30 in New York. */
const FRIDAY = Date.UTC(2024, 0, 5, 20, 30);

function series(assetClass: SeriesState['assetClass'], lastOpenTimeMs: number): SeriesState {
  return {
    symbol: 'X',
    timeframe: '1h',
    assetClass,
    simulated: false,
    lastOpenTimeMs,
    storedThroughMs: null,
    storedBars: 0,
    unstored: new Map(),
    doubtful: null,
  };
}

describe('FeedWatch', () => {
  it('says once that a feed went mute, and once that it came back', () => {
    const watch = new FeedWatch();
    const feed = series('CRYPTO', 0);
    expect(watch.look([feed], 2 * HOUR_MS)).toEqual([]);
    expect(watch.look([feed], 3.9 * HOUR_MS)).toEqual([]);
    expect(watch.look([feed], 4 * HOUR_MS)).toMatchObject([
      { kind: 'stale', feed: { missingBars: 2, lastOpenTimeMs: 0 } },
    ]);
    expect(watch.look([feed], 9 * HOUR_MS)).toEqual([]);
    feed.lastOpenTimeMs = 8 * HOUR_MS;
    expect(watch.look([feed], 9 * HOUR_MS)).toMatchObject([
      { kind: 'recovered', feed: { lastOpenTimeMs: 8 * HOUR_MS } },
    ]);
    expect(watch.look([feed], 9 * HOUR_MS)).toEqual([]);
  });

  it('does not take a file of old bars for a mute feed', () => {
    const watch = new FeedWatch();
    expect(watch.look([series('CRYPTO', 0)], 1_000 * HOUR_MS)).toEqual([]);
    expect(watch.look([series('CRYPTO', HOUR_MS)], 1_001 * HOUR_MS)).toEqual([]);
  });

  it('lets a market that is closed be silent', () => {
    const watch = new FeedWatch();
    const stock = series('STOCK', FRIDAY);
    const coin = series('CRYPTO', FRIDAY);
    expect(watch.look([stock, { ...coin, symbol: 'Y' }], FRIDAY + HOUR_MS)).toEqual([]);
    const monday = FRIDAY + 66 * HOUR_MS;
    expect(watch.look([stock, { ...coin, symbol: 'Y' }], monday).map((change) => change.feed.symbol)).toEqual(['Y']);
  });
});
