import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { meanInterval, meanOf, medianOf, type Observation } from './bootstrap.js';
import { seededDraw } from '../testing/seeded-draw.js';

const each = (values: readonly number[]): Observation[] =>
  values.map((value, index) => ({ value, group: String(index) }));

describe('the bootstrap interval of a mean', () => {
  it('is the same for the same seed, and another for another', () => {
    const values = each(Array.from({ length: 50 }, (_, i) => i % 7));
    expect(meanInterval(values, 500, seededDraw(1))).toEqual(meanInterval(values, 500, seededDraw(1)));
    expect(meanInterval(values, 500, seededDraw(1))).not.toEqual(meanInterval(values, 500, seededDraw(2)));
  });

  it('holds the true mean about as often as it says', () => {
    const draw = seededDraw(5);
    let held = 0;
    for (let run = 0; run < 300; run += 1) {
      const values = each(Array.from({ length: 60 }, () => draw() + draw() + draw()));
      const [low, high] = meanInterval(values, 400, draw)!;
      if (low <= 1.5 && high >= 1.5) held += 1;
    }
    expect(held / 300).toBeGreaterThan(0.9);
    expect(held / 300).toBeLessThan(0.99);
  });

  it('is wider when values of a group come together', () => {
    const draw = seededDraw(3);
    const months = Array.from({ length: 20 }, () => draw());
    const values = months.flatMap((value, month) =>
      Array.from({ length: 10 }, () => ({ value, group: String(month) })),
    );
    const [low, high] = meanInterval(values, 1_000, seededDraw(1))!;
    const [lowAlone, highAlone] = meanInterval(each(values.map(({ value }) => value)), 1_000, seededDraw(1))!;
    expect(high - low).toBeGreaterThan(2 * (highAlone - lowAlone));
  });

  it.each([
    ['nothing', []],
    [
      'one group',
      [
        { value: 1, group: 'a' },
        { value: 2, group: 'a' },
      ],
    ],
  ])('of %s is unknown', (_name, values) => {
    expect(meanInterval(values, 100, seededDraw(1))).toBeNull();
  });

  it('lies inside what was observed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 40 }), (values) => {
        const [low, high] = meanInterval(each(values), 50, seededDraw(1))!;
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(Math.min(...values));
        expect(high).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('mean and median', () => {
  it.each([
    [[], null, null],
    [[3], 3, 3],
    [[9, 1, 2], 4, 2],
    [[1, 2, 3, 10], 4, 2.5],
  ])('of %j', (values, mean, median) => {
    expect(meanOf(values)).toBe(mean);
    expect(medianOf(values)).toBe(median);
  });
});
