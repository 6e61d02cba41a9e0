import { describe, expect, it } from '@jest/globals';
import type { Touch } from '../level/touch.js';
import { barsOf, calm, seriesOf, type BarRow } from '../testing/bar-story.contract.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { findCluster } from './cluster.js';

const swing = (index: number, price: number): Touch => ({ index, timeMs: index, price, volume: 1000, wick: 0 });
const series = seriesOf(barsOf(calm(60)));
const HIGHS = [swing(10, 115), swing(30, 115.5)];
const LOWS = [swing(20, 105), swing(40, 104.6)];
const find = (highs: readonly Touch[], lows: readonly Touch[], barrier = -1, now = 59) =>
  findCluster(series, highs, lows, now, barrier, DAILY_RULES);

describe('a cluster of swings', () => {
  it('draws a range from two highs and two lows that agree', () => {
    expect(find(HIGHS, LOWS)).toEqual({ ice: LOWS, creek: HIGHS, startIndex: 10, startTimeMs: 10 });
  });

  it('passes over a swing inside it', () => {
    expect(find([HIGHS[0], swing(20, 108), HIGHS[1]], LOWS)?.creek).toEqual(HIGHS);
  });

  it('does not reach behind a swing outside it', () => {
    expect(find([HIGHS[0], swing(20, 125), HIGHS[1]], LOWS)).toBeNull();
  });

  it.each<[string, readonly Touch[], readonly Touch[]]>([
    ['one high', [HIGHS[1]], LOWS],
    ['one low', HIGHS, [LOWS[1]]],
    ['highs too far apart', [swing(10, 110.5), swing(30, 115.5)], LOWS],
    ['edges too near', [swing(10, 107), swing(30, 107.4)], LOWS],
  ])('draws none from %s', (_name, highs, lows) => {
    expect(find(highs, lows)).toBeNull();
  });

  it('does not use what an earlier range has spent', () => {
    expect(find(HIGHS, LOWS, 10)).toBeNull();
  });

  it('draws none while price is outside, nor when it was far outside since the start', () => {
    const outside = seriesOf(barsOf([...calm(59), [117, 118, 116.5, 117, 1000] as BarRow]));
    expect(findCluster(outside, HIGHS, LOWS, 59, -1, DAILY_RULES)).toBeNull();
    const dived = seriesOf(barsOf(calm(60).with(35, [105, 106, 99, 100, 1000])));
    expect(findCluster(dived, HIGHS, LOWS, 59, -1, DAILY_RULES)).toBeNull();
  });
});
