import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparePriority, priorityOf, type Queued } from './priority.js';

describe('priorityOf', () => {
  it.each([
    [70, '2', 'SOW', 0],
    [95, '5', 'SPRING', 100],
    [99, '50', 'SPRING', 100],
    [60, '1', 'SOW', 0],
    [82.5, '3.5', 'LPS', 55.1],
    [70, '2', 'SOS', 9.9],
  ] as const)('confidence %s, %s R, %s: %s', (confidence, rMultiple, name, priority) => {
    expect(priorityOf({ confidence, rMultiple, pattern: name })).toBe(priority);
  });
});

const clip = (x: number): number => Math.min(1, Math.max(0, x));
/** The formula said again, plainly, as the measure of the function. */
function plainPriority(confidence: number, r: number, rank: number): number {
  return 100 * (0.4 * clip((confidence - 70) / 25) + 0.3 * clip((r - 2) / 3) + 0.3 * rank);
}
const RANKS = { SPRING: 1, LPS: 0.67, SOS: 0.33, UTAD: 0.33, LPSY: 0.33, SOW: 0 } as const;

describe('priorityOf, over all its inputs', () => {
  const inputs = fc.record({
    confidence: fc.integer({ min: 0, max: 100 }),
    ticks: fc.integer({ min: 0, max: 120_000 }),
    name: fc.constantFrom('SPRING', 'LPS', 'SOS', 'UTAD', 'LPSY', 'SOW'),
  });

  it('is the formula, to four decimals, and stays within 0 and 100', () => {
    fc.assert(
      fc.property(inputs, ({ confidence, ticks, name }) => {
        const priority = priorityOf({ confidence, rMultiple: (ticks / 10_000).toFixed(4), pattern: name });
        expect(Math.abs(priority - plainPriority(confidence, ticks / 10_000, RANKS[name]))).toBeLessThanOrEqual(5.1e-5);
        expect(priority).toBeGreaterThanOrEqual(0);
        expect(priority).toBeLessThanOrEqual(100);
      }),
    );
  });

  it.each([
    ['confidence under its span', { confidence: 70 }, { confidence: 0 }],
    ['confidence over its span', { confidence: 95 }, { confidence: 100 }],
    ['a reward under its span', { rMultiple: '2' }, { rMultiple: '0.1' }],
    ['a reward over its span', { rMultiple: '5' }, { rMultiple: '500' }],
  ])('counts %s no further', (_what, edge, beyond) => {
    const base = { confidence: 80, rMultiple: '3', pattern: 'SPRING' } as const;
    expect(priorityOf({ ...base, ...beyond })).toBe(priorityOf({ ...base, ...edge }));
  });
});

describe('comparePriority', () => {
  const queued: fc.Arbitrary<Queued> = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    symbol: fc.constantFrom('X', 'Y'),
    priority: fc.constantFrom(10, 20, 20.5),
    barTimeMs: fc.constantFrom(1, 2),
  });

  it('is a total order: antisymmetric, transitive, and a tie only with itself', () => {
    fc.assert(
      fc.property(queued, queued, queued, (a, b, c) => {
        expect(Math.sign(comparePriority(a, b)) + Math.sign(comparePriority(b, a))).toBe(0);
        if (comparePriority(a, b) < 0 && comparePriority(b, c) < 0) expect(comparePriority(a, c)).toBeLessThan(0);
        if (comparePriority(a, b) === 0) expect(a).toEqual(b);
      }),
    );
  });

  it('puts the better first, then the earlier bar', () => {
    const base = { id: 'a', symbol: 'X', priority: 10, barTimeMs: 5 };
    const earlier = { ...base, id: 'z', barTimeMs: 4 };
    const better = { ...base, id: 'y', priority: 11, barTimeMs: 9 };
    expect([base, earlier, better].toSorted(comparePriority)).toEqual([better, earlier, base]);
  });
});
