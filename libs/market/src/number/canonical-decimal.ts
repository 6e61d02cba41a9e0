const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;
/** More digits than any market quotes; keeps "1e300" from becoming 300 characters in every message. */
const MAX_INTEGER_DIGITS = 20;
const MAX_FRACTION_DIGITS = 30;

/**
 * The one way a number is written: no exponent, no plus sign, no leading or trailing zeros, "-0" is "0".
 * Works on the digits, so no value passes through a binary float.
 * @returns null when the text is not a plain or scientific decimal number, or has more digits than a price can have.
 */
export function canonicalDecimal(text: string): string | null {
  const match = NUMBER.exec(text.trim());
  if (match === null) return null;
  const [, sign = '', integerText = '', fractionText = '', exponentText = '0'] = match;
  if (integerText.length + fractionText.length === 0) return null;
  const digits = integerText + fractionText;
  const point = integerText.length + Number(exponentText);
  const integer = (point <= 0 ? '' : digits.slice(0, point).padEnd(point, '0')).replace(/^0+/, '');
  const fraction = (point < 0 ? '0'.repeat(-point) + digits : digits.slice(point)).replace(/0+$/, '');
  if (integer.length > MAX_INTEGER_DIGITS || fraction.length > MAX_FRACTION_DIGITS) return null;
  if (integer === '' && fraction === '') return '0';
  const plain = fraction === '' ? integer : `${integer === '' ? '0' : integer}.${fraction}`;
  return sign === '-' ? `-${plain}` : plain;
}

/** Compares two canonical decimals of zero or more by their digits. Negative, zero or positive, as a sort function wants it. */
export function compareUnsigned(left: string, right: string): number {
  const [leftInteger = '', leftFraction = ''] = left.split('.');
  const [rightInteger = '', rightFraction = ''] = right.split('.');
  if (leftInteger.length !== rightInteger.length) return leftInteger.length - rightInteger.length;
  if (leftInteger !== rightInteger) return leftInteger < rightInteger ? -1 : 1;
  if (leftFraction === rightFraction) return 0;
  return leftFraction < rightFraction ? -1 : 1;
}
