import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sampledCurve } from './sampled-curve.js';
import { timeInMarketPercent } from './time-in-market.js';

const curve = fc
  .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 300 })
  .map((equities) => equities.map((equity, timeMs) => ({ timeMs, equity: String(equity) })));

describe('sampledCurve', () => {
  it('tells how far each point is under the highest before it', () => {
    const points = [100, 120, 90, 150].map((equity, timeMs) => ({ timeMs, equity: String(equity) }));
    expect(sampledCurve(points, 10).map(({ drawdownPercent }) => drawdownPercent)).toEqual([0, 0, 25, 0]);
  });

  it('keeps the first, the last, the highest and the lowest point, in as few points as asked', () => {
    fc.assert(
      fc.property(curve, fc.integer({ min: 4, max: 60 }), (points, maxPoints) => {
        const sampled = sampledCurve(points, maxPoints);
        const whole = sampledCurve(points, points.length + 4);
        const range = (some: typeof sampled): readonly number[] => [
          Math.min(...some.map(({ equity }) => Number(equity))),
          Math.max(...some.map(({ equity }) => Number(equity))),
        ];
        expect(sampled.length).toBeLessThanOrEqual(maxPoints);
        expect([sampled[0], sampled.at(-1)]).toEqual([whole[0], whole.at(-1)]);
        expect(range(sampled)).toEqual(range(whole));
        expect(sampled.every((point) => whole.some((other) => other.timeMs === point.timeMs))).toBe(true);
      }),
    );
  });
});

describe('timeInMarketPercent', () => {
  it.each([
    ['nothing held', [], 0],
    ['one position', [[20, 45]], 25],
    [
      'two that overlap',
      [
        [20, 45],
        [40, 60],
      ],
      40,
    ],
    [
      'one inside the other',
      [
        [10, 60],
        [20, 30],
      ],
      50,
    ],
    ['one still open', [[75, null]], 25],
    ['one from before to behind', [[-10, 200]], 100],
  ] as const)('of %s', (_what, held, percent) => {
    const holdings = held.map(([openedAtMs, closedAtMs]) => ({ openedAtMs, closedAtMs }));
    expect(timeInMarketPercent(holdings, 0, 100)).toBe(percent);
  });

  it('of no time is nothing', () => {
    expect(timeInMarketPercent([], 5, 5)).toBeNull();
  });
});
