import { describe, expect, it } from '@jest/globals';
import { shadowSummary } from './shadow-row.js';

const sums = (ended: number, won: number, lost: number) => ({
  stage: 'VOLUME',
  reason: 'volume-too-high',
  count: String(ended + 5),
  open: '3',
  not_entered: '2',
  ended: String(ended),
  won: String(won),
  lost: String(lost),
  mean_r: '-0.2500',
});

describe('shadowSummary', () => {
  it.each([
    [0, 0, 0, null, null, true],
    [9, 4, 5, null, null, true],
    [10, 4, 6, 40, '-0.2500', true],
    [29, 10, 19, 34.5, '-0.2500', true],
    [30, 10, 20, 33.3, '-0.2500', false],
    // Ten left by time: neither won nor lost.
    [30, 5, 15, 25, '-0.2500', false],
    [30, 0, 0, null, '-0.2500', false],
  ])('of %s ended, %s won, %s lost: %s %%, %s R', (ended, won, lost, winRate, expectancy, insufficient) => {
    expect(shadowSummary(sums(ended, won, lost))).toMatchObject({
      count: ended + 5,
      open: 3,
      not_entered: 2,
      ended,
      win_rate_pct: winRate,
      expectancy_r: expectancy,
      insufficient_sample: insufficient,
    });
  });
});
