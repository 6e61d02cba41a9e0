import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  type Breaker,
  breakerAt,
  CLOSED_BREAKER,
  COOLING_MS,
  FAILURES_TO_OPEN,
  stepBreaker,
} from './circuit-breaker.js';
import { retryPauseMs } from './retry-schedule.js';

const failing = (times: number): Breaker => {
  let breaker = CLOSED_BREAKER;
  for (let count = 0; count < times; count += 1) breaker = stepBreaker(breaker, 'FAILURE', 1_000);
  return breaker;
};

describe('the circuit breaker', () => {
  it('opens at the fifth failure in a row, not before', () => {
    expect(failing(FAILURES_TO_OPEN - 1).state).toBe('CLOSED');
    expect(failing(FAILURES_TO_OPEN).state).toBe('OPEN');
    const mended = stepBreaker(failing(FAILURES_TO_OPEN - 1), 'SUCCESS', 1_000);
    expect(stepBreaker(mended, 'FAILURE', 1_000)).toMatchObject({ state: 'CLOSED', failures: 1 });
  });

  it('lets one question through when it has cooled, whose answer decides', () => {
    const open = failing(FAILURES_TO_OPEN);
    expect(breakerAt(open, 1_000 + COOLING_MS - 1).state).toBe('OPEN');
    const half = breakerAt(open, 1_000 + COOLING_MS);
    expect(half.state).toBe('HALF_OPEN');
    expect(stepBreaker(half, 'SUCCESS', 20_000)).toEqual(CLOSED_BREAKER);
    expect(stepBreaker(half, 'FAILURE', 20_000)).toMatchObject({ state: 'OPEN', openedAtMs: 20_000 });
  });
});

describe('the pause before a repetition', () => {
  it('grows from 100 ms to 30 s and keeps at least half of it', () => {
    expect([1, 2, 3, 9, 10, 100].map((failures) => retryPauseMs(failures, 1))).toEqual([
      100, 200, 400, 25_600, 30_000, 30_000,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, draw) => {
        const pause = retryPauseMs(failures, draw);
        expect(pause).toBeGreaterThanOrEqual(retryPauseMs(failures, 0));
        expect(pause).toBeLessThanOrEqual(30_000);
      }),
    );
  });
});
