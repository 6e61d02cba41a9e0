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

/** Amounts read before, by their text: the same few prices and sizes are asked for on bar after bar, and no amount ever changes. */
const known = new Map<string, Amount>();
/** What a bar of every open series asks for fits in many times over. */
const MAX_KNOWN = 4_096;

/** @throws RangeError when the text is not a plain decimal number: "1e5", " 1" and "" have no business in money. */
export function amount(text: string): Amount {
  let value = known.get(text);
  if (value === undefined) {
    if (!PLAIN_DECIMAL.test(text)) throw new RangeError(`not a plain decimal number: '${text}'`);
    value = new Amount(text);
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(text, value);
  }
  return value;
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
