import { describe, expect, it } from '@jest/globals';
import { CLASSIC_RISK } from '@tape/risk-rules';
import { DEFAULT_COSTS } from '@tape/trading';
import * as fc from 'fast-check';
import { spring } from '../testing/scripted-market.js';
import { MAX_VARIANTS, readGrid, variantText } from './choice-grid.js';
import { chosenCandidate, choiceSettings, readChoice, settingsOf, USUAL_CHOICE } from './choice.js';

const BASE = { riskProfile: CLASSIC_RISK, costs: DEFAULT_COSTS };

describe('readChoice', () => {
  it('is the usual one where nothing is said, and then changes nothing', () => {
    expect(readChoice({})).toEqual({ ok: true, choice: USUAL_CHOICE });
    expect(settingsOf(USUAL_CHOICE, BASE)).toEqual({ profile: 'classic', ...BASE });
    expect(choiceSettings(USUAL_CHOICE)).not.toHaveProperty('analyzer');
  });

  it.each([
    ['minConfidence', 70, 70],
    ['minConfidence', '100', 100],
    ['riskScale', 0.1, '0.1'],
    ['riskScale', '4.00', '4'],
    ['minimumR', 10, '10'],
    ['maxHeatPercent', 1, '1'],
    ['costScale', 0, '0'],
    ['target', 'CONSERVATIVE', 'CONSERVATIVE'],
  ])('takes %s %j', (name, given, read) => {
    expect(readChoice({ [name]: given })).toEqual({ ok: true, choice: { ...USUAL_CHOICE, [name]: read } });
  });

  it.each([
    ['minConfidence', 69.99],
    ['minConfidence', 100.1],
    ['riskScale', 0.09],
    ['riskScale', '4.1'],
    ['riskScale', '1e0'],
    ['minimumR', -1],
    ['maxHeatPercent', 101],
    ['costScale', null],
    ['profile', 'loose'],
    ['target', 'primary'],
    ['luck', 1],
    ['__proto__x', 1],
  ])('refuses %s %j', (name, given) => {
    expect(readChoice({ [name]: given })).toMatchObject({ ok: false, name });
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => void readChoice(given)));
  });
});

describe('settingsOf', () => {
  it('scales risk and costs, and lifts what a reward must be at least', () => {
    const choice = { ...USUAL_CHOICE, riskScale: '2', costScale: '0.5', minimumR: '2.7', maxHeatPercent: '6' };
    const { riskProfile, costs } = settingsOf(choice, BASE);
    expect(riskProfile.riskPercent).toMatchObject({ SPRING: '1', SOS: '1.6' });
    expect(riskProfile.minimumR).toMatchObject({ SPRING: '3', SOS: '2.7' });
    expect(riskProfile.maxHeatPercent).toBe('6');
    expect(costs.STOCK).toMatchObject({
      commission: { kind: 'PER_UNIT', perUnit: '0.0025', minimum: '0.5' },
      slippagePercent: '0.01',
      impactPercentPerPercent: '0.005',
      freeVolumePercent: '10',
    });
    expect(costs.CRYPTO.commission).toEqual({ kind: 'PERCENT', percent: '0.05' });
  });
});

describe('chosenCandidate', () => {
  it('leaves out what is under the confidence, not at it', () => {
    const at = { ...USUAL_CHOICE, minConfidence: 82 };
    expect(chosenCandidate(spring(0), at)).toEqual(spring(0));
    expect(chosenCandidate(spring(0, 'AAA', { confidence: 81.9 }), at)).toBeNull();
  });

  it('aims at the conservative objective alone, where there is one', () => {
    const near = { ...USUAL_CHOICE, target: 'CONSERVATIVE' } as const;
    expect(chosenCandidate(spring(0), near)?.targets).toEqual({ primary: 120, secondary: [], conservative: 120 });
    const none = spring(0, 'AAA', { targets: { primary: 140, secondary: [], conservative: null } });
    expect(chosenCandidate(none, near)).toEqual(none);
  });
});

describe('readGrid', () => {
  it('is every combination, the last name changing fastest, equal values once', () => {
    const reading = readGrid({ profile: ['classic', 'strict'], minConfidence: [70, '75', 75] }, { riskScale: 2 });
    if (!reading.ok) throw new Error(reading.problem);
    expect(reading.variants.map(variantText)).toEqual([
      'profile classic, min_confidence 70',
      'profile classic, min_confidence 75',
      'profile strict, min_confidence 70',
      'profile strict, min_confidence 75',
    ]);
    expect(reading.variants.every(({ choice }) => choice.riskScale === '2')).toBe(true);
  });

  it.each([
    ['nothing', {}, {}],
    ['an empty list', { profile: [] }, {}],
    ['what is fixed too', { profile: ['classic'] }, { profile: 'strict' }],
    ['a value that breaks its rule', { minConfidence: [70, 60] }, {}],
    ['an unknown name', { luck: [1] }, {}],
    ['too much', { riskScale: steps(15), minimumR: steps(15) }, {}],
    ['far too much', { riskScale: steps(200), minimumR: steps(200), costScale: steps(200) }, {}],
  ])('refuses to vary %s', (_, grid, fixed) => {
    expect(readGrid(grid, fixed)).toMatchObject({ ok: false, problem: expect.any(String) });
  });

  it('takes as many as are allowed', () => {
    expect(readGrid({ riskScale: steps(MAX_VARIANTS / 10), minimumR: steps(10) })).toMatchObject({ ok: true });
  });
});

function steps(count: number): number[] {
  return Array.from({ length: count }, (_, place) => Number((0.1 + place * 0.01).toFixed(2)));
}
