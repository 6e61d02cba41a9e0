import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { FIRST_RETRY_MS, LAST_RETRY_MS, retryDelayMs } from './retry-delay.js';

describe('retryDelayMs', () => {
  it.each([
    [1, 0, 500],
    [1, 1, 1_000],
    [2, 1, 2_000],
    [10, 1, 512_000],
    [11, 1, LAST_RETRY_MS],
    [1_000, 0, LAST_RETRY_MS / 2],
  ])('after attempt %i with chance %d: %i ms', (attempts, random, delayMs) => {
    expect(retryDelayMs(attempts, random)).toBe(delayMs);
  });

  it('stays between half the first and the last wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, random) => {
        const delayMs = retryDelayMs(attempts, random);
        expect(delayMs).toBeGreaterThanOrEqual(FIRST_RETRY_MS / 2);
        expect(delayMs).toBeLessThanOrEqual(LAST_RETRY_MS);
      }),
    );
  });
});
