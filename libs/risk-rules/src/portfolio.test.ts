import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Amount, amount, decimalText } from './decimal.js';
import {
  dailyLoss,
  equityOf,
  markPortfolio,
  maxDrawdown,
  moveTradingState,
  needsReset,
  newPortfolio,
  setTradingStateByHand,
  tradingStateAt,
  type Portfolio,
} from './portfolio.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { DAY_MS, MARCH_15_MS } from './testing/sample-risk.js';
import { isTimeZone, tradingDayOf } from './trading-day.js';

const CLOSE = MARCH_15_MS + DAY_MS;

function mark(portfolio: Portfolio, equity: string, closeTimeMs: number): ReturnType<typeof markPortfolio> {
  return markPortfolio(portfolio, { equity, closeTimeMs, assetClass: 'STOCK' });
}

describe('tradingDayOf', () => {
  it.each([
    [MARCH_15_MS + DAY_MS, '2023-03-15'],
    [MARCH_15_MS + DAY_MS + 1, '2023-03-16'],
    [MARCH_15_MS + 1, '2023-03-15'],
  ])('a bar that closes at %s belongs to %s', (closeTimeMs, day) => {
    expect(tradingDayOf(closeTimeMs)).toBe(day);
  });
});

describe('tradingDayOf in a zone', () => {
  const NY = 'America/New_York';
  it.each([
    // Midnight of New York in winter and in summer.
    ['2024-01-10T05:00:00Z', NY, '2024-01-09'],
    ['2024-01-10T05:00:00.001Z', NY, '2024-01-10'],
    ['2024-07-10T04:00:00Z', NY, '2024-07-09'],
    ['2024-07-10T04:00:00.001Z', NY, '2024-07-10'],
    // 10 March 2024 has 23 hours, 3 November 25.
    ['2024-03-10T05:00:00.001Z', NY, '2024-03-10'],
    ['2024-03-11T04:00:00Z', NY, '2024-03-10'],
    ['2024-03-11T04:00:00.001Z', NY, '2024-03-11'],
    ['2024-11-03T04:00:00.001Z', NY, '2024-11-03'],
    ['2024-11-04T05:00:00Z', NY, '2024-11-03'],
    ['2024-11-04T05:00:00.001Z', NY, '2024-11-04'],
    // A zone of quarter hours, one that changes at its midnight, and the end of a year.
    ['2024-05-01T18:15:00.001Z', 'Asia/Kathmandu', '2024-05-02'],
    ['2024-05-01T18:15:00Z', 'Asia/Kathmandu', '2024-05-01'],
    ['2024-12-31T23:00:00.001Z', 'Europe/Berlin', '2025-01-01'],
  ])('a bar that closes at %s in %s belongs to %s', (close, zone, day) => {
    expect(tradingDayOf(Date.parse(close), zone)).toBe(day);
  });

  it('knows zones from other words', () => {
    expect(['UTC', NY, 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });

  it.each([
    ['2024-03-10T12:00:00Z', '2024-03-11T04:00:00Z', 'REDUCING'],
    ['2024-03-10T12:00:00Z', '2024-03-11T04:15:00Z', 'ACTIVE'],
    ['2024-11-03T12:00:00Z', '2024-11-04T05:00:00Z', 'REDUCING'],
    ['2024-11-03T12:00:00Z', '2024-11-04T05:15:00Z', 'ACTIVE'],
  ])('a stop for the day from %s is %s → %s on days of 23 and 25 hours', (lostAt, asked, state) => {
    const { portfolio } = mark(newPortfolio('main', '100000', NY), '97000', Date.parse(lostAt));
    expect(portfolio.tradingState).toBe('REDUCING');
    expect(tradingStateAt(portfolio, Date.parse(asked))).toBe(state);
    expect(mark(portfolio, '97000', Date.parse(asked)).portfolio.tradingState).toBe(state);
  });
});

describe('dailyLoss', () => {
  it.each([
    ['STOCK', '97000.01', false],
    ['STOCK', '97000', true],
    ['STOCK', '96999.99', true],
    ['FOREX', '97999.99', true],
    ['CRYPTO', '97000.01', false],
    ['CRYPTO', '97000', true],
    ['CRYPTO', '96999.99', true],
    ['FOREX', '98000.01', false],
    ['FOREX', '98000', true],
  ] as const)('%s from 100 000 to %s: %s', (assetClass, equity, isBreach) => {
    expect(dailyLoss({ dayStartEquity: '100000', equity }, assetClass) !== null).toBe(isBreach);
  });
});

describe('maxDrawdown', () => {
  it.each([
    ['102000.01', false],
    ['102000', true],
    ['101999.99', true],
  ])('from a peak of 120 000 to %s: %s', (equity, isBreach) => {
    expect(maxDrawdown({ peakEquity: '120000', equity }) !== null).toBe(isBreach);
  });
});

describe('markPortfolio', () => {
  it('stops new trades for the day at a daily loss, once, and resumes the next day', () => {
    const lost = mark(newPortfolio('main', '100000'), '97000', CLOSE);
    expect(lost.breaches.map((breach) => breach.trigger)).toEqual(['DAILY_LOSS']);
    const scope = { level: 'ACCOUNT', name: null };
    expect(lost.changes).toEqual([
      { revision: 1, scope, from: 'ACTIVE', to: 'REDUCING', reason: 'daily-loss', by: 'risk', atMs: CLOSE },
    ]);

    const sameDay = mark(lost.portfolio, '96000', CLOSE);
    expect([sameDay.breaches, sameDay.changes]).toEqual([[], []]);
    expect(tradingStateAt(sameDay.portfolio, CLOSE)).toBe('REDUCING');
    expect(tradingStateAt(sameDay.portfolio, CLOSE + DAY_MS)).toBe('ACTIVE');

    const nextDay = mark(sameDay.portfolio, '96000', CLOSE + DAY_MS);
    expect(nextDay.portfolio).toMatchObject({ tradingState: 'ACTIVE', dayStartEquity: '96000', stateRevision: 2 });
  });

  it('halts at the drawdown limit and stays halted over days and recoveries', () => {
    const halted = mark(newPortfolio('main', '100000'), '85000', CLOSE);
    expect(halted.breaches.map((breach) => breach.trigger)).toEqual(['MAX_DRAWDOWN']);
    const later = mark(halted.portfolio, '120000', CLOSE + 10 * DAY_MS);
    expect(later.portfolio).toMatchObject({ tradingState: 'HALTED', peakEquity: '120000' });
    expect(later.changes).toEqual([]);
  });

  it('measures the drawdown from the highest mark, not from the start', () => {
    const up = mark(newPortfolio('main', '100000'), '200000', CLOSE);
    const down = mark(up.portfolio, '170000', CLOSE + DAY_MS);
    expect(down.portfolio.tradingState).toBe('HALTED');
  });

  it('lets an operator’s REDUCING stand on a new day', () => {
    const byHand = moveTradingState(newPortfolio('main', '100000'), 'REDUCING', {
      reason: 'holiday',
      by: 'ops',
      atMs: CLOSE,
    });
    const nextDay = mark(byHand.portfolio, '100000', CLOSE + DAY_MS);
    expect(nextDay.portfolio.tradingState).toBe('REDUCING');
    expect(tradingStateAt(byHand.portfolio, CLOSE + 5 * DAY_MS)).toBe('REDUCING');
  });

  it('never goes back to an earlier day', () => {
    const today = mark(newPortfolio('main', '100000'), '100000', CLOSE + DAY_MS);
    const late = mark(today.portfolio, '99000', CLOSE);
    expect(late.portfolio).toMatchObject({
      tradingDay: '2023-03-16',
      dayStartEquity: '100000',
      markedAtMs: CLOSE + DAY_MS,
    });
  });
});

describe('needsReset', () => {
  it.each([
    ['HALTED', 'max-drawdown', 'ACTIVE', true],
    ['HALTED', 'max-drawdown', 'REDUCING', true],
    ['HALTED', 'max-drawdown', 'HALTED', false],
    ['HALTED', 'lunch', 'ACTIVE', false],
    ['REDUCING', 'daily-loss', 'ACTIVE', false],
  ] as const)('%s because of %s, set to %s: %s', (tradingState, stateReason, to, isNeeded) => {
    expect(needsReset({ tradingState, stateReason }, to)).toBe(isNeeded);
  });
});

describe('setTradingStateByHand', () => {
  it.each(['ACTIVE', 'REDUCING'] as const)(
    'to %s takes the present equity as new baseline, so that the old loss does not halt again',
    (to) => {
      const halted = mark(newPortfolio('main', '100000'), '80000', CLOSE).portfolio;
      const { portfolio } = setTradingStateByHand(halted, to, { reason: 'reviewed', by: 'ops', atMs: CLOSE });
      const next = mark(portfolio, '79999', CLOSE + DAY_MS);
      expect(next.portfolio).toMatchObject({ tradingState: to, peakEquity: '80000' });
      expect(next.breaches).toEqual([]);
    },
  );

  it('is no change when it is that already', () => {
    const why = { reason: 'again', by: 'ops', atMs: CLOSE };
    expect(setTradingStateByHand(newPortfolio('main', '1'), 'ACTIVE', why).change).toBeNull();
  });
});

describe('equityOf', () => {
  it('adds what is booked and what open positions would bring', () => {
    const positions = [
      { direction: 'LONG', quantity: '10', entryPrice: '100', markPrice: '103', contractSize: '1', quoteRate: '1' },
      { direction: 'SHORT', quantity: '5', entryPrice: '50', markPrice: '52', contractSize: '1', quoteRate: '1' },
    ] as const;
    expect(equityOf({ initialEquity: '1000', realisedPnl: '-1.5', positions })).toBe('1018.5');
  });
});

function cents(value: number): string {
  return decimalText(new Amount(value).div(100));
}

describe('the drawdown limit', () => {
  it('is judged exactly, however near a loss is to it', () => {
    const offset = fc.oneof(fc.constant(0), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -50_000, max: 50_000 }));
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 1_000_000_000_000 }), offset, (peak, off) => {
        const limit = amount(CLASSIC_RISK.maxDrawdownPercent);
        const equity = new Amount(peak).times(new Amount(100).minus(limit)).div(100).floor().toNumber() + off;
        const lost = new Amount(peak).minus(equity).times(100);
        const isBeyond = lost.greaterThan(0) && lost.greaterThanOrEqualTo(limit.times(peak));
        const found = maxDrawdown({ equity: cents(equity), peakEquity: cents(peak) });
        expect(found !== null).toBe(isBeyond);
      }),
    );
  });
});
