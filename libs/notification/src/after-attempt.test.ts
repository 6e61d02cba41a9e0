import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  afterAttempt,
  ATTEMPT_OUTCOMES,
  type AttemptMade,
  LONGEST_RETRY_AFTER_MS,
  THROTTLED_AT_MOST_MS,
} from './after-attempt.js';
import { nextDeliveryState } from './delivery-state.js';

const MADE: AttemptMade = { outcome: 'failed', retryAfterMs: null, attempts: 1, attemptLimit: 3, ageMs: 0 };
const after = (made: Partial<AttemptMade>, mayRepeat = false) =>
  afterAttempt({ ...MADE, ...made }, { mayRepeat, random: 1 });

describe('afterAttempt', () => {
  it.each([
    ['accepted', false, 'ACCEPT'],
    ['gone', true, 'DROP'],
    ['rejected', true, 'GIVE_UP'],
    ['in-doubt', false, 'DOUBT'],
    ['in-doubt', true, 'FAIL'],
    ['failed', false, 'FAIL'],
    ['unreachable', false, 'FAIL'],
    ['throttled', false, 'FAIL'],
  ] as const)('%s (repeats known: %s): %s', (outcome, mayRepeat, step) => {
    expect(after({ outcome }, mayRepeat).step).toBe(step);
  });

  it.each([
    [2, 'FAIL'],
    [3, 'GIVE_UP'],
  ])('of three attempts, number %i failing is %s', (attempts, step) => {
    for (const outcome of ['failed', 'unreachable', 'in-doubt'] as const) {
      expect(after({ outcome, attempts }, true).step).toBe(step);
    }
  });

  it('does not count "later" as a failure, for a day', () => {
    const throttled = { outcome: 'throttled', attempts: 3 } as const;
    expect(after({ ...throttled, ageMs: THROTTLED_AT_MOST_MS - 1 })).toMatchObject({ step: 'FAIL', attemptLimit: 4 });
    expect(after({ ...throttled, ageMs: THROTTLED_AT_MOST_MS })).toMatchObject({ step: 'GIVE_UP', delayMs: null });
  });

  it.each([
    [500, 1_000],
    [5_000, 5_000],
    [LONGEST_RETRY_AFTER_MS + 1, LONGEST_RETRY_AFTER_MS],
  ])('asked to wait %i ms it waits %i ms', (retryAfterMs, delayMs) => {
    expect(after({ retryAfterMs }).delayMs).toBe(delayMs);
    expect(after({ outcome: 'throttled', retryAfterMs }).delayMs).toBe(delayMs);
  });

  it('never sends a message in doubt again where repeats are not known, and always takes an allowed step', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ATTEMPT_OUTCOMES),
        fc.option(fc.nat()),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.nat({ max: 2 * THROTTLED_AT_MOST_MS }),
        fc.boolean(),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (outcome, retryAfterMs, attempts, attemptLimit, ageMs, mayRepeat, random) => {
          const made = { outcome, retryAfterMs, attempts, attemptLimit, ageMs };
          const { step, delayMs } = afterAttempt(made, { mayRepeat, random });
          if (outcome === 'in-doubt' && !mayRepeat) expect(step).toBe('DOUBT');
          expect(nextDeliveryState('SENDING', step)).not.toBeNull();
          expect(delayMs !== null).toBe(step === 'FAIL');
        },
      ),
    );
  });
});
