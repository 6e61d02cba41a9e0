import { describe, expect, it } from '@jest/globals';
import { STAGES, stageVerdict, failure, warning, type StageVerdict } from '@tape/risk-rules';
import type { Phase, TradablePattern } from '@tape/wyckoff';
import * as fc from 'fast-check';
import { beginChain, concludeChain, continueChain, REVIEW_CONFIDENCE, type ValidationChain } from './chain.js';
import type { DetectedPattern } from './detected-pattern.js';
import { sampleContext, sampleForex, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';
import type { ValidationContext } from './validation-context.js';

const ratio = fc.option(fc.double({ min: 0, max: 6, noNaN: true }));
const score = fc.integer({ min: 0, max: 100 });
const percentile = fc.option(score);

/** Candidates of every kind, sound ones and hopeless ones. */
const patterns: fc.Arbitrary<DetectedPattern> = fc
  .record({
    base: fc.constantFrom(samplePattern(), sampleForex(), samplePattern({ assetClass: 'CRYPTO', timeframe: '1h' })),
    pattern: fc.constantFrom<TradablePattern>('SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY'),
    phase: fc.option(fc.constantFrom<Phase>('A', 'B', 'C', 'D', 'E')),
    phaseConfidence: fc.integer({ min: 60, max: 100 }),
    confidence: fc.integer({ min: 70, max: 95 }),
    closeTimeMs: fc.integer({ min: 0, max: 14 * 24 * 60 }).map((minutes) => WEDNESDAY_MS + minutes * 60_000),
    relativeVolume: ratio,
    testVolumeRatio: ratio,
    springType: fc.constantFrom(1, 2, 3, null),
    closePosition: fc.double({ min: 0, max: 1, noNaN: true }),
    iceStrength: fc.integer({ min: 55, max: 100 }),
    atrPercentile: percentile,
    volumePercentile: percentile,
    trend: fc.constantFrom('TRENDING_UP', 'TRENDING_DOWN', 'SIDEWAYS', null),
  })
  .map(({ base, relativeVolume, testVolumeRatio, springType, closePosition, iceStrength, ...rest }) => {
    const { atrPercentile, volumePercentile, trend, ...own } = rest;
    return {
      ...base,
      ...own,
      side: ['UTAD', 'SOW', 'LPSY'].includes(own.pattern) ? 'DISTRIBUTION' : 'ACCUMULATION',
      volume: {
        ...base.volume,
        relativeVolume,
        rangeRelativeVolume: relativeVolume,
        testVolumeRatio,
        springType,
        closePosition,
      },
      range: { ...base.range, iceStrength },
      market: { ...base.market, atrPercentile, volumePercentile, trend },
    } as const;
  });

const contexts: fc.Arbitrary<ValidationContext> = fc
  .record({
    profile: fc.constantFrom('classic' as const, 'strict' as const),
    calendar: fc.constantFrom({ earnings: null, news: null }, { earnings: [], news: [] }),
    campaignBlockedUntilMs: fc.option(fc.constant(WEDNESDAY_MS)),
    missing: fc.subarray(['instrument', 'campaign'] as const, { maxLength: 1 }),
  })
  .map((context) => sampleContext(context));

function riskVerdict(status: 'PASS' | 'WARN' | 'FAIL'): StageVerdict {
  const findings =
    status === 'PASS' ? [] : [status === 'WARN' ? warning('value-clipped', '') : failure('heat-cap', '', 11, 10)];
  return stageVerdict({ stage: 'RISK', validator: 'risk', atMs: 0, findings, passMessage: 'ok' });
}

const riskStatus = fc.constantFrom('PASS' as const, 'WARN' as const, 'FAIL' as const);

function chainOf(pattern: DetectedPattern, context: ValidationContext, risk: StageVerdict): ValidationChain {
  const start = beginChain(pattern, context);
  return start.next === 'concluded' ? start.chain : continueChain(pattern, context, start.stages, risk).chain;
}

function warningsIn({ stages }: ValidationChain): number {
  return stages.flatMap(({ checks }) => checks).filter(({ status }) => status === 'WARN').length;
}

describe('the chain, whatever the candidate', () => {
  const given = fc.tuple(patterns, contexts, riskStatus);
  const everyChain = (promise: (chain: ValidationChain, pattern: DetectedPattern) => void): void => {
    fc.assert(
      fc.property(given, ([pattern, context, status]) => {
        promise(chainOf(pattern, context, riskVerdict(status)), pattern);
      }),
      { numRuns: 500 },
    );
  };

  it('asks the stages in order and ends at the first FAIL, or after the last', () => {
    everyChain(({ stages, overall }) => {
      expect(stages.map(({ stage }) => stage)).toEqual(STAGES.slice(0, stages.length));
      const failed = stages.findIndex(({ status }) => status === 'FAIL');
      expect(failed === -1 ? STAGES.length : failed + 1).toBe(stages.length);
      expect(overall === 'FAIL').toBe(failed !== -1);
    });
  });

  it('never makes a PASS of a WARN, at any confidence', () => {
    everyChain(({ stages, overall }) => {
      if (stages.some(({ status }) => status === 'WARN')) expect(overall).not.toBe('PASS');
      expect(overall === 'PASS').toBe(stages.every(({ status }) => status === 'PASS'));
    });
  });

  it('gives a stage the worst that its checks found, and shows the finding that decided', () => {
    everyChain(({ stages }) => {
      for (const { stage, status, checks, measured, limit } of stages) {
        if (stage === 'RISK') continue;
        const worst = (['FAIL', 'WARN'] as const).find((each) => checks.some((check) => check.status === each));
        expect(status).toBe(worst ?? 'PASS');
        expect(checks).toContainEqual(expect.objectContaining({ status, measured, limit }));
      }
    });
  });

  it('shows measured value and limit of every stage', () => {
    everyChain(({ stages }) => {
      for (const { stage, measured, limit } of stages) {
        if (stage !== 'RISK') expect([measured, limit]).not.toContain(null);
      }
    });
  });

  it('asks for a person on two WARNs, and on one under the confidence for it', () => {
    everyChain((chain, pattern) => {
      if (chain.overall === 'FAIL') return;
      const risk = chain.stages.some(({ stage, status }) => stage === 'RISK' && status === 'WARN') ? 1 : 0;
      const warnings = warningsIn(chain) + risk;
      const expected = warnings >= 2 || (warnings === 1 && pattern.confidence < REVIEW_CONFIDENCE);
      expect(chain.needsReview).toBe(expected);
    });
  });

  it('comes to the same for the same candidate', () => {
    fc.assert(
      fc.property(given, ([pattern, context, status]) => {
        const risk = riskVerdict(status);
        expect(chainOf(pattern, context, risk)).toEqual(chainOf(structuredClone(pattern), context, risk));
      }),
    );
  });
});

describe('concludeChain, whatever the stages', () => {
  it('goes by the worst, and no confidence changes it', () => {
    fc.assert(
      fc.property(fc.array(riskStatus, { maxLength: 5 }), score, score, (statuses, one, other) => {
        const stages = statuses.map(riskVerdict);
        const expected = statuses.includes('FAIL') ? 'FAIL' : statuses.includes('WARN') ? 'WARN' : 'PASS';
        expect(concludeChain(stages, one).overall).toBe(expected);
        expect(concludeChain(stages, other).overall).toBe(expected);
      }),
    );
  });
});
