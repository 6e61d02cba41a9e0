const FIRST_MS = 100;
const LONGEST_MS = 30_000;

/**
 * Pause before attempt `failures + 1`: doubling from 100 ms to 30 s, of which a random half is kept off so that many orders do
 * not come back at once.
 * @param failures in a row so far, from 1.
 * @param draw 0..1.
 */
export function retryPauseMs(failures: number, draw: number): number {
  const whole = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(whole / 2 + (whole / 2) * draw);
}
