import { describe, expect, it } from '@jest/globals';
import type { DetectedPattern } from './detected-pattern.js';
import { levelsValidator, wayUsedPercent } from './levels.validator.js';
import { sampleContext, samplePattern } from './testing/sample-candidate.js';

function reasons(
  range: Partial<DetectedPattern['range']>,
  overrides: Partial<DetectedPattern> = {},
): readonly string[] {
  const sample = samplePattern(overrides);
  const subject = { ...sample, range: { ...sample.range, ...range } };
  return levelsValidator.findings(subject, sampleContext()).map((finding) => finding.reason);
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
    ['ice strength 59', { iceStrength: 59 }, {}, ['ice-weak']],
    ['strengths 60', { iceStrength: 60, creekStrength: 60 }, {}, []],
    ['creek strength 59', { creekStrength: 59 }, {}, ['creek-weak']],
    ['width 2.99 %', { widthPercent: 2.99 }, {}, ['range-too-narrow']],
    ['width 3 %', { widthPercent: 3 }, {}, []],
    ['14 bars', { durationBars: 14 }, {}, ['range-too-short']],
    ['15 bars', { durationBars: 15 }, {}, []],
    [
      'everything weak',
      { iceStrength: 1, creekStrength: 1, durationBars: 1 },
      {},
      ['ice-weak', 'creek-weak', 'range-too-short'],
    ],
    ['half the way used', {}, { entry: '120' }, []],
    ['more than half the way used', {}, { entry: '120.01' }, ['objective-mostly-used']],
    ['half a short way used', { jump: '70' }, { ...SHORT, entry: '90' }, []],
    ['more than half a short way used', { jump: '70' }, { ...SHORT, entry: '89.99' }, ['objective-mostly-used']],
  ];
  it.each(cases)('%s: %s', (_what, range, overrides, expected) => {
    expect(reasons(range, overrides)).toEqual(expected);
  });

  it.each([
    ['1m', 0.44, 0.45],
    ['1h', 2.09, 2.1],
    ['1w', 4.49, 4.5],
  ] as const)('scales the width with the bar: %s refuses %s %% and takes %s %%', (timeframe, under, at) => {
    expect(reasons({ widthPercent: under }, { timeframe })).toEqual(['range-too-narrow']);
    expect(reasons({ widthPercent: at }, { timeframe })).toEqual([]);
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
