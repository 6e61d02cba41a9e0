import { describe, expect, it } from '@jest/globals';
import type { EventCalendar, NewsKind } from './calendar.js';
import type { DetectedPattern } from './detected-pattern.js';
import { strategyValidator } from './strategy.validator.js';
import { HOUR_MS, sampleContext, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';
import type { ValidationContext } from './validation-context.js';

const MINUTE_MS = 60_000;

function judged(overrides: Partial<DetectedPattern>, context: Partial<ValidationContext> = {}): readonly string[] {
  return strategyValidator
    .findings(samplePattern(overrides), sampleContext(context))
    .map((finding) => `${finding.status} ${finding.reason}`);
}

function market(overrides: Partial<DetectedPattern['market']>): Pick<DetectedPattern, 'market'> {
  return { market: { ...samplePattern().market, ...overrides } };
}

function reported(symbol: string, atMs: number): EventCalendar {
  return { earnings: [{ symbol, atMs }], news: [] };
}

function scheduled(kind: NewsKind, currency: string, atMs: number): Partial<ValidationContext> {
  return { calendar: { earnings: null, news: [{ kind, currency, atMs }] } };
}

/** A minute of that Wednesday in New York, which in March 2023 after the 12th is 4 hours behind UTC. */
function newYork(hour: number, minute: number): number {
  return WEDNESDAY_MS + (hour + 4) * HOUR_MS + minute * MINUTE_MS;
}

function pair(symbol: string, closeTimeMs: number): Partial<DetectedPattern> {
  return { symbol, assetClass: 'FOREX', timeframe: '1h', closeTimeMs };
}

describe('market', () => {
  const cases: readonly [string, Partial<DetectedPattern>, readonly string[]][] = [
    [
      'a Spring at percentiles 95 and 85',
      market({ atrPercentile: 95, volumePercentile: 85 }),
      ['FAIL climactic-volatility'],
    ],
    ['a Spring at percentiles 94 and 85', market({ atrPercentile: 94, volumePercentile: 85 }), []],
    ['a Spring at percentiles 95 and 84', market({ atrPercentile: 95, volumePercentile: 84 }), []],
    ['a Spring without percentiles', market({ atrPercentile: null }), ['FAIL volatility-unknown']],
    [
      'an SOS at percentiles 99 and 99',
      { pattern: 'SOS', ...market({ atrPercentile: 99, volumePercentile: 99, trend: 'TRENDING_UP' }) },
      [],
    ],
    ['an SOS going sideways', { pattern: 'SOS' }, ['WARN break-without-trend']],
    ['an SOS without a trend reading', { pattern: 'SOS', ...market({ trend: null }) }, ['WARN trend-unknown']],
    ['a SOW going sideways', { pattern: 'SOW' }, ['WARN break-without-trend']],
    ['a UTAD in an advance', { pattern: 'UTAD', ...market({ trend: 'TRENDING_UP' }) }, ['WARN upthrust-in-uptrend']],
    ['a UTAD going sideways', { pattern: 'UTAD' }, []],
    ['an LPS going sideways', { pattern: 'LPS' }, []],
  ];
  it.each(cases)('%s: %s', (_what, overrides, expected) => {
    expect(judged(overrides)).toEqual(expected);
  });
});

describe('a campaign that was invalidated', () => {
  const { closeTimeMs } = samplePattern();
  it.each([
    [closeTimeMs, ['FAIL campaign-recently-invalidated']],
    [closeTimeMs - 1, []],
  ])('and is closed until %s: %s', (campaignBlockedUntilMs, expected) => {
    expect(judged({}, { campaignBlockedUntilMs })).toEqual(expected);
  });
});

describe('earnings', () => {
  const { closeTimeMs } = samplePattern();
  it.each([
    ['due in 24 h', 24 * HOUR_MS, ['FAIL earnings-near']],
    ['due in more than 24 h', 24 * HOUR_MS + 1, []],
    ['out for 2 h', -2 * HOUR_MS, ['FAIL earnings-near']],
    ['out for more than 2 h', -2 * HOUR_MS - 1, []],
  ])('%s', (_what, offsetMs, expected) => {
    expect(judged({}, { calendar: reported('ACME', closeTimeMs + offsetMs) })).toEqual(expected);
  });

  it('of another company do not matter', () => {
    expect(judged({}, { calendar: reported('OTHER', closeTimeMs) })).toEqual([]);
  });

  it('are a warning for stocks where nobody knows, and nothing for crypto', () => {
    const calendar = { earnings: null, news: null };
    expect(judged({}, { calendar })).toEqual(['WARN calendar-unavailable']);
    expect(judged({ assetClass: 'CRYPTO' }, { calendar })).toEqual([]);
  });
});

describe('hours of stocks, New York', () => {
  it.each([
    ['09:29', newYork(9, 29), ['WARN outside-session']],
    ['09:30', newYork(9, 30), []],
    ['15:00', newYork(15, 0), []],
    ['15:01', newYork(15, 1), ['WARN late-in-session']],
    ['16:00', newYork(16, 0), ['WARN late-in-session']],
    ['16:01', newYork(16, 1), ['WARN outside-session']],
    ['Saturday 12:00', newYork(12, 0) + 3 * 24 * HOUR_MS, ['WARN outside-session']],
    // 2023-03-10 is in winter time: 5 hours behind
    ['15:00 in winter', newYork(16, 0) - 5 * 24 * HOUR_MS, []],
  ])('%s: %s', (_what, closeTimeMs, expected) => {
    expect(judged({ timeframe: '15m', closeTimeMs })).toEqual(expected);
  });

  it.each(['1d', '1w'] as const)('do not concern %s bars', (timeframe) => {
    expect(judged({ timeframe, closeTimeMs: newYork(3, 0) })).toEqual([]);
  });
});

describe('forex', () => {
  const NOON = WEDNESDAY_MS + 12 * HOUR_MS;
  it.each([
    ['NFP in 6 h', scheduled('NFP', 'USD', NOON + 6 * HOUR_MS), ['FAIL news-near']],
    ['NFP in more than 6 h', scheduled('NFP', 'USD', NOON + 6 * HOUR_MS + 1), []],
    ['CPI in 2 h', scheduled('CPI', 'USD', NOON + 2 * HOUR_MS), ['FAIL news-near']],
    ['CPI in more than 2 h', scheduled('CPI', 'USD', NOON + 2 * HOUR_MS + 1), []],
    ['ECB an hour ago', scheduled('ECB', 'EUR', NOON - HOUR_MS), ['FAIL news-near']],
    ['ECB more than an hour ago', scheduled('ECB', 'EUR', NOON - HOUR_MS - 1), []],
    ['news of a currency not in the pair', scheduled('CPI', 'JPY', NOON), []],
  ])('%s: %s', (_what, context, expected) => {
    expect(judged(pair('EUR/USD', NOON), context)).toEqual(expected);
  });

  /** Friday 2023-04-07 08:30 New York (summer) is 12:30 UTC. */
  const PAYROLLS = Date.UTC(2023, 3, 7, 12, 30);
  const unknown = { calendar: { earnings: null, news: null } };
  it.each([
    ['6 h before', 'EURUSD', PAYROLLS - 6 * HOUR_MS, ['FAIL news-near', 'WARN asian-session']],
    [
      'more than 6 h before',
      'EURUSD',
      PAYROLLS - 6 * HOUR_MS - MINUTE_MS,
      ['WARN calendar-unavailable', 'WARN asian-session'],
    ],
    ['2 h after', 'EURUSD', PAYROLLS + 2 * HOUR_MS, ['FAIL news-near']],
    ['a pair without the dollar', 'EURGBP', PAYROLLS, ['WARN calendar-unavailable']],
    ['a week later', 'EURUSD', PAYROLLS + 7 * 24 * HOUR_MS, ['WARN calendar-unavailable']],
  ])('payrolls by rule when there is no calendar, %s', (_what, symbol, closeTimeMs, expected) => {
    expect(judged(pair(symbol, closeTimeMs), unknown)).toEqual(expected);
  });

  it.each([
    ['Friday 11:59', Date.UTC(2023, 2, 17, 15, 59), []],
    ['Friday 12:00', Date.UTC(2023, 2, 17, 16, 0), ['FAIL friday-close']],
    ['Asian night', WEDNESDAY_MS + 23 * HOUR_MS, ['WARN asian-session']],
  ])('%s: %s', (_what, closeTimeMs, expected) => {
    expect(judged(pair('EURUSD', closeTimeMs))).toEqual(expected);
  });

  it('leaves daily bars alone', () => {
    expect(judged({ ...pair('EURUSD', Date.UTC(2023, 2, 17, 16)), timeframe: '1d' })).toEqual([]);
  });
});
