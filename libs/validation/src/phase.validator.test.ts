import { describe, expect, it } from '@jest/globals';
import type { Phase, TradablePattern } from '@tape/wyckoff';
import type { DetectedPattern } from './detected-pattern.js';
import { phaseValidator } from './phase.validator.js';
import { sampleContext, samplePattern } from './testing/sample-candidate.js';

function judged(overrides: Partial<DetectedPattern>): string {
  const [finding] = phaseValidator.findings(samplePattern(overrides), sampleContext());
  return finding === undefined ? 'PASS' : `${finding.status} ${finding.reason}`;
}

const PHASES: readonly Phase[] = ['A', 'B', 'C', 'D', 'E'];
/** Where each pattern passes at confidence 84. */
const HOMES: Readonly<Record<TradablePattern, string>> = {
  SPRING: 'C',
  SOS: 'D',
  LPS: 'DE',
  UTAD: 'C',
  SOW: 'D',
  LPSY: 'DE',
};

describe('phaseValidator', () => {
  const combinations = Object.entries(HOMES).flatMap(([pattern, homes]) =>
    PHASES.map((phase) => [pattern as TradablePattern, phase, homes.includes(phase)] as const),
  );
  it.each(combinations)('%s in phase %s passes: %s', (pattern, phase, expected) => {
    const side = ['UTAD', 'SOW', 'LPSY'].includes(pattern) ? 'DISTRIBUTION' : 'ACCUMULATION';
    expect(judged({ pattern, phase, side, phaseConfidence: 84 }) === 'PASS').toBe(expected);
  });

  const cases: readonly [string, Partial<DetectedPattern>, string][] = [
    ['no phase', { phase: null }, 'FAIL phase-missing'],
    ['confidence 69', { phaseConfidence: 69 }, 'FAIL phase-confidence-low'],
    ['confidence 70', { phaseConfidence: 70 }, 'PASS'],
    ['phase A', { phase: 'A' }, 'FAIL phase-too-early'],
    ['phase B after 9 bars', { phase: 'B', phaseBBars: 9 }, 'FAIL phase-b-too-young'],
    ['phase B after 10 bars', { phase: 'B', phaseBBars: 10 }, 'FAIL phase-wrong'],
    ['an SOS out of C at 84', { pattern: 'SOS', phase: 'C', phaseConfidence: 84 }, 'FAIL phase-wrong'],
    ['an SOS out of C at 85', { pattern: 'SOS', phase: 'C', phaseConfidence: 85 }, 'WARN phase-early-break'],
    ['an LPS in C at 99', { pattern: 'LPS', phase: 'C', phaseConfidence: 99 }, 'FAIL phase-wrong'],
    ['a Spring under distribution', { side: 'DISTRIBUTION' }, 'FAIL side-wrong'],
    ['a UTAD over accumulation', { pattern: 'UTAD' }, 'FAIL side-wrong'],
  ];
  it.each(cases)('%s: %s', (_what, overrides, expected) => {
    expect(judged(overrides)).toBe(expected);
  });
});
