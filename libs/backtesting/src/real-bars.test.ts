import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { canonicalDecimal, inferInstrument, parseIsoTime, type PriceBar, type Timeframe } from '@tape/market';
import type { BacktestSeries } from './merge-series.js';
import { runBacktest } from './run-backtest.js';

const DATA = resolve(process.env['TAPE_DATA_DIR'] ?? '../shared/data');
const FILES = [
  ['etf/SPY_1d.csv', 'SPY', '1d'],
  ['stocks/AAPL_1d.csv', 'AAPL', '1d'],
  ['crypto/BTCUSDT_1d.csv', 'BTCUSDT', '1d'],
  ['forex/EURUSD_1d.csv', 'EURUSD', '1d'],
] as const;
const MISSING = FILES.filter(([file]) => !existsSync(resolve(DATA, file)));
if (MISSING.length > 0) console.warn(`skipped: no real bars at ${DATA} (set TAPE_DATA_DIR)`);

function readSeries(file: string, symbol: string, timeframe: Timeframe): BacktestSeries {
  const [, ...rows] = readFileSync(resolve(DATA, file), 'utf8').trim().split('\n');
  const bars = rows.map((row): PriceBar => {
    const [time = '', ...values] = row.trim().split(',');
    const [open = '', high = '', low = '', close = '', volume = ''] = values.map(
      (text) => canonicalDecimal(text) ?? '',
    );
    return { openTimeMs: parseIsoTime(time) ?? Number.NaN, open, high, low, close, volume };
  });
  return { instrument: inferInstrument(symbol), timeframe, simulated: false, bars };
}

(MISSING.length > 0 ? describe.skip : describe)('runBacktest over real bars', () => {
  it('reads stocks, a coin and a pair as one portfolio, and answers every pattern once', () => {
    const series = FILES.map(([file, symbol, timeframe]) => readSeries(file, symbol, timeframe));
    const { patterns, signals, rejections, metrics, positions } = runBacktest({ series, initialEquity: '100000' });
    expect(signals.length + rejections.length).toBe(patterns.length);
    expect(signals.length).toBeGreaterThan(0);
    expect(metrics.barsProcessed).toBe(series.reduce((sum, one) => sum + one.bars.length, 0));
    expect(metrics.trades + metrics.openPositions).toBe(positions.length);
  });
});
