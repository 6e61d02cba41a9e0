import type { FeedEvent } from '@tape/contracts';
import { isoTime, missingBars, TIMEFRAME_MS } from '@tape/market';
import type { SeriesState } from './series-book.js';

/** Closed bars that a feed may owe before it is called stale: one may be late, two are not. */
const STALE_AFTER_BARS = 2;

export interface FeedChange {
  readonly kind: 'stale' | 'recovered';
  readonly feed: FeedEvent;
}

/**
 * Tells a feed that went mute from a market that is closed and from a file of old bars: only a series that has once been
 * level with the wall clock is watched, and only bars that its calendar expects are counted.
 */
export class FeedWatch {
  readonly #state = new Map<string, 'level' | 'stale'>();

  /** What changed since the last look. Time comes in, so that a test can move it. */
  look(series: readonly SeriesState[], nowMs: number): readonly FeedChange[] {
    return series.flatMap((one) => this.#lookAt(one, nowMs) ?? []);
  }

  #lookAt(series: SeriesState, nowMs: number): FeedChange | null {
    const { symbol, timeframe, assetClass, lastOpenTimeMs } = series;
    if (lastOpenTimeMs === null) return null;
    const key = `${symbol} ${timeframe}`;
    const before = this.#state.get(key);
    // A bar that opened a whole bar ago has closed and should be here.
    const atMs = nowMs - TIMEFRAME_MS[timeframe];
    const owed = missingBars(lastOpenTimeMs, atMs, timeframe, assetClass);
    if (owed < STALE_AFTER_BARS) {
      this.#state.set(key, 'level');
      if (before !== 'stale') return null;
      const message = `${symbol} ${timeframe}: bars come again, the last is of ${isoTime(lastOpenTimeMs)}`;
      return {
        kind: 'recovered',
        feed: { symbol, timeframe, lastOpenTimeMs, atMs: nowMs, missingBars: owed, message },
      };
    }
    if (before !== 'level') return null;
    this.#state.set(key, 'stale');
    const message = `${symbol} ${timeframe}: no bar since ${isoTime(lastOpenTimeMs)}, ${owed} are due; look at the feed`;
    return { kind: 'stale', feed: { symbol, timeframe, lastOpenTimeMs, atMs: nowMs, missingBars: owed, message } };
  }
}
