import { describe, expect, it } from '@jest/globals';
import { decimalsOf, milliseconds, price, signedMoney, signedPercent } from './number.js';

describe('numbers', () => {
  it.each([
    [['101.5', '98'], 2],
    [['1.08345', '1.08'], 5],
    [['123.749800', '122.480639'], 3],
    [['7.504600', '7.398198'], 5],
    [['64231.123456'], 2],
    [['0.00012345'], 6],
    [[null, undefined], 2],
  ])('show %p with %d decimals', (prices, decimals) => {
    expect(decimalsOf(...prices)).toBe(decimals);
  });

  it('group only long prices and show none as a dash', () => {
    expect(price('1234.5')).toBe('1234.50');
    expect(price('12345.678', 2)).toBe('12,345.68');
    expect(price(null)).toBe('–');
  });

  it('sign results with a real minus', () => {
    expect(signedMoney('-12.345')).toBe('−12.35');
    expect(signedMoney('0')).toBe('0.00');
    expect(signedPercent(1.5)).toBe('+1.50 %');
  });

  it.each([
    [null, '–'],
    [0.42, '0.4 ms'],
    [42.4, '42 ms'],
    [420, '420 ms'],
    [12_345, '12 s'],
  ])('tell %p milliseconds as %s', (value, text) => {
    expect(milliseconds(value)).toBe(text);
  });
});
