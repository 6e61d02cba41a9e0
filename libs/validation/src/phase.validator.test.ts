import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import type { Phase, TradablePattern } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';
import { phaseValidator } from './phase.validator.js';
import { judged } from './testing/judged.js';
import { sampleContext, sampleForex, samplePattern } from './testing/sample-candidate.js';

const said = (overrides: Partial<DetectedPattern>): string =>
  judged(phaseValidator, samplePattern(overrides))[0] ?? 'PASS';

const PHASES: readonly Phase[] = ['A', 'B', 'C', 'D', 'E'];
/** Where each pattern passes at any confidence from 70 on. */
const HOMES: Readonly<Record<TradablePattern, string>> = {
  SPRING: 'C',
  SOS: 'D',
  LPS: 'DE',
  UTAD: 'C',
  SOW: 'D',
  LPSY: 'DE',
};
const REFUSAL: Readonly<Record<Phase, string>> = {
  A: 'FAIL phase-too-early',
  B: 'FAIL phase-wrong',
  C: 'FAIL phase-wrong',
  D: 'FAIL phase-wrong',
  E: 'FAIL phase-wrong',
};

describe('phaseValidator', () => {
  const places = Object.entries(HOMES).flatMap(([pattern, homes]) =>
    PHASES.flatMap((phase) =>
      [70, 84, 85, 100].map((phaseConfidence) => {
        const isEarly = pattern === 'SOS' && phase === 'C' && phaseConfidence >= 85;
        const expected = homes.includes(phase) ? 'PASS' : isEarly ? 'WARN phase-early-break' : REFUSAL[phase];
        return [pattern as TradablePattern, phase, phaseConfidence, expected] as const;
      }),
    ),
  );
  it.each(places)('%s in phase %s at %s: %s', (pattern, phase, phaseConfidence, expected) => {
    const side = ['UTAD', 'SOW', 'LPSY'].includes(pattern) ? 'DISTRIBUTION' : 'ACCUMULATION';
    expect(said({ pattern, phase, side, phaseConfidence })).toBe(expected);
    const forex = sampleForex({ pattern, phase, side, phaseConfidence });
    expect(judged(phaseValidator, forex)[0] ?? 'PASS').toBe(expected);
  });

  const cases: readonly [string, Partial<DetectedPattern>, string][] = [
    ['no phase', { phase: null }, 'FAIL phase-missing'],
    ['confidence 69', { phaseConfidence: 69 }, 'FAIL phase-confidence-low'],
    ['confidence 70', { phaseConfidence: 70 }, 'PASS'],
    ['confidence 71', { phaseConfidence: 71 }, 'PASS'],
    ['a confidence that is no number', { phaseConfidence: Number.NaN }, 'FAIL phase-confidence-low'],
    ['phase B of unknown age', { phase: 'B', phaseBBars: null }, 'FAIL phase-b-too-young'],
    ['phase B after 9 bars', { phase: 'B', phaseBBars: 9 }, 'FAIL phase-b-too-young'],
    ['phase B after 10 bars', { phase: 'B', phaseBBars: 10 }, 'FAIL phase-wrong'],
    ['phase B after 11 bars', { phase: 'B', phaseBBars: 11 }, 'FAIL phase-wrong'],
    ['a Spring under distribution', { side: 'DISTRIBUTION' }, 'FAIL side-wrong'],
    ['a UTAD over accumulation', { pattern: 'UTAD' }, 'FAIL side-wrong'],
  ];
  it.each(cases)('%s: %s', (_what, overrides, expected) => {
    expect(said(overrides)).toBe(expected);
  });

  it.each([
    ['confidence 63', { phaseConfidence: 63 }, '63', '70', true],
    ['confidence 62', { phaseConfidence: 62 }, '62', '70', false],
    ['an SOS out of C at 84', { pattern: 'SOS', phase: 'C', phaseConfidence: 84 }, '84', '85', true],
    ['phase B after 9 bars', { phase: 'B', phaseBBars: 9 }, '9', '10', true],
    ['phase B after 8 bars', { phase: 'B', phaseBBars: 8 }, '8', '10', false],
    ['a phase that is wrong', { phase: 'D' }, 'D', 'C', false],
  ] as const)('near miss, %s', (_what, overrides, measured, limit, nearMiss) => {
    const [finding] = findingsOf(phaseValidator.checks(samplePattern(overrides), sampleContext()));
    expect(finding).toMatchObject({ status: 'FAIL', measured, limit, nearMiss });
  });

  it('shows confidence, side and phase of what it let through', () => {
    const checks = phaseValidator.checks(samplePattern(), sampleContext());
    expect(checks.map(({ name, measured, bound, limit }) => [name, measured, bound, limit])).toEqual([
      ['phase confidence', '80', 'at-least', '70'],
      ['side', 'ACCUMULATION', 'is', 'ACCUMULATION'],
      ['phase', 'C', 'is', 'C'],
    ]);
  });
});
