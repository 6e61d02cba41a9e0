import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { dailyReturns, equityStatistics, type EquityPoint } from './equity-statistics.js';
import { DAY_0_MS, DAY_MS } from './testing/scripted-market.js';

/** A point at the close of each day. */
function daily(...equities: readonly number[]): readonly EquityPoint[] {
  return equities.map((equity, day) => ({ timeMs: DAY_0_MS + (day + 1) * DAY_MS, equity: String(equity) }));
}

const curve = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 2_000_000 })), { minLength: 1 })
  .map((steps) => {
    let timeMs = DAY_0_MS;
    return steps.map(([hours, equity]) => ({ timeMs: (timeMs += hours * 3_600_000), equity: String(equity) }));
  });

describe('equityStatistics', () => {
  it('measures the deepest fall and the longest one, which may be another', () => {
    const { maxDrawdownPercent, maxDrawdown, longestDrawdownDays } = equityStatistics(
      daily(100, 120, 90, 120, 130, 129, 128, 129, 129, 131),
    );
    expect(maxDrawdownPercent).toBe(25);
    expect(maxDrawdown).toEqual({
      percent: 25,
      fromMs: DAY_0_MS + 2 * DAY_MS,
      lowMs: DAY_0_MS + 3 * DAY_MS,
      recoveredMs: DAY_0_MS + 4 * DAY_MS,
    });
    expect(longestDrawdownDays).toBe(5);
  });

  it('counts a fall that is not over to the end', () => {
    const { maxDrawdown, longestDrawdownDays } = equityStatistics(daily(100, 80, 90, 90));
    expect(maxDrawdown).toMatchObject({ percent: 20, recoveredMs: null });
    expect(longestDrawdownDays).toBe(3);
  });

  it.each([
    [29, null],
    [365.25, 21],
    [2 * 365.25, 10],
  ])('grows 21 %% in %s days by %s %% a year', (days, cagrPercent) => {
    const equity = [
      { timeMs: DAY_0_MS, equity: '100' },
      { timeMs: DAY_0_MS + days * DAY_MS, equity: '121' },
    ];
    expect(equityStatistics(equity).cagrPercent).toBe(cagrPercent);
  });

  it('relates the mean of the daily returns to their deviation, and to that of the losses', () => {
    // Returns 0, +10 %, -10 %, +20 %: mean 5 %, deviation √(0.05 / 3), of losses √(0.01 / 4) = 5 %.
    const { sharpe, sortino } = equityStatistics(daily(100, 110, 99, 118.8));
    expect(sharpe).toBeCloseTo((0.05 / Math.sqrt(0.05 / 3)) * Math.sqrt(365.25), 3);
    expect(sortino).toBeCloseTo(Math.sqrt(365.25), 3);
  });

  it.each<readonly [string, readonly EquityPoint[]]>([
    ['no curve', []],
    ['one point', daily(100)],
    ['a flat curve', daily(100, 100, 100)],
  ])('has no ratio for %s', (_what, flat) => {
    expect(equityStatistics(flat)).toMatchObject({
      cagrPercent: null,
      maxDrawdownPercent: 0,
      maxDrawdown: null,
      longestDrawdownDays: 0,
      sharpe: null,
      sortino: null,
    });
  });

  it('does not depend on the unit of money, nor on points that repeat', () => {
    fc.assert(
      fc.property(curve, fc.constantFrom(10, 1_000), (points, factor) => {
        const scaled = points.map(({ timeMs, equity }) => ({ timeMs, equity: String(Number(equity) * factor) }));
        const repeated = points.flatMap((point, index) => {
          const next = points[index + 1];
          return next === undefined ? [point] : [point, { ...point, timeMs: next.timeMs - 1 }];
        });
        const { sharpe, sortino, ...exact } = equityStatistics(points);
        for (const other of [scaled, repeated]) {
          const said = equityStatistics(other);
          expect(said).toMatchObject({ maxDrawdownPercent: exact.maxDrawdownPercent, cagrPercent: exact.cagrPercent });
          expect(said.sharpe ?? 0).toBeCloseTo(sharpe ?? 0, 3);
          expect(said.sortino ?? 0).toBeCloseTo(sortino ?? 0, 3);
        }
      }),
    );
  });

  it('falls by less than everything, and for no longer than the curve is', () => {
    fc.assert(
      fc.property(curve, (points) => {
        const { maxDrawdownPercent, longestDrawdownDays } = equityStatistics(points);
        const lengthDays = (points.at(-1)!.timeMs - points[0]!.timeMs) / DAY_MS;
        expect(maxDrawdownPercent).toBeGreaterThanOrEqual(0);
        expect(maxDrawdownPercent).toBeLessThanOrEqual(100);
        expect(longestDrawdownDays).toBeLessThanOrEqual(lengthDays + 1e-4);
      }),
    );
  });
});

describe('dailyReturns', () => {
  it('gives a day without a point no return, and a close at midnight to the day it ends', () => {
    const points = [
      { timeMs: DAY_0_MS + DAY_MS, equity: '100' },
      { timeMs: DAY_0_MS + 3 * DAY_MS, equity: '110' },
      { timeMs: DAY_0_MS + 3 * DAY_MS + 1, equity: '99' },
    ];
    expect(dailyReturns(points).map((each) => Number(each.toFixed(6)))).toEqual([0, 0, 0.1, -0.1]);
  });

  it('multiplies up to the whole', () => {
    fc.assert(
      fc.property(curve, (points) => {
        const product = dailyReturns(points).reduce((all, each) => all * (1 + each), 1);
        expect(product).toBeCloseTo(Number(points.at(-1)!.equity) / Number(points[0]!.equity), 4);
      }),
    );
  });
});
