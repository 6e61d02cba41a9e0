import type { OutgoingEvent } from '@tape/contracts';
import type { AssetClass, PriceBar, Timeframe } from '@tape/market';

/** Bars sent to the tape whose acknowledgement never came: they may be there or not. */
export interface DoubtfulAppend {
  readonly events: readonly OutgoingEvent[];
  readonly bars: readonly PriceBar[];
}

/** What ingest knows of one series. */
export interface SeriesState {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly simulated: boolean;
  /** Open time of the last bar on the tape. */
  lastOpenTimeMs: number | null;
  /** Newest bar in Postgres; all before it are there too. */
  storedThroughMs: number | null;
  storedBars: number;
  /** Bars on the tape and not yet in Postgres, by open time, to tell a duplicate from a conflict without waiting. */
  readonly unstored: Map<number, PriceBar>;
  doubtful: DoubtfulAppend | null;
}

/** Bars a series remembers while Postgres is behind. Beyond it, questions about older ones wait for Postgres. */
const MAX_UNSTORED = 10_000;

/** All series and their heads, in memory; Postgres and the BARS stream are where it is recovered from. */
export class SeriesBook {
  readonly #series = new Map<string, SeriesState>();
  readonly #tails = new Map<string, Promise<unknown>>();

  find(symbol: string, timeframe: string): SeriesState | undefined {
    return this.#series.get(key(symbol, timeframe));
  }

  all(): readonly SeriesState[] {
    return [...this.#series.values()];
  }

  put(state: SeriesState): SeriesState {
    this.#series.set(key(state.symbol, state.timeframe), state);
    return state;
  }

  clear(): void {
    this.#series.clear();
  }

  /** Runs work on a series after all work that was asked for before it: two requests never interleave on one series. */
  async exclusive<Result>(symbol: string, timeframe: string, work: () => Promise<Result>): Promise<Result> {
    const id = key(symbol, timeframe);
    const before = this.#tails.get(id) ?? Promise.resolve();
    const running = before.then(work);
    const tail = running.catch(() => undefined);
    this.#tails.set(id, tail);
    try {
      return await running;
    } finally {
      if (this.#tails.get(id) === tail) this.#tails.delete(id);
    }
  }

  /** The tape has these bars, in this order. */
  appended(series: SeriesState, bars: readonly PriceBar[]): void {
    for (const bar of bars) {
      series.lastOpenTimeMs = bar.openTimeMs;
      if (series.storedThroughMs === null || bar.openTimeMs > series.storedThroughMs) {
        series.unstored.set(bar.openTimeMs, bar);
      }
    }
    for (const openTimeMs of series.unstored.keys()) {
      if (series.unstored.size <= MAX_UNSTORED) break;
      series.unstored.delete(openTimeMs);
    }
  }

  /** Postgres has every bar of the series up to this one; `added` of them were new there. */
  stored(symbol: string, timeframe: string, throughMs: number, added: number): void {
    const series = this.find(symbol, timeframe);
    if (series === undefined) return;
    series.storedThroughMs = Math.max(series.storedThroughMs ?? throughMs, throughMs);
    series.storedBars += added;
    for (const openTimeMs of series.unstored.keys()) {
      if (openTimeMs <= throughMs) series.unstored.delete(openTimeMs);
    }
  }
}

function key(symbol: string, timeframe: string): string {
  return `${symbol} ${timeframe}`;
}
