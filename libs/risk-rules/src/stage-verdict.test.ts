import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { bounded, findingsOf, held, raised, shownChecks, type NumericBound } from './stage-check.js';
import { failure, stageVerdict, warning, type StageCheck } from './stage-verdict.js';

const BASE = { stage: 'LEVELS', validator: 'levels', atMs: 7, passMessage: 'all is well' } as const;

describe('bounded', () => {
  const cases: readonly [NumericBound, number, number, boolean][] = [
    ['at-least', 0.99, 1, false],
    ['at-least', 1, 1, true],
    ['at-least', 1.01, 1, true],
    ['over', 1, 1, false],
    ['over', 1.01, 1, true],
    ['at-most', 1, 1, true],
    ['at-most', 1.01, 1, false],
    ['under', 0.99, 1, true],
    ['under', 1, 1, false],
    ['at-least', Number.NaN, 1, false],
    ['over', Number.NaN, 1, false],
    ['at-most', Number.NaN, 1, false],
    ['under', Number.NaN, 1, false],
  ];
  it.each(cases)('%s: %s against %s holds: %s', (bound, measured, limit, holds) => {
    const check = bounded('width', measured, bound, limit, { reason: 'narrow', message: 'too narrow' });
    expect(check.status).toBe(holds ? 'PASS' : 'FAIL');
    expect(check.finding?.reason).toBe(holds ? undefined : 'narrow');
    expect(check).toMatchObject({ name: 'width', measured: String(measured), bound, limit: String(limit) });
  });

  it('warns where a broken bound is only a doubt', () => {
    const check = bounded('width', 1, 'over', 2, { status: 'WARN', reason: 'narrow', message: 'a little narrow' });
    expect(check.finding).toMatchObject({ status: 'WARN', nearMiss: false });
  });
});

describe('near misses', () => {
  it('are exactly the refusals within 10 % of a limit, on either side', () => {
    const limit = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100);
    const tenths = fc.integer({ min: -2_000, max: 2_000 });
    fc.assert(
      fc.property(limit, tenths, (bound, tenthsOfAPercent) => {
        fc.pre(Math.abs(tenthsOfAPercent) !== 100);
        const { nearMiss } = failure('reason', '', bound * (1 + tenthsOfAPercent / 1_000), bound);
        expect(nearMiss).toBe(Math.abs(tenthsOfAPercent) < 100);
      }),
    );
  });

  it.each([
    [0.77, 0.7, true],
    [0.63, 0.7, true],
    [0.7701, 0.7, false],
    [1.35, 1.5, true],
    [1.3499, 1.5, false],
    [11, 10, true],
    [11.01, 10, false],
    [-0.0331, -0.03, false],
    [-0.033, -0.03, true],
  ])('%s against %s: %s', (measured, limit, nearMiss) => {
    expect(failure('reason', '', measured, limit).nearMiss).toBe(nearMiss);
  });

  it('are never words and never warnings', () => {
    expect(failure('reason', '', 'B', 'C').nearMiss).toBe(false);
    expect(failure('reason', '', null, 1).nearMiss).toBe(false);
    expect(warning('reason', '', 1, 1).nearMiss).toBe(false);
  });
});

describe('stageVerdict', () => {
  const NEAR = held('ice strength', 61, 'at-least', 60);
  const FAR = held('width', 9, 'at-least', 3);
  const WORDS = held('phase', 'C', 'is', 'C');

  it('shows on PASS the value that came nearest to its limit, and all the others beside it', () => {
    const checks = [WORDS, FAR, NEAR];
    expect(stageVerdict({ ...BASE, findings: [], checks: shownChecks(checks) })).toEqual({
      stage: 'LEVELS',
      status: 'PASS',
      validator: 'levels',
      reason: null,
      message: 'all is well',
      measured: '61',
      limit: '60',
      nearMiss: false,
      atMs: 7,
      metadata: {},
      checks: [
        { name: 'phase', status: 'PASS', measured: 'C', bound: 'is', limit: 'C' },
        { name: 'width', status: 'PASS', measured: '9', bound: 'at-least', limit: '3' },
        { name: 'ice strength', status: 'PASS', measured: '61', bound: 'at-least', limit: '60' },
      ],
    });
  });

  const nearest: readonly [string, readonly StageCheck[], string | null, string | null][] = [
    ['words where there are no numbers', [WORDS], 'C', 'C'],
    ['the first of equals', [held('a', 110, 'at-most', 100), held('b', 90, 'at-most', 100)], '110', '100'],
    ['a limit of zero by its distance', [held('a', 5, 'over', 0), held('b', 12, 'over', 2)], '5', '0'],
    ['numbers before words and gaps', [WORDS, held('a', null, 'over', 1), NEAR], '61', '60'],
    ['nothing where nothing was looked at', [], null, null],
  ];
  it.each(nearest)('takes %s', (_what, checks, measured, limit) => {
    expect(stageVerdict({ ...BASE, findings: [], checks })).toMatchObject({ status: 'PASS', measured, limit });
  });

  it('shows on WARN and FAIL the finding that decided, not the nearest value', () => {
    const doubt = raised('volume', 'under', warning('volume-absorbed', 'heavy', 1.2, 1));
    const refusal = raised('width', 'at-least', failure('range-too-narrow', 'narrow', 1, 3));
    for (const [checks, reason] of [
      [[NEAR, doubt], 'volume-absorbed'],
      [[NEAR, doubt, refusal], 'range-too-narrow'],
    ] as const) {
      const verdict = stageVerdict({ ...BASE, findings: findingsOf(checks), checks: shownChecks(checks) });
      expect(verdict.reason).toBe(reason);
      expect(verdict.checks).toHaveLength(checks.length);
    }
  });

  it('counts warnings beside the one that decided, and needs no checks', () => {
    const verdict = stageVerdict({ ...BASE, findings: [warning('one', ''), warning('two', '')] });
    expect(verdict).toMatchObject({ status: 'WARN', reason: 'one', metadata: { warnings: 2, alsoWarned: 'two' } });
    expect(verdict.checks).toEqual([]);
  });
});
