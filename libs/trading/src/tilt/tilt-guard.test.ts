import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type EndedTradeFact, judgeTilt, type OperatorAction, TILT_MEASURES, type TiltHistory } from './tilt-guard.js';
import { CLASSIC_TILT } from './tilt-limits.js';

const NOW = Date.parse('2024-03-01T15:00:00Z');
const NOTHING: TiltHistory = { actions: [], trades: [], lockedUntilMs: null };
const entry = (secondsAgo: number, riskPercent = '0.5', anomalies = 0): OperatorAction => ({
  kind: 'ENTRY',
  atMs: NOW - secondsAgo * 1_000,
  symbol: 'AAPL',
  riskPercent,
  anomalies,
});
const close = (secondsAgo: number, anomalies = 0): OperatorAction => ({
  ...entry(secondsAgo),
  kind: 'CLOSE',
  riskPercent: null,
  anomalies,
});
const stopped = (secondsAgo: number, trade: Partial<EndedTradeFact> = {}): EndedTradeFact => ({
  symbol: 'AAPL',
  endedAtMs: NOW - secondsAgo * 1_000,
  isStop: true,
  isLoss: true,
  riskPercent: null,
  ...trade,
});
const won = (secondsAgo: number, riskPercent: string): EndedTradeFact =>
  stopped(secondsAgo, { isStop: false, isLoss: false, riskPercent });
const judge = (riskPercent: string, history: Partial<TiltHistory>) =>
  judgeTilt(entry(0, riskPercent), { ...NOTHING, ...history });
const kinds = (verdict: ReturnType<typeof judge>) => [verdict.measure, verdict.anomalies.map(({ kind }) => kind)];

describe('an entry by hand', () => {
  it('with nothing before it is let in whole', () => {
    expect(judge('0.5', {})).toEqual({ measure: 'NONE', anomalies: [], sizeFactor: '1', lockedUntilMs: null });
  });

  it.each([
    [0, 'AAPL', true],
    [59.999, 'AAPL', true],
    [60, 'AAPL', false],
    [10, 'MSFT', false],
  ])('%d s after a stop in %s is a re-entry: %s', (secondsAgo, symbol, found) => {
    const verdict = judge('0.5', { trades: [stopped(secondsAgo, { symbol })] });
    expect(kinds(verdict)).toEqual(found ? ['HALVE_SIZE', ['REENTRY_AFTER_STOP']] : ['NONE', []]);
    expect(verdict.sizeFactor).toBe(found ? '0.5' : '1');
  });

  it('a minute after a target was reached is none', () => {
    expect(kinds(judge('0.5', { trades: [stopped(5, { isStop: false })] }))).toEqual(['NONE', []]);
  });

  it.each([
    ['0.75', 1_800, 3, false],
    ['0.76', 1_800, 3, true],
    ['0.76', 1_801, 3, false],
    ['2', 60, 2, false],
    ['2', 60, 4, true],
  ])('of %s %% %d s after a loss, with %d entries before, is revenge: %s', (risk, secondsAgo, entries, found) => {
    const actions = Array.from({ length: entries }, (_, n) => entry(7_200 + n));
    const verdict = judge(risk, { actions, trades: [stopped(secondsAgo, { symbol: 'MSFT' })] });
    expect(kinds(verdict)).toEqual(found ? ['HALVE_SIZE', ['REVENGE_SIZE']] : ['NONE', []]);
  });

  it.each([
    ['0.75', [stopped(9_000, { riskPercent: '0.5' }), stopped(8_000, { riskPercent: '0.5' })], true],
    ['0.74', [stopped(9_000, { riskPercent: '0.5' }), stopped(8_000, { riskPercent: '0.5' })], false],
    ['2', [stopped(8_000, { riskPercent: '0.5' })], false],
    ['2', [stopped(9_000, { riskPercent: '0.5' }), won(8_500, '0.5'), stopped(8_000, { riskPercent: '0.5' })], false],
    ['2', [stopped(9_000, { riskPercent: '0.5' }), stopped(8_500), stopped(8_000, { riskPercent: '0.5' })], true],
  ])('of %s %% after losses of its own is a martingale: case %#', (risk, trades, found) => {
    const verdict = judge(risk, { trades });
    expect(kinds(verdict)).toEqual(found ? ['LOCK_OUT', ['MARTINGALE']] : ['NONE', []]);
    if (found) expect(verdict).toMatchObject({ sizeFactor: '0', lockedUntilMs: NOW + CLASSIC_TILT.lockOutMs });
  });

  it('that makes three anomalies within the hour locks out, whatever it would do alone', () => {
    const trades = [stopped(10)];
    const two = [entry(3_599, '0.5', 1), close(600, 1)];
    expect(judge('0.5', { trades, actions: two }).measure).toBe('LOCK_OUT');
    expect(judge('0.5', { trades, actions: two.slice(1) }).measure).toBe('HALVE_SIZE');
    expect(judge('0.5', { trades, actions: [entry(3_600, '0.5', 1), close(600, 1)] }).measure).toBe('HALVE_SIZE');
    expect(judge('0.5', { actions: [entry(10, '0.5', 9)] }).measure).toBe('NONE');
  });

  it('waits for the end of a lock-out, which asking does not move', () => {
    const until = NOW + 1;
    expect(judge('0.5', { lockedUntilMs: until })).toMatchObject({ measure: 'LOCK_OUT', lockedUntilMs: until });
    expect(judge('0.5', { lockedUntilMs: NOW })).toMatchObject({ measure: 'NONE', lockedUntilMs: null });
  });
});

describe('calling trades off by hand', () => {
  it.each([
    [3, 'NONE'],
    [4, 'WARN'],
    [8, 'WARN'],
    [9, 'LOCK_OUT'],
  ])('after %d others within the minute: %s', (before, measure) => {
    const actions = [...Array.from({ length: before }, (_, n) => close(n * 5)), close(60), close(61)];
    const verdict = judgeTilt(close(0), { ...NOTHING, actions });
    expect(verdict).toMatchObject({ measure, sizeFactor: '1' });
  });

  it('is never held back, and does not end a lock-out', () => {
    const lockedUntilMs = NOW + 5_000;
    expect(judgeTilt(close(0), { ...NOTHING, lockedUntilMs })).toMatchObject({ sizeFactor: '1', lockedUntilMs });
  });
});

const trade = fc.record({
  symbol: fc.constantFrom('AAPL', 'MSFT'),
  endedAtMs: fc.integer({ min: NOW - 7_200_000, max: NOW + 60_000 }),
  isStop: fc.boolean(),
  isLoss: fc.boolean(),
  riskPercent: fc.option(fc.constantFrom('0.25', '0.5', '1', '2')),
});
const action = fc.record({
  kind: fc.constantFrom('ENTRY', 'CLOSE', 'CANCEL'),
  atMs: fc.integer({ min: NOW - 7_200_000, max: NOW }),
  symbol: fc.constant('AAPL'),
  riskPercent: fc.constantFrom('0.25', '0.5', '1', '2'),
  anomalies: fc.integer({ min: 0, max: 2 }),
}) as fc.Arbitrary<OperatorAction>;
const history = fc.record({
  actions: fc.array(action, { maxLength: 12 }),
  trades: fc.array(trade, { maxLength: 8 }),
  lockedUntilMs: fc.option(fc.integer({ min: NOW - 60_000, max: NOW + 60_000 })),
});

it('never enlarges and never lets anything through a lock-out', () => {
  fc.assert(
    fc.property(history, fc.constantFrom('0.25', '0.5', '2'), (past, risk) => {
      const verdict = judgeTilt(entry(0, risk), past);
      expect(['0', '0.5', '1']).toContain(verdict.sizeFactor);
      expect(verdict.sizeFactor === '0').toBe(verdict.measure === 'LOCK_OUT');
      expect(verdict.lockedUntilMs !== null).toBe(verdict.measure === 'LOCK_OUT');
      if (past.lockedUntilMs !== null && past.lockedUntilMs > NOW) expect(verdict.measure).toBe('LOCK_OUT');
    }),
  );
});

it('asks no less of a larger size', () => {
  fc.assert(
    fc.property(history, (past) => {
      const hardness = (risk: string) => TILT_MEASURES.indexOf(judgeTilt(entry(0, risk), past).measure);
      expect(hardness('2')).toBeGreaterThanOrEqual(hardness('0.5'));
    }),
  );
});
