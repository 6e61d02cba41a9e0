import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { contentHash } from './content-hash.js';
import { amount, decimalText, floorToStep } from './decimal.js';

describe('contentHash', () => {
  it('is stable: stored ids depend on these very digits', () => {
    expect(contentHash('signal', 'AAPL:1d:SPRING:1678838400000:r1')).toBe('227daf809519b8e784727376');
  });

  it('is 24 hexadecimal digits of whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => expect(contentHash(text)).toMatch(/^[0-9a-f]{24}$/)),
    );
  });

  it('tells apart parts that read the same when joined', () => {
    expect(new Set([contentHash('ab', 'c'), contentHash('a', 'bc'), contentHash('abc')]).size).toBe(3);
  });

  it('does not collide over many near-equal ids', () => {
    const ids = Array.from({ length: 20_000 }, (_, index) => contentHash(`AAPL:1d:SPRING:${index}`));
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('decimalText', () => {
  it.each([
    ['1.50', '1.5'],
    ['-0', '0'],
    ['0.0000001', '0.0000001'],
    ['100000000000000000000000', '100000000000000000000000'],
  ])('writes %s as %s', (text, canonical) => {
    expect(decimalText(amount(text))).toBe(canonical);
  });

  it.each(['', ' 1', '1e5', 'NaN', '.5', '1.'])('does not read "%s"', (text) => {
    expect(() => amount(text)).toThrow(RangeError);
  });
});

describe('floorToStep', () => {
  it.each([
    ['99.99', '1', '99'],
    ['100', '1', '100'],
    ['0.0199', '0.01', '0.01'],
    ['7', '5', '5'],
    ['0.9', '1', '0'],
  ])('%s in steps of %s is %s', (value, step, floored) => {
    expect(decimalText(floorToStep(amount(value), amount(step)))).toBe(floored);
  });
});
