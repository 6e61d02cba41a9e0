import { describe, expect, it } from '@jest/globals';
import { assess, type StageVerdict } from '@tape/risk-rules';
import {
  beginChain,
  concludeChain,
  continueChain,
  runValidator,
  validateAfterRisk,
  validateBeforeRisk,
} from './chain.js';
import type { DetectedPattern } from './detected-pattern.js';
import { sampleContext, samplePattern, STOCK } from './testing/sample-candidate.js';
import type { Validator } from './validator.js';

function verdict(status: StageVerdict['status'], overrides: Partial<StageVerdict> = {}): StageVerdict {
  return {
    stage: 'VOLUME',
    status,
    validator: 'volume',
    reason: status === 'PASS' ? null : 'reason',
    message: '',
    measured: null,
    limit: null,
    nearMiss: false,
    atMs: 0,
    metadata: {},
    checks: [],
    ...overrides,
  };
}

function riskOf(pattern: DetectedPattern): StageVerdict {
  return assess(pattern, STOCK, {
    equity: '100000',
    tradingState: 'ACTIVE',
    heldReservations: [],
    openPositions: [],
    campaigns: [],
    rates: {},
  }).verdict;
}

describe('the chain', () => {
  it('asks all five stages of a sound candidate, in order', () => {
    const pattern = samplePattern();
    const start = beginChain(pattern, sampleContext());
    if (start.next !== 'ask-risk') throw new Error('concluded early');
    const end = continueChain(pattern, sampleContext(), start.stages, riskOf(pattern));
    expect(end.releaseBecause).toBeNull();
    expect(end.chain.overall).toBe('PASS');
    expect(end.chain.stages.map((stage) => stage.stage)).toEqual(['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY']);
  });

  it('stops at the first FAIL and keeps what was said before', () => {
    const start = beginChain(samplePattern({ phase: 'A' }), sampleContext());
    expect(start).toMatchObject({ next: 'concluded', chain: { overall: 'FAIL' } });
    if (start.next !== 'concluded') throw new Error('went on');
    expect(start.chain.stages.map((stage) => [stage.stage, stage.status])).toEqual([
      ['VOLUME', 'PASS'],
      ['PHASE', 'FAIL'],
    ]);
  });

  it('does not ask STRATEGY when risk refused, and has nothing to release', () => {
    const pattern = samplePattern();
    const refused = verdict('FAIL', { stage: 'RISK' });
    const end = continueChain(pattern, sampleContext(), validateBeforeRisk(pattern, sampleContext()), refused);
    expect(end.chain.stages.at(-1)?.stage).toBe('RISK');
    expect(end.releaseBecause).toBeNull();
  });

  it('says why the reserved money must be released when STRATEGY refuses', () => {
    const pattern = samplePattern();
    const context = sampleContext({
      calendar: { earnings: [{ symbol: 'ACME', atMs: pattern.closeTimeMs }], news: [] },
    });
    const end = continueChain(pattern, context, validateBeforeRisk(pattern, context), riskOf(pattern));
    expect(end.releaseBecause).toBe('strategy:earnings-near');
  });

  it('turns a validator that throws into a refusal of its stage', () => {
    const broken: Validator = {
      stage: 'LEVELS',
      name: 'broken',
      passMessage: '',
      needs: [],
      checks: () => {
        throw new TypeError('no such level');
      },
      metadata: () => ({}),
    };
    expect(runValidator(broken, samplePattern(), sampleContext())).toMatchObject({
      stage: 'LEVELS',
      status: 'FAIL',
      reason: 'validator-error',
      message: expect.stringContaining('no such level'),
      checks: [],
    });
  });

  it('shows measured value and limit of every stage that was asked, on PASS too', () => {
    const pattern = samplePattern();
    const stages = [...validateBeforeRisk(pattern, sampleContext()), validateAfterRisk(pattern, sampleContext())];
    expect(stages.map(({ stage, status, measured, limit }) => [stage, status, measured, limit])).toEqual([
      ['VOLUME', 'PASS', '0.6', '0.7'],
      ['PHASE', 'PASS', '80', '70'],
      ['LEVELS', 'PASS', '70', '60'],
      ['STRATEGY', 'PASS', '50', '95'],
    ]);
    for (const { checks } of stages) expect(checks.length).toBeGreaterThan(0);
  });
});

describe('context that could not be read in time', () => {
  it('refuses at VOLUME without the instrument', () => {
    const context = sampleContext({ instrument: null, missing: ['instrument'] });
    expect(beginChain(samplePattern(), context)).toMatchObject({
      next: 'concluded',
      chain: {
        overall: 'FAIL',
        stages: [{ stage: 'VOLUME', reason: 'context-missing:instrument', measured: 'missing', limit: 'known' }],
      },
    });
  });

  it('refuses at STRATEGY without the campaign, and gives back what risk reserved', () => {
    const pattern = samplePattern();
    const context = sampleContext({ missing: ['campaign'] });
    const end = continueChain(pattern, context, validateBeforeRisk(pattern, context), riskOf(pattern));
    expect(end.chain.stages.at(-1)).toMatchObject({ stage: 'STRATEGY', reason: 'context-missing:campaign' });
    expect(end.releaseBecause).toBe('strategy:context-missing:campaign');
  });

  it('is no matter for stages that do not need it', () => {
    const context = sampleContext({ missing: ['campaign'] });
    expect(validateBeforeRisk(samplePattern(), context).map(({ status }) => status)).toEqual(['PASS', 'PASS', 'PASS']);
  });
});

describe('concludeChain', () => {
  const PASS = verdict('PASS');
  const WARN = verdict('WARN');
  it.each([
    ['nothing against it', [PASS, PASS], 70, 'PASS', false],
    ['one WARN at 80', [PASS, WARN], 80, 'WARN', false],
    ['one WARN at 79', [PASS, WARN], 79, 'WARN', true],
    ['two WARNs at 95', [WARN, WARN], 95, 'WARN', true],
    ['two warnings in one stage at 95', [verdict('WARN', { metadata: { warnings: 2 } })], 95, 'WARN', true],
    ['a WARN and a FAIL', [WARN, verdict('FAIL')], 95, 'FAIL', false],
  ] as const)('%s', (_what, stages, confidence, overall, needsReview) => {
    expect(concludeChain(stages, confidence)).toMatchObject({ overall, needsReview });
  });
});
