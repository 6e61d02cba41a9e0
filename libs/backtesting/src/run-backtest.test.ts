import { describe, expect, it } from '@jest/globals';
import { amount, equityOf } from '@tape/risk-rules';
import type { DetectorPlugin } from '@tape/wyckoff';
import type { BarOutcome } from './bar-outcome.js';
import type { BacktestSeries } from './merge-series.js';
import { runBacktest } from './run-backtest.js';
import { simulatedSeries } from './testing/scripted-market.js';

const MARKETS = 3;
const BARS = 2_000;
const SERIES = simulatedSeries(MARKETS, BARS);

/** Every outcome as text: quick to compare, and blind to nothing that travels. */
function outcomesOf(series: readonly BacktestSeries[]): readonly string[] {
  const outcomes: string[] = [];
  const keep = (outcome: BarOutcome): unknown => outcomes.push(JSON.stringify(outcome));
  runBacktest({ series, initialEquity: '100000', onBar: keep });
  return outcomes;
}

describe('runBacktest over the simulated market', () => {
  const result = runBacktest({ series: SERIES, initialEquity: '100000' });

  it('finds enough to say something', () => {
    expect(result.metrics.barsProcessed).toBe(MARKETS * BARS);
    expect(result.signals.length).toBeGreaterThan(10);
    expect(result.rejections.length).toBeGreaterThan(3);
  });

  it('answers every pattern with exactly one signal or one rejection', () => {
    const answered = [...result.signals, ...result.rejections].map((answer) => answer.patternId);
    expect(answered.toSorted()).toEqual(result.patterns.map((pattern) => pattern.id).toSorted());
    expect(new Set(answered).size).toBe(answered.length);
  });

  it('is the same every time', () => {
    const again = runBacktest({ series: SERIES, initialEquity: '100000' });
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
  });

  it("reports what a detector of one's own finds, and decides as without it", () => {
    const plugin: DetectorPlugin = {
      name: 'BUSY_BAR',
      version: 1,
      reasons: ['usual'],
      step: (view) =>
        (view.measures(0).relativeVolume ?? 0) < 2
          ? { found: false, reason: 'usual' }
          : { found: true, side: null, barsAgo: 0, price: view.bar(0).close, scoreParts: { volume: 50 } },
    };
    const { customEvents, ...rest } = runBacktest({ series: SERIES, initialEquity: '100000', plugins: [plugin] });
    expect(new Set(customEvents.map(({ symbol }) => symbol)).size).toBe(MARKETS);
    expect(customEvents[0]).toMatchObject({ detector: 'BUSY_BAR', timeframe: '15m', score: 50 });
    const { customEvents: none, ...plain } = result;
    expect(none).toEqual([]);
    expect(JSON.stringify(rest)).toBe(JSON.stringify(plain));
  });

  it('knows nothing of later bars: cutting the series changes nothing before the cut', () => {
    const cut = 1_300;
    const shorter = SERIES.map((one) => ({ ...one, bars: one.bars.slice(0, cut) }));
    const outcomes = outcomesOf(shorter);
    expect(outcomes).toEqual(outcomesOf(SERIES).slice(0, outcomes.length));
  });

  it('ends with the equity that its positions add up to', () => {
    const realisedPnl = result.positions
      .reduce((sum, position) => sum.plus(amount(position.realisedPnl)), amount('0'))
      .toFixed();
    const lastClose = new Map(SERIES.map(({ instrument, bars }) => [instrument.symbol, bars.at(-1)?.close ?? '0']));
    const positions = result.positions
      .filter((position) => position.closedAtMs === null)
      .map((position) => ({
        ...position,
        markPrice: lastClose.get(position.symbol) ?? '0',
        contractSize: '1',
        quoteRate: '1',
      }));
    expect(result.metrics.finalEquity).toBe(equityOf({ initialEquity: '100000', realisedPnl, positions }));
    expect(result.equityCurve.at(-1)?.equity).toBe(result.metrics.finalEquity);
  });
});
