import { describe, expect, it } from '@jest/globals';
import type { BacktestMetrics } from '../metrics.js';
import { runBacktest } from '../run-backtest.js';
import { simulatedSeries } from '../testing/scripted-market.js';
import { summaryOf, type Trade } from './backtest-report.js';
import { COMPARED_FIGURES, compareRuns } from './compare-runs.js';
import { reportPage } from './report-page.js';
import { tradesCsv } from './trades-csv.js';

const SERIES = simulatedSeries(2, 1_500);
const RESULT = runBacktest({ series: SERIES, initialEquity: '100000' });
const SUMMARY = summaryOf(RESULT, SERIES);

describe('summaryOf', () => {
  it('keeps every trade with its pattern, and is the same every time', () => {
    expect(SUMMARY.trades.map(({ positionId }) => positionId)).toEqual(
      RESULT.positions.map(({ positionId }) => positionId),
    );
    expect(SUMMARY.trades.every(({ pattern }) => pattern !== null)).toBe(true);
    expect(JSON.stringify(summaryOf(RESULT, SERIES))).toBe(JSON.stringify(SUMMARY));
  });

  it('holds the signals against random entries on the same bars', () => {
    const { signals, randomEntries, meanR, randomMeanR, insufficientSample } = SUMMARY.baseline;
    expect(signals).toBeGreaterThan(5);
    expect(signals).toBeLessThanOrEqual(RESULT.signals.length);
    expect(randomEntries).toBeGreaterThan(signals);
    // The invented market is made of the patterns: who finds them does better than chance.
    expect(meanR!).toBeGreaterThan(randomMeanR!);
    expect(insufficientSample).toBe(signals < 30);
  });
});

describe('tradesCsv', () => {
  it('has a line a trade behind the header, each as long as the header', () => {
    const lines = tradesCsv(SUMMARY.trades).split('\r\n');
    expect(lines).toHaveLength(SUMMARY.trades.length + 2);
    expect(lines[0]).toBe(
      'position_id,signal_id,symbol,timeframe,pattern,direction,opened_at,closed_at,quantity,entry_price,exit_price,exit_reason,realised_pnl,fees,r_multiple',
    );
    for (const line of lines.slice(0, -1)) expect(line.split(',')).toHaveLength(15);
  });

  it.each([
    ['AC,ME', '"AC,ME"'],
    ['say "x"', '"say ""x"""'],
    ['=1+1', "'=1+1"],
    ['-5', '-5'],
  ])('writes %s as %s', (symbol, written) => {
    const trade: Trade = { ...SUMMARY.trades[0]!, symbol };
    expect(tradesCsv([trade]).split('\r\n')[1]).toContain(`,${written},`);
  });

  it('is only a header without trades', () => {
    expect(tradesCsv([]).split('\r\n')).toHaveLength(2);
  });
});

describe('reportPage', () => {
  const page = reportPage(SUMMARY);

  it('needs nothing but itself', () => {
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);
    expect(page).toContain('<polyline class="equity"');
  });

  it('says that bars were simulated', () => {
    expect(page).toContain('SIMULATED');
  });

  it('says when the trades are too few', () => {
    const metrics = { ...SUMMARY.metrics, trades: 29, insufficientSample: true };
    expect(reportPage({ ...SUMMARY, metrics })).toContain('Insufficient sample: 29 trades');
  });

  it('shows symbols as text, whatever is in them', () => {
    const series = SUMMARY.series.map((one) => ({ ...one, symbol: '<b>X' }));
    const trades = SUMMARY.trades.map((trade) => ({ ...trade, symbol: '<b>X' }));
    const shown = reportPage({ ...SUMMARY, series, trades });
    expect(shown).not.toContain('<b>X');
    expect(shown).toContain('&lt;b&gt;X');
  });

  it('is made of a run without a bar too', () => {
    const empty = runBacktest({ series: [], initialEquity: '1000' });
    expect(reportPage(summaryOf(empty, []))).toContain('nothing was ever held');
  });
});

describe('compareRuns', () => {
  it('finds no difference between a run and itself', () => {
    const { figures } = compareRuns(SUMMARY.metrics, SUMMARY.metrics);
    expect(figures.map(({ figure }) => figure)).toEqual(COMPARED_FIGURES);
    expect(figures.every(({ difference }) => difference === 0 || difference === null)).toBe(true);
  });

  it('subtracts the first from the second, and knows nothing of what one of them lacks', () => {
    const a: Partial<BacktestMetrics> = { expectancyR: 0.25, netPnl: '100.5', insufficientSample: false };
    const b: Partial<BacktestMetrics> = { expectancyR: 0.75, netPnl: '90', sharpe: 1, insufficientSample: false };
    const { figures, insufficientSample } = compareRuns(a, b);
    const of = (name: string) => figures.find(({ figure }) => figure === name);
    expect(of('expectancyR')).toMatchObject({ a: 0.25, b: 0.75, difference: 0.5 });
    expect(of('netPnl')?.difference).toBe(-10.5);
    expect(of('sharpe')).toMatchObject({ a: null, b: 1, difference: null });
    expect(insufficientSample).toBe(false);
    expect(compareRuns(a, {}).insufficientSample).toBe(true);
  });
});
