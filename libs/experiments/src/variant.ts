/** The two engines of every experiment. */
export const ENGINE_NAMES = ['A', 'B'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** Steps a split is made in: hundredths of a percent. */
export const SPLIT_STEPS = 10_000;
/** Digits that decide. 2^52 is exact as a number, and so far above 10 000 that no step is favoured by more than 1 in 10^11. */
const DECIDING_DIGITS = 13;

const SHA256_TEXT = /^[0-9a-f]{64}$/;

/**
 * Which engine a signal is drawn for. A pure function of the content: whoever asks, however often, in whatever order, gets the same.
 *
 * @param hash hexadecimal SHA-256 of the signal's content
 * @param splitPercent share of engine A, 0 to 100, in hundredths
 * @throws RangeError when the hash is none or the split has more than two decimals
 */
export function variantOf(hash: string, splitPercent: number): EngineName {
  if (!SHA256_TEXT.test(hash)) throw new RangeError(`not a SHA-256 in hexadecimal: '${hash}'`);
  if (!isSplitPercent(splitPercent)) throw new RangeError(`not a split from 0 to 100 in hundredths: ${splitPercent}`);
  const draw = Number.parseInt(hash.slice(0, DECIDING_DIGITS), 16) % SPLIT_STEPS;
  return draw < Math.round(splitPercent * 100) ? 'A' : 'B';
}

/** Whether a share can be told apart by {@link variantOf}. */
export function isSplitPercent(value: number): boolean {
  const steps = value * 100;
  return value >= 0 && value <= 100 && Math.abs(steps - Math.round(steps)) < 1e-6;
}
