import { describe, expect, it } from '@jest/globals';
import { roundToTick } from './round-to-tick.js';

describe('roundToTick', () => {
  it.each([
    [10.12345, '0.01', 'NEAREST', '10.12'],
    [10.125, '0.01', 'NEAREST', '10.13'],
    [10.129, '0.01', 'DOWN', '10.12'],
    [10.121, '0.01', 'UP', '10.13'],
    [10, '0.0001', 'NEAREST', '10'],
    [0.000000012, '0.00000001', 'NEAREST', '0.00000001'],
  ] as const)('%d on a tick of %s, %s, is %s', (price, tick, direction, text) => {
    expect(roundToTick(price, tick, direction)).toBe(text);
  });

  it('throws on what is no price', () => expect(() => roundToTick(Number.NaN, '0.01')).toThrow(RangeError));
});
