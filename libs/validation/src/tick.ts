import { Amount, amount, decimalText } from '@tape/risk-rules';

export type Rounding = 'down' | 'up' | 'nearest';

const ROUNDING_MODE = {
  down: Amount.ROUND_DOWN,
  up: Amount.ROUND_CEIL,
  nearest: Amount.ROUND_HALF_UP,
} as const satisfies Record<Rounding, unknown>;

/** A computed price on the instrument's tick, at least one tick: no price of this system is zero or negative. */
export function onTick(price: number, tickSize: string, rounding: Rounding): Amount {
  if (!Number.isFinite(price)) throw new RangeError(`not a price: ${price}`);
  const tick = amount(tickSize);
  const ticks = new Amount(price).div(tick).toDecimalPlaces(0, ROUNDING_MODE[rounding]);
  return Amount.max(ticks, 1).times(tick);
}

export function tickText(price: number, tickSize: string, rounding: Rounding): string {
  return decimalText(onTick(price, tickSize, rounding));
}
