import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  SIMULATED_MARKETS,
  canonicalDecimal,
  parseIsoTime,
  simulateMarket,
  type PriceBar,
  type Timeframe,
} from '@tape/market';
import type { OfferedBar } from './tape.js';

const SYMBOLS = 10;
const SIMULATED_BARS = 12_000;
const STOCKS = ['AAPL', 'AMD', 'BAC', 'CAT', 'COST', 'DIS', 'GE', 'IBM', 'MSFT', 'XOM'];

interface FedSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: readonly PriceBar[];
}

/** Bars of several series, in the order in which a market would bring them. */
export class Feed {
  readonly #series: readonly FedSeries[];
  #at = 0;

  constructor(series: readonly FedSeries[]) {
    this.#series = series;
  }

  /** How many series there are. */
  get width(): number {
    return this.#series.length;
  }

  /** The next bars, so many of each series. */
  next(each: number): OfferedBar[] {
    const bars = this.peek(each);
    this.#at += each;
    return bars;
  }

  peek(each: number): OfferedBar[] {
    const bars: OfferedBar[] = [];
    for (let i = this.#at; i < this.#at + each; i += 1) {
      for (const { symbol, timeframe, bars: all } of this.#series) bars.push({ symbol, timeframe, bar: all[i]! });
    }
    return bars;
  }

  /** The last bar of each series that was taken. */
  heads(): { symbol: string; openTimeMs: number }[] {
    return this.#series.map(({ symbol, bars }) => ({ symbol, openTimeMs: bars[this.#at - 1]!.openTimeMs }));
  }
}

/** The demo market, which every machine has. */
export function simulatedFeed(): Feed {
  return new Feed(
    SIMULATED_MARKETS.slice(0, SYMBOLS).map(({ symbol }) => ({
      symbol,
      timeframe: '15m',
      bars: simulateMarket(7, symbol).take(SIMULATED_BARS).toArray(),
    })),
  );
}

/** Ten stocks, day by day; undefined on a machine without recorded bars. */
export function realFeed(): Feed | undefined {
  const directory = process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data');
  const files = STOCKS.map((symbol) => ({ symbol, path: join(directory, 'stocks', `${symbol}_1d.csv`) }));
  if (!files.every(({ path }) => existsSync(path))) return undefined;
  return new Feed(files.map(({ symbol, path }) => ({ symbol, timeframe: '1d', bars: readBars(path) })));
}

function readBars(path: string): PriceBar[] {
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((row) => {
      const [time = '', ...prices] = row.split(',');
      const openTimeMs = parseIsoTime(time);
      const [open, high, low, close, volume] = prices.map(canonicalDecimal);
      if (openTimeMs === null || !open || !high || !low || !close || !volume) throw new RangeError(`${path}: '${row}'`);
      return { openTimeMs, open, high, low, close, volume };
    });
}
