import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { canonicalDecimal, compareUnsigned } from './canonical-decimal.js';

const digits = fc.string({
  unit: fc.constantFrom('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'),
  minLength: 1,
  maxLength: 12,
});
const unsigned = fc.tuple(digits, digits).map(([integer, fraction]) => `${integer}.${fraction}`);

describe('canonicalDecimal', () => {
  it.each([
    ['1.50', '1.5'],
    ['1', '1'],
    ['+1', '1'],
    ['007.10', '7.1'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['0', '0'],
    ['-0.00', '0'],
    ['-1.20', '-1.2'],
    [' 101.25 ', '101.25'],
    ['1e-8', '0.00000001'],
    ['1.5E3', '1500'],
    ['1.2345e2', '123.45'],
    ['12.5e-1', '1.25'],
    ['0.100000000000000005551115123125', '0.100000000000000005551115123125'],
    ['123456789012345678.123456789', '123456789012345678.123456789'],
  ])('%s is written %s', (text, canonical) => expect(canonicalDecimal(text)).toBe(canonical));

  it.each([
    '',
    ' ',
    '.',
    '-',
    'e5',
    '1,5',
    '1 5',
    'abc',
    'NaN',
    'Infinity',
    '0x10',
    '1e',
    '--1',
    '1e300',
    '1e-300',
    '0.1000000000000000055511151231257',
    '1_000',
    '١',
  ])('refuses %j', (text) => expect(canonicalDecimal(text)).toBeNull());

  it('keeps the value and has one form for it', () => {
    fc.assert(
      fc.property(unsigned, fc.integer({ min: -12, max: 7 }), fc.boolean(), (text, exponent, negative) => {
        const sent = `${negative ? '-' : ''}${text}e${exponent}`;
        const canonical = canonicalDecimal(sent)!;
        expect(new Decimal(canonical).eq(new Decimal(sent))).toBe(true);
        expect(canonicalDecimal(canonical)).toBe(canonical);
        expect(canonical).toMatch(/^(0|-?(0|[1-9]\d*)(\.\d*[1-9])?)$/);
      }),
    );
  });

  it('compares as the numbers compare', () => {
    fc.assert(
      fc.property(unsigned, unsigned, (left, right) => {
        const order = compareUnsigned(canonicalDecimal(left)!, canonicalDecimal(right)!);
        expect(Math.sign(order)).toBe(new Decimal(left).cmp(new Decimal(right)));
      }),
    );
    expect(compareUnsigned('10', '9')).toBeGreaterThan(0);
    expect(compareUnsigned('1.09', '1.1')).toBeLessThan(0);
    expect(compareUnsigned('1.1', '1.1')).toBe(0);
  });
});
