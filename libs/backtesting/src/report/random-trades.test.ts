import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import type { BacktestSeries } from '../merge-series.js';
import { runBacktest, type BacktestResult } from '../run-backtest.js';
import { bar, coin, quiet, scripted, seriesOf, simulatedSeries, spring } from '../testing/scripted-market.js';
import { randomTrades } from './random-trades.js';

function runOf(bars: readonly PriceBar[]): { result: BacktestResult; series: readonly BacktestSeries[] } {
  const series = [seriesOf(coin('AAA'), bars)];
  return { result: runBacktest({ series, initialEquity: '100000', analyzer: scripted([spring(0)]) }), series };
}

describe('randomTrades', () => {
  it('has nothing to say without a trade', () => {
    const { series } = runOf([quiet(0)]);
    expect(randomTrades({ positions: [], signals: [] }, series)).toEqual({
      trades: 0,
      meanR: null,
      draws: 0,
      distribution: null,
      percentile: null,
      insufficientSample: true,
    });
  });

  it('finds a trade better than chance where nothing else moved, and chance as dear as its costs', () => {
    const level = Array.from({ length: 60 }, (_, day) => quiet(3 + day));
    const { result, series } = runOf([quiet(0), quiet(1), bar(2, 104, 141, 103, 139), ...level]);
    const { trades, percentile, distribution, meanR } = randomTrades(result, series);
    expect(trades).toBe(1);
    expect(meanR!).toBeGreaterThan(2);
    expect(percentile!).toBeGreaterThan(90);
    // Nearly every draw is flat: slippage of both sides and the fees are lost.
    expect(distribution!.median).toBeLessThan(0);
    expect(distribution!.median).toBeGreaterThan(-0.5);
  });

  it('is the same with the same seed, and does not leave its order', () => {
    const series = simulatedSeries(2, 1_500);
    const result = runBacktest({ series, initialEquity: '100000' });
    const chance = randomTrades(result, series);
    expect(randomTrades(result, series)).toEqual(chance);
    expect(randomTrades(result, series, 2)).not.toEqual(chance);
    const { p5, p25, median, p75, p95 } = chance.distribution!;
    expect([p5, p25, median, p75, p95]).toEqual([p5, p25, median, p75, p95].toSorted((a, b) => a - b));
    expect(chance.trades).toBe(result.positions.filter(({ closedAtMs }) => closedAtMs !== null).length);
    expect(chance.meanR).toBeCloseTo(result.metrics.expectancyR!, 4);
    // The invented market is made of the patterns.
    expect(chance.percentile!).toBeGreaterThan(50);
  });
});
