import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { DetectedPattern } from '@tape/validation';
import type { Sizing } from '@tape/risk-rules';
import { rejectionIdOf, signalIdOf } from '../ids.js';
import { DAY_MS, pattern, verdict } from '../testing/sample-trade.js';
import { buildRejection } from './build-rejection.js';
import { buildSignal } from './build-signal.js';
import { comparePriority, priorityOf, type Queued } from './priority.js';
import { nextSignalStatus, SIGNAL_TRANSITIONS, type SignalEvent, type SignalStatus } from './signal-status.js';

describe('priorityOf', () => {
  it.each([
    [70, '2', 'SOW', 0],
    [95, '5', 'SPRING', 100],
    [99, '50', 'SPRING', 100],
    [60, '1', 'SOW', 0],
    [82.5, '3.5', 'LPS', 55.1],
    [70, '2', 'SOS', 9.9],
  ] as const)('confidence %s, %s R, %s: %s', (confidence, rMultiple, name, priority) => {
    expect(priorityOf({ confidence, rMultiple, pattern: name })).toBe(priority);
  });
});

describe('comparePriority', () => {
  const queued: fc.Arbitrary<Queued> = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    symbol: fc.constantFrom('X', 'Y'),
    priority: fc.constantFrom(10, 20, 20.5),
    barTimeMs: fc.constantFrom(1, 2),
  });

  it('is a total order: antisymmetric, transitive, and a tie only with itself', () => {
    fc.assert(
      fc.property(queued, queued, queued, (a, b, c) => {
        expect(Math.sign(comparePriority(a, b)) + Math.sign(comparePriority(b, a))).toBe(0);
        if (comparePriority(a, b) < 0 && comparePriority(b, c) < 0) expect(comparePriority(a, c)).toBeLessThan(0);
        if (comparePriority(a, b) === 0) expect(a).toEqual(b);
      }),
    );
  });

  it('puts the better first, then the earlier bar', () => {
    const base = { id: 'a', symbol: 'X', priority: 10, barTimeMs: 5 };
    const earlier = { ...base, id: 'z', barTimeMs: 4 };
    const better = { ...base, id: 'y', priority: 11, barTimeMs: 9 };
    expect([base, earlier, better].toSorted(comparePriority)).toEqual([better, earlier, base]);
  });
});

describe('buildSignal', () => {
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

describe('signal status', () => {
  const STATUSES = Object.keys(SIGNAL_TRANSITIONS) as SignalStatus[];
  const EVENTS = Object.keys(SIGNAL_TRANSITIONS.APPROVED) as SignalEvent[];
  const ENDED: readonly SignalStatus[] = ['TARGET_HIT', 'STOPPED', 'CLOSED', 'EXPIRED', 'CANCELLED'];

  it('never leaves an end, and ends as a trade only after a fill, over any sequence of events', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 20 }), (events) => {
        let status: SignalStatus = 'APPROVED';
        let wasFilled = false;
        for (const event of events) {
          const next = nextSignalStatus(status, event);
          if (ENDED.includes(status)) expect(next).toBeNull();
          if (next === null) continue;
          expect(STATUSES).toContain(next);
          wasFilled ||= next === 'FILLED';
          if (['TARGET_HIT', 'STOPPED', 'CLOSED'].includes(next)) expect(wasFilled).toBe(true);
          status = next;
        }
      }),
    );
  });
});
