import { Decimal } from 'decimal.js';

const ROUNDING = {
  NEAREST: Decimal.ROUND_HALF_UP,
  DOWN: Decimal.ROUND_FLOOR,
  UP: Decimal.ROUND_CEIL,
} as const;

/**
 * A computed level as money may read it: on the instrument's price grid, plain decimal text without trailing zeros.
 * The one place where an analysis float becomes a decimal.
 * @throws RangeError when the level is not finite: a NaN must never reach money.
 */
export function roundToTick(price: number, tickSize: string, direction: keyof typeof ROUNDING = 'NEAREST'): string {
  if (!Number.isFinite(price)) throw new RangeError(`a level must be finite, got ${price}`);
  return new Decimal(price).toNearest(new Decimal(tickSize), ROUNDING[direction]).toFixed();
}
