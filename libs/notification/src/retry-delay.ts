/** Wait after the first failure. Unit: ms. */
export const FIRST_RETRY_MS = 1_000;
/** Longest wait the backoff itself asks for. Unit: ms. */
export const LAST_RETRY_MS = 900_000;

/**
 * Doubles with each attempt from one second to a quarter of an hour, of which the upper half is left to chance, so that
 * replicas and channels do not come back in step.
 * @param attempts made so far, from 1
 * @param random 0 up to 1
 */
export function retryDelayMs(attempts: number, random: number): number {
  const whole = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 30));
  return Math.round(whole / 2 + (whole / 2) * random);
}
