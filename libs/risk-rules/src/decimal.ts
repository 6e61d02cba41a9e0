import { Decimal } from 'decimal.js';

/**
 * Arithmetic of money: 40 significant digits, so that products of prices, sizes and equity stay exact and only divisions round.
 * A class of its own, because decimal.js keeps its settings per class and its default of 20 digits is too short.
 */
export const Amount = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_EVEN });
export type Amount = InstanceType<typeof Amount>;

/** Booked money is kept to this many decimals: finer than any unit of account, and every sum of it is exact. */
export const MONEY_DECIMALS = 8;

const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/;

/** @throws RangeError when the text is not a plain decimal number: "1e5", " 1" and "" have no business in money. */
export function amount(text: string): Amount {
  if (!PLAIN_DECIMAL.test(text)) throw new RangeError(`not a plain decimal number: '${text}'`);
  return new Amount(text);
}

/** Canonical text: no exponent, no trailing zeros, no minus zero. Equal values have equal text. */
export function decimalText(value: Amount): string {
  return value.isZero() ? '0' : value.toFixed();
}

/** The largest multiple of `step` that is not above the value. */
export function floorToStep(value: Amount, step: Amount): Amount {
  return value.div(step).floor().times(step);
}

/** part / whole × 100; the caller has made sure that the whole is not zero. */
export function percentOf(part: Amount, whole: Amount): Amount {
  return part.div(whole).times(100);
}
