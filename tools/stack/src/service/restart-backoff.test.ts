import { describe, expect, it } from '@jest/globals';
import { RestartBackoff } from './restart-backoff.js';

describe('RestartBackoff', () => {
  it('doubles from half a second to half a minute', () => {
    const backoff = new RestartBackoff();
    const delays = Array.from({ length: 8 }, () => backoff.nextDelayMs(100));
    expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it.each([
    [59_999, 2000],
    [60_000, 500],
  ])('after a run of %i ms waits %i ms', (ranForMs, delay) => {
    const backoff = new RestartBackoff();
    backoff.nextDelayMs(0);
    backoff.nextDelayMs(0);
    expect(backoff.nextDelayMs(ranForMs)).toBe(delay);
  });
});
