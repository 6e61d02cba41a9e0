import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import { CLASSIC_RISK } from '@tape/risk-rules';
import type { Candidate } from '@tape/wyckoff';
import type { BarOutcome } from './bar-outcome.js';
import { createPipeline } from './pipeline.js';
import { runBacktest, type BacktestRequest, type BacktestResult } from './run-backtest.js';
import { bar, coin, DAY_0_MS, DAY_MS, quiet, scripted, seriesOf, spring, stock } from './testing/scripted-market.js';

function run(
  bars: readonly PriceBar[],
  candidates: readonly Candidate[],
  overrides: Partial<BacktestRequest> = {},
): BacktestResult & { readonly outcomes: readonly BarOutcome[] } {
  const outcomes: BarOutcome[] = [];
  const result = runBacktest({
    series: [seriesOf(coin('AAA'), bars)],
    initialEquity: '100000',
    analyzer: scripted(candidates),
    onBar: (outcome) => outcomes.push(outcome),
    ...overrides,
  });
  return { ...result, outcomes };
}

describe('the order of one bar', () => {
  it('decides on the close, enters at the next open, and takes profit when the targets are touched', () => {
    const { outcomes, orders, signalStatus, signals } = run(
      [quiet(0), quiet(1, 103), bar(2, 104, 141, 103, 139)],
      [spring(0)],
    );
    expect(outcomes.map((outcome) => outcome.signals.length)).toEqual([1, 0, 0]);
    expect(outcomes.map((outcome) => outcome.fills.map((fill) => fill.price))).toEqual([
      [],
      ['103.06'],
      ['121', '140'],
    ]);
    expect(orders.map((order) => [order.purpose, order.state, order.atMs - DAY_0_MS])).toEqual([
      ['ENTRY', 'FILLED', DAY_MS],
      ['TARGET', 'FILLED', 2 * DAY_MS],
      ['TARGET', 'FILLED', 2 * DAY_MS],
    ]);
    expect(Object.values(signalStatus)).toEqual(['TARGET_HIT']);
    expect(signals[0]).toMatchObject({ positionSize: '125', createdAtMs: DAY_0_MS + DAY_MS });
  });

  it('moves the campaign with its positions', () => {
    const { outcomes } = run([quiet(0), quiet(1), bar(2, 104, 141, 103, 139)], [spring(0)]);
    expect(outcomes.map((outcome) => outcome.campaignChanges.map((change) => change.state))).toEqual([
      ['FORMING'],
      ['ACTIVE'],
      ['COMPLETED'],
    ]);
  });

  it('fires a guard on the bar that broke it and sells at the next open, past the stop', () => {
    const { outcomes, positions } = run(
      [quiet(0), quiet(1), bar(2, 101, 102, 98.4, 101), bar(3, 97, 99, 96, 98)],
      [spring(0)],
    );
    expect(outcomes[2]?.exits).toMatchObject([{ trigger: 'SPRING_LOW_BREAK', measured: '98.4', limit: '98.5' }]);
    expect(outcomes[3]?.fills).toMatchObject([{ price: '96.95' }]);
    expect(positions).toMatchObject([{ exitReason: 'EMERGENCY_EXIT', quantity: '0' }]);
  });

  it('blocks a campaign for five days after its guard broke, and takes it again afterwards', () => {
    const broken = [quiet(0), quiet(1), bar(2, 101, 102, 98.4, 101)];
    const later = Array.from({ length: 8 }, (_, index) => quiet(3 + index));
    const { verdicts } = run([...broken, ...later], [spring(0), spring(7), spring(8)]);
    expect(verdicts.map((verdict) => [verdict.chain.overall, verdict.chain.stages.at(-1)?.reason])).toEqual([
      ['PASS', null],
      ['FAIL', 'campaign-blocked'],
      ['PASS', null],
    ]);
  });

  it('cancels an entry whose open is through its guard and frees its money', () => {
    const { outcomes, signalStatus } = run([quiet(0), bar(1, 98.2, 99, 98.1, 99)], [spring(0)]);
    expect(outcomes[1]?.executionEvents).toMatchObject([{ step: 'cancelled', order: { reason: 'open-beyond-guard' } }]);
    expect(outcomes[1]?.campaignChanges.map((change) => change.state)).toEqual(['COMPLETED']);
    expect(Object.values(signalStatus)).toEqual(['CANCELLED']);
  });
});

describe('money', () => {
  it('is given back when STRATEGY refuses after risk reserved', () => {
    const wild = spring(0, 'AAA', {
      market: { atr: 2, atrPercentile: 99, volumePercentile: 99, adx: 20, trend: 'SIDEWAYS' },
    });
    const pipeline = createPipeline({
      series: [seriesOf(coin('AAA'), [])],
      initialEquity: '100000',
      analyzer: scripted([wild]),
    });
    const outcome = pipeline.push({ ...quiet(0), symbol: 'AAA', timeframe: '1d' });
    expect(outcome.rejections).toMatchObject([{ stage: 'STRATEGY', reason: 'climactic-volatility' }]);
    expect(outcome.campaignChanges.map((change) => change.state)).toEqual(['FORMING', 'COMPLETED']);
    expect(pipeline.risk.reservations).toEqual([]);
    expect(outcome.verdicts[0]?.sizing).toBeNull();
  });

  it('is shared by the candidates of one bar, best first, until the campaign’s budget is used', () => {
    const several = Array.from({ length: 6 }, (_, index) => ({ ...spring(0), id: `AAA:1d:SPRING:${index}:r1` }));
    const { verdicts } = run([quiet(0)], several);
    expect(verdicts.map((verdict) => verdict.chain.stages.at(-1)?.reason)).toEqual([
      null,
      null,
      null,
      null,
      'campaign-budget',
      'campaign-budget',
    ]);
  });

  it('is one portfolio over all series', () => {
    const symbols = Array.from({ length: 22 }, (_, index) => `C${String(index).padStart(2, '0')}`);
    const result = runBacktest({
      series: symbols.map((symbol) => seriesOf({ ...coin(symbol), sector: symbol }, [quiet(0)])),
      initialEquity: '100000',
      analyzer: scripted(symbols.map((symbol) => spring(0, symbol))),
    });
    expect(result.signals).toHaveLength(20);
    expect(result.rejections.map((rejection) => rejection.reason)).toEqual([
      'portfolio-heat-cap',
      'portfolio-heat-cap',
    ]);
  });
});

describe('portfolio limits', () => {
  const crash = bar(2, 70, 71, 69, 70);

  it('stop new trades for the rest of a day that lost too much', () => {
    const { outcomes, verdicts } = run([quiet(0), quiet(1), crash, quiet(3)], [spring(0), spring(2), spring(3)]);
    // 125 units from 102.06 to 69.96 cost 4 012, 4 % of the account
    expect(outcomes[2]?.exits.map((exit) => exit.trigger)).toContain('DAILY_LOSS');
    expect(outcomes[2]?.stateChanges).toMatchObject([{ to: 'REDUCING' }]);
    expect(verdicts[1]?.chain.stages.at(-1)?.reason).toBe('trading-reducing');
    expect(outcomes[3]?.stateChanges).toMatchObject([{ to: 'ACTIVE', reason: 'new-trading-day' }]);
  });

  it('close everything and halt at the drawdown limit, over all series', () => {
    const two = [
      seriesOf(coin('AAA'), [quiet(0), quiet(1), quiet(2), quiet(3)]),
      seriesOf(coin('BBB'), [quiet(0), quiet(1), crash, quiet(3)]),
    ];
    const result = runBacktest({
      series: two,
      initialEquity: '100000',
      riskProfile: { ...CLASSIC_RISK, maxDrawdownPercent: '3' },
      analyzer: scripted([spring(0, 'AAA'), spring(0, 'BBB'), spring(3, 'AAA')]),
    });
    expect(result.exits.map((exit) => exit.trigger)).toContain('MAX_DRAWDOWN');
    expect(result.positions.map((position) => [position.symbol, position.exitReason])).toEqual([
      ['AAA', 'EMERGENCY_EXIT'],
      ['BBB', 'STOP'],
    ]);
    expect(result.rejections.at(-1)?.reason).toBe('trading-halted');
  });
});

describe('a bar', () => {
  const pipeline = createPipeline({
    series: [seriesOf(stock('AAA'), [])],
    initialEquity: '1000',
    analyzer: scripted([]),
  });

  it('of a series that was not declared is refused', () => {
    expect(() => pipeline.push({ ...quiet(0), symbol: 'ZZZ', timeframe: '1d' })).toThrow('not declared');
  });

  it('that is not after the last one is refused', () => {
    const twice = { ...quiet(5), symbol: 'AAA', timeframe: '1d' } as const;
    pipeline.push(twice);
    expect(() => pipeline.push(twice)).toThrow('not after');
  });
});
