import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DetectedPattern } from '@tape/validation';
import type { Sizing } from '@tape/risk-rules';
import { rejectionIdOf, signalIdOf } from '../ids.js';
import { DAY_MS, pattern, verdict } from '../testing/sample-trade.js';
import { buildRejection } from './build-rejection.js';
import { buildSignal } from './build-signal.js';

function targetAt(primary: string): Pick<DetectedPattern, 'targets'> {
  return { targets: { primary, secondary: [], conservative: null } };
}

function centsText(value: number): string {
  return (value / 100).toFixed(2);
}

function parts(patternScore: number, phase: number, volume: number): DetectedPattern['components'] {
  return { pattern: patternScore, phase, volume };
}

describe('buildSignal', () => {
  it('hands on how its plan trails the stop, and nothing where it does not', () => {
    const trailing = { by: 'STRUCTURE', distance: null, afterTargets: 2, beyondObjective: false } as const;
    expect(buildSignal(verdict({ trailing })).trailing).toEqual(trailing);
    expect(buildSignal(verdict())).not.toHaveProperty('trailing');
  });

  it('is a pure function of the verdict, named after its pattern', () => {
    const signal = buildSignal(verdict());
    expect(buildSignal(verdict())).toEqual(signal);
    expect(signal).toMatchObject({
      id: signalIdOf(pattern().id),
      positionSize: '100',
      priority: 56,
      createdAtMs: pattern().closeTimeMs,
      expiresAtMs: pattern().closeTimeMs + 5 * DAY_MS,
      correlationId: pattern().id,
    });
    expect(signal.id).toMatch(/^sig_[0-9a-f]{24}$/);
  });

  const broken: readonly [string, Partial<DetectedPattern>, Partial<Sizing>][] = [
    ['no phase', { phase: null }, {}],
    ['a stop beyond the entry', { stop: '101' }, {}],
    ['a target behind the entry', { targets: { primary: '99', secondary: [], conservative: null } }, {}],
    ['an R its prices do not make', {}, { rMultiple: '3.1' }],
    ['no size', {}, { quantity: '0' }],
    ['a confidence two points off its parts', { confidence: 82 }, {}],
  ];
  it.each(broken)('throws on %s', (_what, patternOverrides, sizingOverrides) => {
    expect(() => buildSignal(verdict(patternOverrides, sizingOverrides))).toThrow(RangeError);
  });

  const short: Partial<DetectedPattern> = {
    pattern: 'UTAD',
    direction: 'SHORT',
    entry: '100',
    stop: '105',
    targets: { primary: '85', secondary: [], conservative: null },
  };
  const atTheLimits: readonly [string, Partial<DetectedPattern>, Partial<Sizing>, boolean][] = [
    ['a long with its stop one tick under the entry', { stop: '99.99' }, { rMultiple: '1500' }, true],
    ['a long with its stop on the entry', { stop: '100' }, {}, false],
    ['a long with its target one tick over the entry', targetAt('100.01'), { rMultiple: '0.002' }, true],
    ['a long with its target on the entry', targetAt('100'), { rMultiple: '0' }, false],
    ['a long with a stop at nothing', { stop: '0' }, { rMultiple: '0.15' }, false],
    ['a short with its stop over the entry', short, {}, true],
    ['a short with its stop on the entry', { ...short, stop: '100' }, {}, false],
    ['a short with its stop under the entry', { ...short, stop: '95' }, {}, false],
    ['a short with its target on the entry', { ...short, ...targetAt('100') }, { rMultiple: '0' }, false],
    ['a short with a target at nothing', { ...short, ...targetAt('0') }, { rMultiple: '20' }, false],
    ['R rounded down to four decimals', targetAt('103.33337'), { rMultiple: '0.6666' }, true],
    ['R rounded up', targetAt('103.33337'), { rMultiple: '0.6667' }, false],
    ['R with a zero at its end', {}, { rMultiple: '3.0' }, false],
    ['the least size there is', {}, { quantity: '0.00000001' }, true],
    ['no size', {}, { quantity: '0' }, false],
    ['a confidence 1 over its parts', { confidence: 81 }, {}, true],
    ['a confidence 1.1 over its parts', { confidence: 81, components: parts(80, 80, 79.5) }, {}, false],
    ['a confidence 1 under its parts', { confidence: 79 }, {}, true],
    ['a confidence 1.1 under its parts', { confidence: 79, components: parts(80, 80, 80.5) }, {}, false],
    ['a pattern that weighs half', { confidence: 60, components: parts(100, 20, 20) }, {}, true],
    ['a phase that weighs three tenths', { confidence: 44, components: parts(20, 100, 20) }, {}, true],
    ['a volume that weighs two tenths', { confidence: 36, components: parts(20, 20, 100) }, {}, true],
  ];
  it.each(atTheLimits)('%s', (_what, patternOverrides, sizingOverrides, isGood) => {
    const build = (): unknown => buildSignal(verdict(patternOverrides, sizingOverrides));
    if (isGood) expect(build).not.toThrow();
    else expect(build).toThrow(/^no signal for ACME:1d:/);
  });

  it('takes no R but that of its prices, and no prices in another order', () => {
    const cents = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(cents, cents, cents, fc.constantFrom('LONG', 'SHORT'), (entry, stop, target, direction) => {
        const isOrdered = direction === 'LONG' ? stop < entry && entry < target : target < entry && entry < stop;
        const tenThousandths =
          entry === stop ? 0 : Math.floor((Math.abs(target - entry) * 10_000) / Math.abs(entry - stop));
        const rMultiple = String(tenThousandths / 10_000);
        const prices = {
          direction,
          entry: centsText(entry),
          stop: centsText(stop),
          ...targetAt(centsText(target)),
        } as const;
        if (!isOrdered) return expect(() => buildSignal(verdict(prices, { rMultiple }))).toThrow(RangeError);
        expect(buildSignal(verdict(prices, { rMultiple })).rMultiple).toBe(rMultiple);
        const other = String((tenThousandths + 1) / 10_000);
        return expect(() => buildSignal(verdict(prices, { rMultiple: other }))).toThrow('but its prices make');
      }),
    );
  });

  it('throws on a chain that failed', () => {
    const failed = { ...verdict(), chain: { overall: 'FAIL', needsReview: false, stages: [] } } as const;
    expect(() => buildSignal({ ...failed, chain: { ...failed.chain, stages: [] } })).toThrow('validation failed');
  });

  it.each([
    ['STOCK', 95],
    ['FOREX', 85],
  ] as const)('takes the cap of %s as agreement of a perfect score', (assetClass, confidence) => {
    const perfect = { assetClass, confidence, components: { pattern: 100, phase: 100, volume: 100 } } as const;
    expect(buildSignal(verdict(perfect)).confidence).toBe(confidence);
  });
});

describe('buildRejection', () => {
  it('carries the refusing stage’s own words and the whole chain', () => {
    const refusal = {
      stage: 'PHASE',
      status: 'FAIL',
      validator: 'phase',
      reason: 'phase-confidence-low',
      message: 'the phase itself is doubtful',
      measured: '65',
      limit: '70',
      nearMiss: true,
      atMs: 1,
      metadata: {},
      checks: [] as [],
    } as const;
    const chain = { overall: 'FAIL' as const, needsReview: false, stages: [refusal] };
    expect(buildRejection({ pattern: pattern(), chain, sizing: null })).toMatchObject({
      id: rejectionIdOf(pattern().id),
      stage: 'PHASE',
      reason: 'phase-confidence-low',
      measured: '65',
      limit: '70',
      nearMiss: true,
      target: '115',
      validationChain: chain,
    });
  });

  it('throws on a chain in which nobody refused', () => {
    expect(() => buildRejection(verdict())).toThrow(RangeError);
  });
});
