import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { comparisonByWindow, metricsByWindow, type EndedTrade } from './metric-windows.js';
import { compareEngines, outcomeMetrics, resultOf } from './outcome-metrics.js';

const DAY_MS = 86_400_000;
const times = (count: number, value: number): readonly number[] => Array.from({ length: count }, () => value);

describe('results', () => {
  it.each([
    [0.0501, 'WIN'],
    [0.05, 'BREAK_EVEN'],
    [0, 'BREAK_EVEN'],
    [-0.05, 'BREAK_EVEN'],
    [-0.0501, 'LOSS'],
  ])('%d R is %s', (r, result) => {
    expect(resultOf(r)).toBe(result);
  });

  it.each([
    [9, 'not-reported', null],
    [10, 'insufficient sample', 1],
    [29, 'insufficient sample', 1],
    [30, 'sound', 1],
  ])('of %d trades are %s', (count, sufficiency, expectancyR) => {
    expect(outcomeMetrics(times(count, 1))).toMatchObject({ sample: count, sufficiency, expectancyR });
  });

  it('count a break-even neither as won nor as lost, but in what is expected', () => {
    expect(outcomeMetrics([...times(6, 2), ...times(2, -1), ...times(2, 0)])).toEqual({
      sample: 10,
      sufficiency: 'insufficient sample',
      wins: 6,
      losses: 2,
      breakEvens: 2,
      winRatePercent: 75,
      expectancyR: 1,
      // 1 over the root of 16/9
      sharpe: 0.75,
    });
  });

  it('have no win rate without a decision and no Sharpe without a deviation', () => {
    expect(outcomeMetrics(times(10, 0.01))).toMatchObject({ winRatePercent: null, sharpe: null, breakEvens: 10 });
  });

  it('are finite, complete and independent of their order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -5, max: 10, noNaN: true }), { minLength: 10, maxLength: 80 }), (all) => {
        const metrics = outcomeMetrics(all);
        expect((metrics.wins ?? 0) + (metrics.losses ?? 0) + (metrics.breakEvens ?? 0)).toBe(all.length);
        for (const value of Object.values(metrics)) {
          if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
        }
        expect(outcomeMetrics(all.toReversed()).wins).toBe(metrics.wins);
      }),
    );
  });
});

const spread = (count: number, mean: number) => Array.from({ length: count }, (_, n) => mean + (n % 2 === 0 ? 1 : -1));

describe('the comparison', () => {
  it.each([
    [0, 0, null, 'insufficient sample'],
    [8, 1, null, 'insufficient sample'],
    [28, 1, 1, 'insufficient sample'],
    [30, 1, 1, 'B is better'],
    [30, -1, -1, 'A is better'],
    [30, 0.1, 0.1, 'no difference shown'],
    [30, 0, 0, 'no difference shown'],
  ])('of %d pairs with a mean of %d', (count, mean, meanDifferenceR, judgement) => {
    expect(compareEngines(spread(count, mean))).toEqual({ pairs: count, meanDifferenceR, judgement });
  });

  it('of engines that do the same shows nothing', () => {
    expect(compareEngines(times(100, 0))).toMatchObject({ judgement: 'no difference shown' });
  });
});

describe('windows', () => {
  const trade = (n: number, overrides: Partial<EndedTrade> = {}): EndedTrade => ({
    experimentId: `exp_${n}`,
    engine: 'A',
    kind: 'SHADOW',
    exit: 'OWN',
    rMultiple: 1,
    closedAtMs: 400 * DAY_MS - n * DAY_MS,
    ...overrides,
  });
  const asOfMs = 400 * DAY_MS;

  it('hold what ended in them, and never mix real and shadow', () => {
    const trades = Array.from({ length: 40 }, (_, n) => [trade(n), trade(n, { kind: 'REAL', rMultiple: -1 })]).flat();
    const metrics = metricsByWindow(trades, asOfMs);
    const pick = (window: string, kind: string) =>
      metrics.find(
        (each) => each.window === window && each.kind === kind && each.engine === 'A' && each.exit === 'OWN',
      );
    expect(pick('7d', 'SHADOW')).toMatchObject({ sample: 7, expectancyR: null });
    expect(pick('30d', 'SHADOW')).toMatchObject({ sample: 30, expectancyR: 1 });
    expect(pick('30d', 'REAL')).toMatchObject({ sample: 30, expectancyR: -1 });
    expect(pick('all', 'SHADOW')).toMatchObject({ sample: 40 });
  });

  it('know nothing of what ended later', () => {
    const [first] = metricsByWindow([trade(-1)], asOfMs);
    expect(first).toMatchObject({ sample: 0 });
  });

  it('compare only signals that both engines ended', () => {
    const trades = [trade(1), trade(1, { engine: 'B', rMultiple: 3 }), trade(2), trade(3, { engine: 'B' })];
    const all = comparisonByWindow(trades, asOfMs).find(({ window, exit }) => window === 'all' && exit === 'OWN');
    expect(all).toMatchObject({ pairs: 1, judgement: 'insufficient sample' });
  });
});
