import type { BarIngested } from '@tape/contracts';
import type { SeriesBook } from '@tape/trading';

/** What execution remembers of one series between bars. The tables stay the truth; this spares reading them each bar. */
export interface KeptSeries {
  /** What is open; undefined until it is read, and after a failure. */
  book: SeriesBook | undefined;
  /** The tables know of orders that the book does not. */
  isBehind: boolean;
  /** Signals of bars up to this one were looked for. */
  signalsThroughMs: number;
  /** Exits of bars up to this one were obeyed. */
  exitsThroughMs: number;
  /** Newest bar at which an order or a position may have changed; null for none, undefined until it is looked up. */
  newsMs: number | null | undefined;
}

/** The series of this process. */
export class SeriesKeeper {
  readonly #kept = new Map<string, KeptSeries>();

  of(bar: Pick<BarIngested, 'symbol' | 'timeframe'>): KeptSeries {
    const key = `${bar.timeframe} ${bar.symbol}`;
    let kept = this.#kept.get(key);
    if (kept === undefined) {
      kept = {
        book: undefined,
        isBehind: false,
        signalsThroughMs: Number.NEGATIVE_INFINITY,
        exitsThroughMs: Number.NEGATIVE_INFINITY,
        newsMs: undefined,
      };
      this.#kept.set(key, kept);
    }
    return kept;
  }

  /** Orders of this series were written past its book: it is read anew before the next bar. */
  fallBehind(series: Pick<BarIngested, 'symbol' | 'timeframe'>): void {
    const kept = this.#kept.get(`${series.timeframe} ${series.symbol}`);
    if (kept !== undefined) kept.isBehind = true;
  }

  /** After a failure nothing remembered of the series is trusted. */
  forget(bar: Pick<BarIngested, 'symbol' | 'timeframe'>): void {
    this.#kept.delete(`${bar.timeframe} ${bar.symbol}`);
  }
}

export function isFlat(book: SeriesBook): boolean {
  return book.entries.length + book.exits.length + book.positions.length === 0;
}
