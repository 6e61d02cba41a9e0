import { describe, expect, it } from '@jest/globals';
import { barsOf, seriesOf, type BarRow } from '../testing/bar-story.contract.js';
import { knownSwingHigh, knownSwingLow } from './known-swing.js';

const lows = (...values: number[]) =>
  seriesOf(barsOf(values.map((low): BarRow => [low + 1, low + 2, low, low + 1, 1])));
const VALLEY = [9, 8, 7, 6, 5, 1, 5, 6, 7, 8, 9];

describe('a swing', () => {
  it('is known five bars after it happened, and not a bar sooner', () => {
    expect(knownSwingLow(lows(...VALLEY).up, 10)).toBe(5);
    expect(knownSwingLow(lows(...VALLEY.slice(0, 10)).up, 9)).toBe(-1);
  });

  it('is made known once', () => {
    expect(knownSwingLow(lows(...VALLEY, 10).up, 11)).toBe(-1);
  });

  it.each([
    ['an equal low before', [9, 8, 7, 1, 5, 1, 5, 6, 7, 8, 9]],
    ['an equal low after', [9, 8, 7, 6, 5, 1, 5, 6, 7, 8, 1]],
    ['too few bars before it', [8, 7, 6, 5, 1, 5, 6, 7, 8, 9]],
  ])('is none with %s', (_name, values) => {
    expect(knownSwingLow(lows(...values).up, values.length - 1)).toBe(-1);
  });

  it('high is the swing low of the chart upside down', () => {
    const series = lows(...VALLEY.map((value) => 20 - value));
    expect(knownSwingHigh(series.up, 10)).toBe(5);
    expect(knownSwingLow(series.down, 10)).toBe(5);
  });
});
