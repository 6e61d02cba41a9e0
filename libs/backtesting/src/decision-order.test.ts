import { describe, expect, it } from '@jest/globals';
import { toDetectedPattern, type DetectedPattern } from '@tape/validation';
import { inDecisionOrder } from './decision-order.js';
import { mergeByClose, seriesBarOf } from './merge-series.js';
import { createPipeline } from './pipeline.js';
import { runBacktest } from './run-backtest.js';
import { bar, coin, quiet, scripted, seriesOf, spring } from './testing/scripted-market.js';

function offer(symbol: string, confidence: number, overrides: object = {}): { readonly patterns: DetectedPattern[] } {
  return {
    patterns: [toDetectedPattern(spring(0, symbol, { confidence, ...overrides }), coin(symbol), { simulated: false })],
  };
}

const names = (offers: readonly { readonly patterns: readonly DetectedPattern[] }[]): string[] =>
  offers.map(({ patterns: [first] }) => `${first?.symbol} ${first?.timeframe}`);

/** A confidence whose parts make it. */
function confident(confidence: number): object {
  return { confidence, components: { pattern: confidence, phase: confidence, volume: confidence } };
}

describe('candidates of one time', () => {
  it('are decided by priority, then symbol, then the shorter bar', () => {
    const offers = [
      offer('DDD', 80),
      offer('BBB', 80),
      offer('AAA', 75),
      offer('BBB', 80, { timeframe: '1h' }),
      offer('CCC', 90),
    ];
    expect(names(inDecisionOrder(offers))).toEqual(['CCC 1d', 'BBB 1h', 'BBB 1d', 'DDD 1d', 'AAA 1d']);
  });

  it('leave out who offers nothing', () => {
    expect(inDecisionOrder([{ patterns: [] }])).toEqual([]);
  });

  it('get the money by that order, however the series are listed', () => {
    const symbols = Array.from({ length: 22 }, (_, index) => `C${String(index).padStart(2, '0')}`);
    // The first two by name are the worst two.
    const found = symbols.map((symbol, index) => spring(0, symbol, confident(71 + index)));
    for (const listed of [symbols, symbols.toReversed()]) {
      const result = runBacktest({
        series: listed.map((symbol) => seriesOf({ ...coin(symbol), sector: symbol }, [quiet(0)])),
        initialEquity: '100000',
        analyzer: scripted(found),
      });
      const refused = result.rejections.map(({ symbol, reason }) => `${symbol} ${reason}`);
      expect(new Set(refused)).toEqual(new Set(['C00 portfolio-heat-cap', 'C01 portfolio-heat-cap']));
    }
  });

  it('wait until the guards of all series of that time are checked', () => {
    // BBB loses the day at the close at which AAA has a candidate.
    const crash = bar(2, 75, 76, 60, 70);
    const result = runBacktest({
      series: [
        seriesOf(coin('AAA'), [quiet(0), quiet(1), quiet(2)]),
        seriesOf(coin('BBB'), [quiet(0), quiet(1), crash]),
      ],
      initialEquity: '100000',
      analyzer: scripted([spring(0, 'BBB'), spring(2, 'AAA')]),
    });
    expect(result.exits.map(({ trigger }) => trigger)).toContain('DAILY_LOSS');
    expect(result.rejections.map(({ symbol, reason }) => [symbol, reason])).toEqual([['AAA', 'trading-reducing']]);
  });
});

describe('mergeByClose', () => {
  it('gives together what closes together', () => {
    const series = [seriesOf(coin('BBB'), [quiet(0), quiet(2)]), seriesOf(coin('AAA'), [quiet(0), quiet(1), quiet(2)])];
    const groups = [...mergeByClose(series)];
    expect(groups.map((group) => group.map((placed) => seriesBarOf(series, placed).symbol))).toEqual([
      ['AAA', 'BBB'],
      ['AAA'],
      ['AAA', 'BBB'],
    ]);
  });
});

describe('pushTogether', () => {
  it('refuses bars that do not close together', () => {
    const series = [seriesOf(coin('AAA'), []), seriesOf(coin('BBB'), [])];
    const pipeline = createPipeline({ series, initialEquity: '100000', analyzer: scripted([]) });
    const bars = [
      { ...quiet(0), symbol: 'AAA', timeframe: '1d' },
      { ...quiet(1), symbol: 'BBB', timeframe: '1d' },
    ] as const;
    expect(() => pipeline.pushTogether(bars)).toThrow('close together');
  });
});
