import { describe, expect, it } from '@jest/globals';
import { findingsOf } from '@tape/risk-rules';
import * as fc from 'fast-check';
import { NEWS_KINDS, NO_CALENDAR, type EventCalendar, type NewsKind } from './calendar.js';
import type { DetectedPattern } from './detected-pattern.js';
import { earningsCheck, NEWS_BLACKOUT, newsCheck } from './scheduled-events.js';
import { strategyValidator } from './strategy.validator.js';
import { judged } from './testing/judged.js';
import { HOUR_MS, sampleContext, sampleForex, samplePattern, WEDNESDAY_MS } from './testing/sample-candidate.js';

const NOON = WEDNESDAY_MS + 12 * HOUR_MS;

const said = (pattern: DetectedPattern, calendar: EventCalendar): readonly string[] =>
  judged(strategyValidator, pattern, { calendar });

const reported = (symbol: string, atMs: number): EventCalendar => ({ earnings: [{ symbol, atMs }], news: [] });

const scheduled = (kind: NewsKind, currency: string, atMs: number): EventCalendar => ({
  earnings: null,
  news: [{ kind, currency, atMs }],
});

const reasonAt = (symbol: string, closeTimeMs: number): string | undefined =>
  newsCheck(sampleForex({ symbol, closeTimeMs }), NO_CALENDAR).finding?.reason;

describe('earnings', () => {
  const { closeTimeMs } = samplePattern();
  const HALF_HOUR = HOUR_MS / 2;
  it.each([
    ['due in more than 24 h', 24 * HOUR_MS + 1, []],
    ['due in 24 h', 24 * HOUR_MS, ['FAIL earnings-near']],
    ['due in less than 24 h', 24 * HOUR_MS - 1, ['FAIL earnings-near']],
    ['due now', 0, ['FAIL earnings-near']],
    ['out for less than 2 h', -2 * HOUR_MS + 1, ['FAIL earnings-near']],
    ['out for 2 h', -2 * HOUR_MS, ['FAIL earnings-near']],
    ['out for more than 2 h', -2 * HOUR_MS - 1, []],
  ])('%s', (_what, offsetMs, expected) => {
    expect(said(samplePattern(), reported('ACME', closeTimeMs + offsetMs))).toEqual(expected);
  });

  it('of another company do not matter', () => {
    expect(said(samplePattern(), reported('OTHER', closeTimeMs))).toEqual([]);
  });

  it('are a warning for stocks where nobody knows, and nothing for crypto', () => {
    expect(said(samplePattern(), NO_CALENDAR)).toEqual(['WARN calendar-unavailable']);
    expect(said(samplePattern({ assetClass: 'CRYPTO' }), NO_CALENDAR)).toEqual([]);
  });

  it('show the hours that are left against the hours that are closed', () => {
    const calendar: EventCalendar = {
      earnings: [
        { symbol: 'ACME', atMs: closeTimeMs - 400 * HOUR_MS },
        { symbol: 'ACME', atMs: closeTimeMs + 30 * HOUR_MS + HALF_HOUR },
      ],
      news: null,
    };
    expect(earningsCheck(samplePattern(), calendar)).toMatchObject({
      name: 'hours to earnings',
      status: 'PASS',
      measured: '30.5',
      bound: 'over',
      limit: '24',
    });
    expect(earningsCheck(samplePattern(), { earnings: [], news: null })).toMatchObject({
      name: 'earnings',
      status: 'PASS',
      measured: 'none near',
    });
  });

  it.each([
    [21.6, true],
    [21.5, false],
  ])('due in %s h are a near miss: %s', (hours, nearMiss) => {
    const { finding } = earningsCheck(samplePattern(), reported('ACME', closeTimeMs + hours * HOUR_MS));
    expect(finding).toMatchObject({ reason: 'earnings-near', measured: String(hours), limit: '24', nearMiss });
  });
});

describe('news', () => {
  const CURRENCY: Readonly<Record<NewsKind, string>> = {
    NFP: 'USD',
    FOMC: 'USD',
    ECB: 'EUR',
    BOJ: 'JPY',
    CPI: 'GBP',
    GDP: 'USD',
    UNEMPLOYMENT: 'USD',
  };
  const PAIR: Readonly<Record<string, string>> = { USD: 'USDCAD', EUR: 'EUR/USD', JPY: 'USDJPY', GBP: 'EURGBP' };
  const HOURS: Readonly<Record<NewsKind, readonly [number, number]>> = {
    NFP: [6, 2],
    FOMC: [4, 2],
    ECB: [4, 1],
    BOJ: [4, 1],
    CPI: [2, 1],
    GDP: [2, 1],
    UNEMPLOYMENT: [2, 1],
  };

  it.each(NEWS_KINDS.map((kind) => [kind, ...HOURS[kind]] as const))(
    '%s closes %s h before and %s h after for pairs that hold its currency',
    (kind, before, after) => {
      const currency = CURRENCY[kind];
      const pattern = sampleForex({ symbol: PAIR[currency] ?? '', closeTimeMs: NOON });
      const at = (offsetMs: number): readonly string[] => said(pattern, scheduled(kind, currency, NOON + offsetMs));
      const refused = ['FAIL news-near'];
      expect(at(before * HOUR_MS + 1)).toEqual([]);
      expect(at(before * HOUR_MS)).toEqual(refused);
      expect(at(before * HOUR_MS - 1)).toEqual(refused);
      expect(at(-after * HOUR_MS + 1)).toEqual(refused);
      expect(at(-after * HOUR_MS)).toEqual(refused);
      expect(at(-after * HOUR_MS - 1)).toEqual([]);
      expect(said({ ...pattern, symbol: 'AUDNZD' }, scheduled(kind, currency, NOON))).toEqual([]);
    },
  );

  it('stops a pair by its base and by its quote', () => {
    const calendar = scheduled('CPI', 'USD', NOON);
    for (const symbol of ['USDJPY', 'EURUSD']) {
      expect(said(sampleForex({ symbol, closeTimeMs: NOON }), calendar)).toEqual(['FAIL news-near']);
    }
  });

  it('says nothing to stocks and crypto', () => {
    const calendar = { earnings: [], news: [{ kind: 'CPI', currency: 'USD', atMs: NOON }] } as const;
    expect(said(samplePattern({ closeTimeMs: NOON }), calendar)).toEqual([]);
    expect(said(samplePattern({ assetClass: 'CRYPTO', symbol: 'BTCUSD', closeTimeMs: NOON }), calendar)).toEqual([]);
  });

  it('refuses exactly where some release of the pair is within its hours', () => {
    const releases = fc.array(
      fc.record({
        kind: fc.constantFrom(...NEWS_KINDS),
        currency: fc.constantFrom('USD', 'EUR', 'JPY'),
        atMs: fc.integer({ min: -8 * 60, max: 8 * 60 }).map((minutes) => NOON + minutes * 60_000),
      }),
    );
    fc.assert(
      fc.property(releases, (news) => {
        const isClosed = news.some(({ kind, currency, atMs }) => {
          const { beforeHours, afterHours } = NEWS_BLACKOUT[kind];
          const isOwn = currency === 'USD' || currency === 'EUR';
          return isOwn && NOON >= atMs - beforeHours * HOUR_MS && NOON <= atMs + afterHours * HOUR_MS;
        });
        const { finding } = newsCheck(sampleForex({ closeTimeMs: NOON }), { earnings: null, news });
        expect(finding?.reason).toBe(isClosed ? 'news-near' : undefined);
      }),
    );
  });
});

describe('payrolls by rule where there is no calendar', () => {
  const UNKNOWN = 'calendar-unavailable';
  const NEAR = 'news-near';

  it.each([
    // First Fridays at 08:30 New York: in summer 12:30 UTC, in winter 13:30
    ['2023-04-07, the 7th, summer', Date.UTC(2023, 3, 7, 12, 30)],
    ['2023-03-03, winter, nine days before the clocks change', Date.UTC(2023, 2, 3, 13, 30)],
    ['2024-11-01, the 1st, summer, two days before the clocks change', Date.UTC(2024, 10, 1, 12, 30)],
    ['2023-12-01, the 1st, winter', Date.UTC(2023, 11, 1, 13, 30)],
    ['2024-03-01, the day after a leap day', Date.UTC(2024, 2, 1, 13, 30)],
  ])('%s', (_what, payrolls) => {
    expect(reasonAt('EURUSD', payrolls - 6 * HOUR_MS - 1)).toBe(UNKNOWN);
    expect(reasonAt('EURUSD', payrolls - 6 * HOUR_MS)).toBe(NEAR);
    expect(reasonAt('USDJPY', payrolls)).toBe(NEAR);
    expect(reasonAt('EURUSD', payrolls + 2 * HOUR_MS)).toBe(NEAR);
    expect(reasonAt('EURUSD', payrolls + 2 * HOUR_MS + 1)).toBe(UNKNOWN);
    expect(reasonAt('EURGBP', payrolls)).toBe(UNKNOWN);
    expect(reasonAt('EURUSD', payrolls + 7 * 24 * HOUR_MS)).toBe(UNKNOWN);
    expect(reasonAt('EURUSD', payrolls - 7 * 24 * HOUR_MS)).toBe(UNKNOWN);
  });

  it.each([
    ['2023-03-31', Date.UTC(2023, 2, 31, 12, 30)],
    ['2023-06-30', Date.UTC(2023, 5, 30, 12, 30)],
    ['2024-02-29, a Thursday', Date.UTC(2024, 1, 29, 13, 30)],
  ])('not on %s, the last of a month', (_what, closeTimeMs) => {
    expect(reasonAt('EURUSD', closeTimeMs)).toBe(UNKNOWN);
  });

  it('is one finding: the refusal takes the place of the warning', () => {
    const payrolls = Date.UTC(2023, 3, 7, 12, 30);
    const checks = strategyValidator.checks(
      sampleForex({ closeTimeMs: payrolls }),
      sampleContext({ calendar: NO_CALENDAR }),
    );
    expect(findingsOf(checks).map(({ reason }) => reason)).toEqual([NEAR]);
  });
});
