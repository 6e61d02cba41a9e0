import { describe, expect, it } from '@jest/globals';
import { barsOf, calm, seriesOf, type BarRow } from '../testing/bar-story.contract.js';
import { marketContext } from './market-context.js';

const rising = Array.from({ length: 120 }, (_, i): BarRow => [100 + i, 102 + i, 99 + i, 101.5 + i, 1000 + i]);

describe('the market around a candidate', () => {
  it('is trending up in a steady advance, at its busiest', () => {
    expect(marketContext(seriesOf(barsOf(rising)), 119)).toMatchObject({
      trend: 'TRENDING_UP',
      adx: 100,
      volumePercentile: 100,
    });
  });

  it('is trending down in a steady decline', () => {
    const falling = rising.map(([o, h, l, c, v]): BarRow => [300 - o, 300 - l, 300 - h, 300 - c, v]);
    expect(marketContext(seriesOf(barsOf(falling)), 119).trend).toBe('TRENDING_DOWN');
  });

  it('goes sideways when nothing moves', () => {
    expect(marketContext(seriesOf(barsOf(calm(120))), 119)).toMatchObject({ trend: 'SIDEWAYS', adx: 0 });
  });

  it('is unknown while there are too few bars', () => {
    expect(marketContext(seriesOf(barsOf(calm(20))), 19)).toMatchObject({
      adx: null,
      trend: null,
      atrPercentile: null,
    });
    expect(marketContext(seriesOf(barsOf(calm(99))), 98).volumePercentile).toBeNull();
    expect(marketContext(seriesOf(barsOf(calm(100))), 99).volumePercentile).toBe(100);
  });

  it('of bars without range is unknown, not a division by zero', () => {
    const still = Array.from({ length: 120 }, (): BarRow => [10, 10, 10, 10, 0]);
    expect(marketContext(seriesOf(barsOf(still)), 119)).toMatchObject({ adx: null, trend: null, atr: 0 });
  });
});
