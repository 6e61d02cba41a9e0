import { describe, expect, it } from '@jest/globals';
import type { BarMeasures } from '../analysis.js';
import { BarSeries } from '../series/bar-series.js';
import { barsOf, calm, type BarRow } from '../testing/bar-story.contract.js';
import { measuresOf } from './bar-measures.js';
import { BarMeter } from './bar-meter.js';
import { effortResult } from './effort-result.js';
import { sessionIndex } from './trading-session.js';

const HOUR_MS = 3_600_000;

function measure(rows: readonly BarRow[], bySession = false, stepMs?: number): BarMeasures[] {
  const series = new BarSeries();
  const meter = new BarMeter(bySession);
  return barsOf(rows, stepMs).map((bar) => {
    series.push(bar);
    meter.measure(series);
    return measuresOf(series, series.count - 1);
  });
}

describe('the measures of a bar', () => {
  it('compare with the twenty bars before, the bar itself not among them', () => {
    const measures = measure([...calm(20), [110, 114, 110, 113, 3000]]);
    expect(measures.at(-1)).toMatchObject({ relativeVolume: 3, relativeSpread: 2, closePosition: 0.75 });
  });

  it('are unknown until twenty bars exist', () => {
    expect(measure(calm(20)).at(-1)).toMatchObject({ relativeVolume: null, relativeSpread: null, effortResult: null });
  });

  it('are unknown where the mean is zero, not infinite', () => {
    const still = Array.from({ length: 25 }, (): BarRow => [10, 10, 10, 10, 0]);
    expect(measure(still).at(-1)).toEqual({
      relativeVolume: null,
      relativeSpread: null,
      closePosition: 0.5,
      effortResult: null,
      atr: 0,
    });
  });

  it('know the ATR from the fourteenth bar, smoothed by Wilder from then on', () => {
    const rows = Array.from({ length: 15 }, (_, i): BarRow => (i < 14 ? [10, 11, 9, 10, 1] : [10, 17, 9, 10, 1]));
    const measures = measure(rows);
    expect(measures[12]?.atr).toBeNull();
    expect(measures[13]?.atr).toBe(2);
    expect(measures[14]?.atr).toBeCloseTo((2 * 13 + 8) / 14, 12);
  });

  it('measure a gap as true range', () => {
    const rows = [...calm(14, 10), [20, 21, 19, 20, 1] as BarRow];
    expect(measure(rows).at(-1)?.atr).toBeGreaterThan(2.5);
  });

  it('of intraday forex compare with bars of the same session', () => {
    const rows = Array.from({ length: 24 * 21 }, (_, hour): BarRow => {
      const busy = hour % 24 >= 13 && hour % 24 < 17;
      return [10, 11, 9, 10, busy ? 4000 : 1000];
    });
    const bySession = measure(rows, true, HOUR_MS);
    const mixed = measure(rows, false, HOUR_MS);
    expect(bySession.at(-10)?.relativeVolume).toBe(1);
    expect(mixed.at(-10)?.relativeVolume).toBeGreaterThan(2);
  });
});

describe('effort against result', () => {
  it.each([
    [2, 1, -1, 'CLIMACTIC'],
    [1.5, 1.5, -1, 'CLIMACTIC'],
    [1.99, 1.49, -1, 'NORMAL'],
    [1.4, 0.8, -1, 'ABSORPTION'],
    [1.39, 0.8, -1, 'NORMAL'],
    [0.6, 0.8, 1, 'NO_DEMAND'],
    [0.6, 0.8, -1, 'NO_SUPPLY'],
    [0.6, 0.8, 0, 'NORMAL'],
    [0.61, 0.8, 1, 'NORMAL'],
    [1, 1, 1, 'NORMAL'],
  ])('of volume %s, spread %s and change %s is %s', (volume, spread, change, result) => {
    expect(effortResult(volume, spread, 10, 10 + change)).toBe(result);
  });
});

describe('forex sessions', () => {
  it.each([
    [0, 0],
    [7, 0],
    [8, 1],
    [12, 1],
    [13, 2],
    [16, 2],
    [17, 3],
    [21, 3],
    [22, 0],
    [23, 0],
  ])('at %s h UTC it is session %s', (hour, session) => {
    expect(sessionIndex(20_000 * 24 * HOUR_MS + hour * HOUR_MS)).toBe(session);
  });
});
