import { describe, expect, it } from '@jest/globals';
import type { Position } from '@tape/trading';
import { maxDrawdownPercent } from './equity-statistics.js';
import { tradeStatistics } from './metrics.js';

function closed(realisedPnl: string, rMultiple: string): Position {
  return {
    id: 'p',
    signalId: 's',
    campaignId: 'c',
    symbol: 'AAA',
    timeframe: '1d',
    direction: 'LONG',
    quantity: '0',
    initialQuantity: '1',
    entryPrice: '1',
    stop: '0.5',
    targets: [],
    guard: { kind: 'SPRING_LOW', price: '0.6' },
    initialRisk: '100',
    exitPrice: '1',
    exitReason: 'STOP',
    realisedPnl,
    fees: '2',
    rMultiple,
    openedAtMs: 0,
    closedAtMs: 1,
  };
}

describe('tradeStatistics', () => {
  it('counts break-even as neither win nor loss', () => {
    expect(
      tradeStatistics([closed('300', '3'), closed('-100', '-1'), closed('0', '0'), closed('-50', '-0.5')]),
    ).toEqual({
      trades: 4,
      wins: 1,
      losses: 2,
      breakEven: 1,
      winRatePercent: 25,
      expectancyR: 0.375,
      expectancyInterval: null,
      profitFactor: 2,
      netPnl: '150',
      fees: '8',
      insufficientSample: true,
    });
  });

  it('says how sure the expectancy is by the months in which trades ended', () => {
    const months = [0, 1, 2, 3, 4, 5].map((month) => Date.UTC(2024, month, 15));
    const mixed = months.map((closedAtMs, index) => ({ ...closed('1', index % 2 === 0 ? '2' : '-1'), closedAtMs }));
    const [low, high] = tradeStatistics(mixed).expectancyInterval!;
    expect([low >= -1, low < 0.5, high > 0.5, high <= 2]).toEqual([true, true, true, true]);
    expect(tradeStatistics(mixed).expectancyInterval).toEqual([low, high]);
    const alike = months.map((closedAtMs) => ({ ...closed('1', '0.5'), closedAtMs }));
    expect(tradeStatistics(alike).expectancyInterval).toEqual([0.5, 0.5]);
  });

  it('has no ratios where there is nothing to divide', () => {
    expect(tradeStatistics([])).toMatchObject({ winRatePercent: null, expectancyR: null, profitFactor: null });
    expect(tradeStatistics([closed('1', '1')]).profitFactor).toBeNull();
  });

  it.each([
    [29, true],
    [30, false],
  ])('calls %s trades insufficient: %s', (count, insufficientSample) => {
    const trades = Array.from({ length: count }, () => closed('1', '0.01'));
    expect(tradeStatistics(trades).insufficientSample).toBe(insufficientSample);
  });
});

describe('maxDrawdownPercent', () => {
  it.each([
    [['100'], 0],
    [['100', '110', '120'], 0],
    [['100', '120', '90', '110', '100'], 25],
    [['100', '50', '200', '150'], 50],
  ])('of %s: %s', (equities, percent) => {
    expect(maxDrawdownPercent(equities.map((equity, timeMs) => ({ timeMs, equity })))).toBe(percent);
  });
});
