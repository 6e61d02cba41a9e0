import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import type { DetectedPattern } from './detected-pattern.js';
import { levelsValidator, minWidthPercent, wayUsedPercent } from './levels.validator.js';
import { sampleContext, samplePattern } from './testing/sample-candidate.js';

function reasons(
  range: Partial<DetectedPattern['range']>,
  overrides: Partial<DetectedPattern> = {},
): readonly string[] {
  const sample = samplePattern(overrides);
  const subject = { ...sample, range: { ...sample.range, ...range } };
  return findingsOf(levelsValidator.checks(subject, sampleContext())).map((finding) => finding.reason);
}

const SHORT: Partial<DetectedPattern> = {
  pattern: 'UTAD',
  side: 'DISTRIBUTION',
  direction: 'SHORT',
  entry: '108',
  stop: '112',
  targets: { primary: '70', secondary: [], conservative: null },
};

describe('levelsValidator', () => {
  const cases: readonly [string, Partial<DetectedPattern['range']>, Partial<DetectedPattern>, readonly string[]][] = [
    ['sound levels', {}, {}, []],
    ['sound levels of a short', { jump: '70' }, SHORT, []],
    ['no objective', { jump: null }, {}, ['jump-missing']],
    ['ice on the creek', { ice: '110' }, {}, ['levels-out-of-order']],
    ['an objective at the creek', { jump: '110' }, {}, ['levels-out-of-order']],
    ['a short objective at the ice', { jump: '100' }, SHORT, ['levels-out-of-order']],
    ['a stop at the entry', {}, { stop: '102' }, ['price-order-broken']],
    ['a stop over the entry', {}, { stop: '102.01' }, ['price-order-broken']],
    ['a short stop at the entry', { jump: '70' }, { ...SHORT, stop: '108' }, ['price-order-broken']],
    ['a creek under the ice', { creek: '99' }, {}, ['levels-out-of-order']],
    ['ice strength 59', { iceStrength: 59 }, {}, ['ice-weak']],
    ['strengths 60', { iceStrength: 60, creekStrength: 60 }, {}, []],
    ['creek strength 59', { creekStrength: 59 }, {}, ['creek-weak']],
    ['width 2.99 %', { widthPercent: 2.99 }, {}, ['range-too-narrow']],
    ['width 3 %', { widthPercent: 3 }, {}, []],
    ['width 3.01 %', { widthPercent: 3.01 }, {}, []],
    ['14 bars', { durationBars: 14 }, {}, ['range-too-short']],
    ['15 bars', { durationBars: 15 }, {}, []],
    ['16 bars', { durationBars: 16 }, {}, []],
    [
      'everything weak',
      { iceStrength: 1, creekStrength: 1, durationBars: 1 },
      {},
      ['ice-weak', 'creek-weak', 'range-too-short'],
    ],
    ['less than half the way used', {}, { entry: '119.99' }, []],
    ['half the way used', {}, { entry: '120' }, []],
    ['more than half the way used', {}, { entry: '120.01' }, ['objective-mostly-used']],
    ['half a short way used', { jump: '70' }, { ...SHORT, entry: '90' }, []],
    ['more than half a short way used', { jump: '70' }, { ...SHORT, entry: '89.99' }, ['objective-mostly-used']],
  ];
  it.each(cases)('%s: %s', (_what, range, overrides, expected) => {
    for (const assetClass of ['STOCK', 'FOREX', 'CRYPTO'] as const) {
      expect(reasons(range, { ...overrides, assetClass })).toEqual(expected);
    }
  });

  it.each([
    [{ iceStrength: 59 }, ['ice-weak']],
    [{ iceStrength: 60 }, []],
    [{ creekStrength: 59 }, ['creek-weak']],
    [{ creekStrength: 60 }, []],
    [{ widthPercent: 2.99 }, ['range-too-narrow']],
    [{ widthPercent: 3 }, []],
    [{ durationBars: 14 }, ['range-too-short']],
    [{ durationBars: 15 }, []],
  ])('of a short with %o: %s', (range, expected) => {
    expect(reasons({ jump: '70', ...range }, SHORT)).toEqual(expected);
  });

  it.each([
    ['1m', 0.4499, 0.45],
    ['5m', 0.5999, 0.6],
    ['15m', 0.8999, 0.9],
    ['1h', 2.0999, 2.1],
    ['4h', 2.5499, 2.55],
    ['1d', 2.9999, 3],
    ['1w', 4.4999, 4.5],
  ] as const)('scales the width with the bar: %s refuses %s %% and takes %s %%', (timeframe, under, at) => {
    expect(minWidthPercent(timeframe)).toBe(at);
    expect(reasons({ widthPercent: under }, { timeframe })).toEqual(['range-too-narrow']);
    expect(reasons({ widthPercent: at }, { timeframe })).toEqual([]);
    expect(reasons({ widthPercent: at + 0.0001 }, { timeframe })).toEqual([]);
  });

  it('shows every level it let through beside its limit', () => {
    const checks = levelsValidator.checks(samplePattern(), sampleContext());
    expect(checks.map(({ name, measured, bound, limit }) => [name, measured, bound, limit])).toEqual([
      ['levels', 'ice 100, creek 110, jump 140', 'is', 'ice < creek < jump'],
      ['prices', 'stop 98, entry 102, target 140', 'is', 'stop < entry < target'],
      ['ice strength', '70', 'at-least', '60'],
      ['creek strength', '70', 'at-least', '60'],
      ['width %', '10', 'at-least', '3'],
      ['bars in the range', '60', 'at-least', '15'],
      ['% of the way used', '5', 'at-most', '50'],
    ]);
  });
});

describe('wayUsedPercent', () => {
  it('is 0 at the far edge of the range and 100 at the objective', () => {
    const { range } = samplePattern();
    expect(wayUsedPercent({ direction: 'LONG', entry: '100', range }, '140')).toBe(0);
    expect(wayUsedPercent({ direction: 'LONG', entry: '140', range }, '140')).toBe(100);
    expect(wayUsedPercent({ direction: 'SHORT', entry: '110', range }, '70')).toBeCloseTo(0);
  });
});
