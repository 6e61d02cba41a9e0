import { describe, expect, it } from '@jest/globals';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { jumpFactor, jumpPrice, objective } from './jump.js';
import { horizontalCount } from './point-and-figure.js';
import { stopPrice } from './stop.js';

describe('the jump', () => {
  it.each([
    [14, null],
    [15, 2],
    [24, 2],
    [25, 2.5],
    [39, 2.5],
    [40, 3],
  ])('of a cause of %s bars is %s heights', (bars, factor) => {
    expect(jumpFactor(bars)).toBe(factor);
  });

  it('goes up from the creek for longs, down from the ice for shorts', () => {
    expect(jumpPrice('ACCUMULATION', 100, 110, 40)).toBe(140);
    expect(jumpPrice('DISTRIBUTION', 100, 110, 40)).toBe(70);
    expect(objective('ACCUMULATION', 100, 110, 1)).toBe(120);
  });

  it('takes the largest multiple that is still a price', () => {
    expect(jumpPrice('DISTRIBUTION', 100, 145, 40)).toBe(10);
    expect(jumpPrice('DISTRIBUTION', 100, 160, 40)).toBe(40);
    expect(jumpPrice('DISTRIBUTION', 100, 210, 40)).toBeNull();
  });
});

describe('the stop', () => {
  it.each([
    ['stands where the structure says', 95, 95],
    ['is widened to what noise leaves alone', 99.9, 99],
    ['is none when too far', 89.9, null],
  ])('%s', (_name, structural, stop) => {
    expect(stopPrice(100, structural, DAILY_RULES)).toBe(stop);
  });

  it('reads the same upside down', () => {
    expect(stopPrice(-100, -105, DAILY_RULES)).toBe(-105);
    expect(stopPrice(-100, -100.1, DAILY_RULES)).toBe(-101);
  });
});

const zigzag = (turns: number) =>
  Array.from({ length: turns }, (_, i) => (i % 2 === 0 ? { high: 105, low: 104 } : { high: 101, low: 100 }));

describe('the horizontal count', () => {
  it('projects columns × box × reversal from the edge', () => {
    expect(horizontalCount(zigzag(7), 1, 'ACCUMULATION', 105)).toEqual({ columns: 6, objective: 123 });
    expect(horizontalCount(zigzag(7), 1, 'DISTRIBUTION', 100)).toEqual({ columns: 6, objective: 82 });
  });

  it('is none for a range that has hardly turned, a box of nothing, or a price below zero', () => {
    expect(horizontalCount(zigzag(3), 1, 'ACCUMULATION', 105)).toBeNull();
    expect(horizontalCount(zigzag(7), 0, 'ACCUMULATION', 105)).toBeNull();
    expect(horizontalCount(zigzag(80), 1, 'DISTRIBUTION', 100)).toBeNull();
  });
});
