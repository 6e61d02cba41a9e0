import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isPriceOrdered } from '@tape/risk-rules';
import { sampleCandidate, STOCK } from './testing/sample-candidate.js';
import { toDetectedPattern } from './to-detected-pattern.js';

const SHORT = {
  pattern: 'UTAD',
  side: 'DISTRIBUTION',
  direction: 'SHORT',
  entry: 108.004,
  stop: 112.001,
  targets: { primary: 70.001, secondary: [89.001], conservative: 90.009 },
  guard: { kind: 'UTAD_HIGH', price: 111.501 },
} as const;

describe('toDetectedPattern', () => {
  it('stamps the decision with the close of the bar at which the pattern became known', () => {
    const candidate = sampleCandidate();
    const pattern = toDetectedPattern(candidate, STOCK, { simulated: true });
    expect(pattern).toMatchObject({
      closeTimeMs: candidate.knownAtMs + 86_400_000,
      simulated: true,
      assetClass: 'STOCK',
    });
  });

  it('rounds a long so that rounding can only make it look worse', () => {
    const long = sampleCandidate({
      entry: 102.004,
      stop: 98.009,
      targets: { primary: 140.009, secondary: [121.009], conservative: 120.009 },
      guard: { kind: 'SPRING_LOW', price: 98.509 },
    });
    expect(toDetectedPattern(long, STOCK, { simulated: false })).toMatchObject({
      entry: '102',
      stop: '98',
      targets: { primary: '140', secondary: ['121'], conservative: '120' },
      guard: { kind: 'SPRING_LOW', price: '98.5' },
    });
  });

  it('rounds a short the other way', () => {
    expect(toDetectedPattern(sampleCandidate(SHORT), STOCK, { simulated: false })).toMatchObject({
      entry: '108',
      stop: '112.01',
      targets: { primary: '70.01', secondary: ['89.01'], conservative: '90.01' },
      guard: { price: '111.51' },
    });
  });

  it('holds a short objective above zero, where a range reaches further down than prices can', () => {
    const deep = sampleCandidate({ ...SHORT, targets: { primary: -20, secondary: [], conservative: null } });
    expect(toDetectedPattern(deep, STOCK, { simulated: false }).targets.primary).toBe('0.01');
  });

  it('keeps one tick between stop, entry and target where the tick is coarse', () => {
    const penny = sampleCandidate({
      entry: 0.304,
      stop: 0.302,
      targets: { primary: 0.309, secondary: [], conservative: null },
    });
    const pattern = toDetectedPattern(penny, STOCK, { simulated: false });
    expect([pattern.stop, pattern.entry, pattern.targets.primary]).toEqual(['0.29', '0.3', '0.31']);
  });

  it('recomputes the width from the rounded edges', () => {
    const candidate = sampleCandidate();
    const range = { ...candidate.range, ice: 99.996, creek: 110.004, widthPercent: 1 };
    expect(toDetectedPattern({ ...candidate, range }, STOCK, { simulated: false }).range).toMatchObject({
      ice: '100',
      creek: '110',
      widthPercent: 10,
    });
  });

  it('writes whole scores between 0 and 100', () => {
    const candidate = sampleCandidate({ confidence: 81.6, components: { pattern: 101, phase: 79.5, volume: -1 } });
    expect(toDetectedPattern(candidate, STOCK, { simulated: false })).toMatchObject({
      confidence: 82,
      components: { pattern: 100, phase: 80, volume: 0 },
    });
  });

  it.each([
    ['a stop beyond the entry', { stop: 103 }],
    ['a target behind the entry', { targets: { primary: 101, secondary: [], conservative: null } }],
    ['an entry that is no number', { entry: Number.NaN }],
    ['an endless stop', { stop: Number.NEGATIVE_INFINITY }],
  ])('throws on %s', (_what, broken) => {
    expect(() => toDetectedPattern(sampleCandidate(broken), STOCK, { simulated: false })).toThrow(RangeError);
  });

  it('leaves stop, entry and target in order whatever tick and prices', () => {
    const price = fc.double({ min: 0.001, max: 5_000, noNaN: true });
    fc.assert(
      fc.property(
        fc.tuple(price, price, price),
        fc.constantFrom('0.00001', '0.01', '0.25', '5'),
        (prices, tickSize) => {
          const [low, mid, high] = prices.toSorted((a, b) => a - b) as [number, number, number];
          fc.pre(low < mid && mid < high);
          for (const direction of ['LONG', 'SHORT'] as const) {
            const [stop, primary] = direction === 'LONG' ? [low, high] : [high, low];
            const candidate = sampleCandidate({
              direction,
              entry: mid,
              stop,
              targets: { primary, secondary: [], conservative: null },
            });
            const pattern = toDetectedPattern(candidate, { ...STOCK, tickSize }, { simulated: false });
            expect(isPriceOrdered(pattern)).toBe(true);
          }
        },
      ),
    );
  });
});
