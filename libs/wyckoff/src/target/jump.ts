import type { Side } from '../analysis.js';

/** Multiple of the range's height a cause of this many bars is worth; null under 15 bars. Source: docs/wyckoff/targets.md#jump */
export function jumpFactor(durationBars: number): number | null {
  if (durationBars >= 40) return 3;
  if (durationBars >= 25) return 2.5;
  return durationBars >= 15 ? 2 : null;
}

const MULTIPLES = [3, 2.5, 2, 1] as const;

/** Ages at which the factor steps up. */
export const JUMP_STEPS: readonly number[] = [15, 25, 40];

/** Price `factor` heights beyond the edge the side breaks; null when that is no price any more (a wide range, downward). */
export function objective(side: Side, ice: number, creek: number, factor: number): number | null {
  const height = creek - ice;
  const price = side === 'ACCUMULATION' ? creek + factor * height : ice - factor * height;
  return price > 0 ? price : null;
}

/** The jump of a range of this age: its full objective, or the largest multiple below it that is still a price. */
export function jumpPrice(side: Side, ice: number, creek: number, durationBars: number): number | null {
  const factor = jumpFactor(durationBars);
  if (factor === null) return null;
  for (const multiple of MULTIPLES) {
    if (multiple > factor) continue;
    const price = objective(side, ice, creek, multiple);
    if (price !== null) return price;
  }
  return null;
}
