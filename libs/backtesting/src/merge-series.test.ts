import { describe, expect, it } from '@jest/globals';
import { closeTimeMs, inferInstrument, type Timeframe } from '@tape/market';
import { mergeSeries, type BacktestSeries } from './merge-series.js';
import { DAY_0_MS, DAY_MS, quiet } from './testing/scripted-market.js';

const HOUR_MS = 3_600_000;

function series(symbol: string, timeframe: Timeframe, openTimes: readonly number[]): BacktestSeries {
  const bars = openTimes.map((openTimeMs) => ({ ...quiet(0), openTimeMs }));
  return { instrument: inferInstrument(symbol), timeframe, simulated: false, bars };
}

describe('mergeSeries', () => {
  it('gives a daily bar only after the hours it holds', () => {
    const hours = Array.from({ length: 24 }, (_, hour) => DAY_0_MS + hour * HOUR_MS);
    const merged = [...mergeSeries([series('AAA', '1d', [DAY_0_MS]), series('AAA', '1h', hours)])];
    expect(merged.at(-1)?.timeframe).toBe('1d');
    expect(merged).toHaveLength(25);
  });

  it('goes by close, then symbol, then the shorter bar', () => {
    const merged = mergeSeries([
      series('BBB', '1d', [DAY_0_MS, DAY_0_MS + DAY_MS]),
      series('AAA', '1d', [DAY_0_MS, DAY_0_MS + DAY_MS]),
      series('AAA', '1h', [DAY_0_MS + DAY_MS - HOUR_MS]),
    ]);
    expect(
      [...merged].map((one) => [one.symbol, one.timeframe, closeTimeMs(one.openTimeMs, one.timeframe) - DAY_0_MS]),
    ).toEqual([
      ['AAA', '1h', DAY_MS],
      ['AAA', '1d', DAY_MS],
      ['BBB', '1d', DAY_MS],
      ['AAA', '1d', 2 * DAY_MS],
      ['BBB', '1d', 2 * DAY_MS],
    ]);
  });

  it('is empty for no series and for series without bars', () => {
    expect([...mergeSeries([])]).toEqual([]);
    expect([...mergeSeries([series('AAA', '1d', [])])]).toEqual([]);
  });
});
