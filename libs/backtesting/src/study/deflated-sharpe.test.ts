import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tape/market';
import { deflatedSharpe } from './deflated-sharpe.js';
import { normalQuantile, normalShareUnder } from './normal-distribution.js';
import { momentsOf, type ReturnMoments } from './return-moments.js';

describe('the normal distribution', () => {
  it.each([
    [0, 0.5],
    [1, 0.841345],
    [-1.959964, 0.025],
    [2.326348, 0.99],
  ])('has under %s a share of %s, and back', (z, share) => {
    expect(normalShareUnder(z)).toBeCloseTo(share, 6);
    expect(normalQuantile(share)).toBeCloseTo(z, 5);
  });
});

describe('momentsOf', () => {
  it('measures the shape', () => {
    const { dailySharpe, skew, kurtosis } = momentsOf([1, 2, 3, 4, 10]);
    expect(dailySharpe).toBeCloseTo(4 / Math.sqrt(12.5), 10);
    expect(skew).toBeCloseTo(1.1384, 4);
    expect(kurtosis).toBeCloseTo(2.788, 4);
  });

  it.each([[[]], [[0.01]], [[0, 0, 0]], [[0.1, 0.1, 0.1]]])('has no ratio for %j', (returns) => {
    expect(momentsOf(returns)).toMatchObject({ dailySharpe: null, skew: 0, kurtosis: 3 });
  });
});

function normal(dailySharpe: number): ReturnMoments {
  return { days: 1_000, dailySharpe, skew: 0, kurtosis: 3 };
}

describe('deflatedSharpe', () => {
  it('agrees with the formula worked by hand', () => {
    // Variance of 0, 0.05 and 0.1 is 0.0025; with three tries chance is expected to show 0.05 · 0.8528.
    const trials = [normal(0), normal(0.05), normal(0.1)];
    const result = deflatedSharpe(normal(0.1), trials)!;
    const expected =
      0.05 * (0.4227843351 * normalQuantile(2 / 3) + 0.5772156649 * normalQuantile(1 - 1 / (3 * Math.E)));
    expect(result.expectedByChance).toBeCloseTo(expected * Math.sqrt(365.25), 4);
    const z = ((0.1 - expected) * Math.sqrt(999)) / Math.sqrt(1 + 0.5 * 0.01);
    expect(result.probability).toBeCloseTo(normalShareUnder(z), 4);
  });

  it('says less of the same best, the more was tried', () => {
    const tried = (count: number) => Array.from({ length: count }, (_, place) => normal(place % 2 === 0 ? 0.02 : 0.08));
    const few = deflatedSharpe(normal(0.08), tried(4))!;
    const many = deflatedSharpe(normal(0.08), tried(100))!;
    expect(many.probability).toBeLessThan(few.probability);
  });

  it('does not take the best of many coin tosses for skill', () => {
    const chance = seededRandom(3);
    const tosses = Array.from({ length: 100 }, () =>
      momentsOf(Array.from({ length: 500 }, () => chance.normal() * 0.01)),
    );
    const best = tosses.reduce((high, each) => (each.dailySharpe! > high.dailySharpe! ? each : high));
    expect(deflatedSharpe(best, tosses)!.probability).toBeLessThan(0.95);
    // Alone it would have looked like something.
    expect(normalShareUnder(best.dailySharpe! * Math.sqrt(499))).toBeGreaterThan(0.95);
  });

  it('has nothing to say of one try, or of none that moved', () => {
    expect(deflatedSharpe(normal(0.1), [normal(0.1)])).toBeNull();
    expect(deflatedSharpe(momentsOf([]), [normal(0.1), normal(0.2)])).toBeNull();
  });
});
