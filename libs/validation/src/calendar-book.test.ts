import { describe, expect, it } from '@jest/globals';
import { calendarAt, EMPTY_BOOK, type CalendarBook, type CalendarCoverage, type CoveredKind } from './calendar-book.js';
import { earningsCheck, newsCheck } from './scheduled-events.js';
import { HOUR_MS, samplePattern } from './testing/sample-candidate.js';

const at = (text: string): number => Date.parse(text);
const NOON_MS = at('2024-01-31T12:00:00Z');
const stock = { ...samplePattern(), symbol: 'ACME', assetClass: 'STOCK' as const, closeTimeMs: NOON_MS };
const pair = (symbol: string, closeTimeMs = NOON_MS) => ({
  ...samplePattern(),
  symbol,
  assetClass: 'FOREX' as const,
  closeTimeMs,
});

function covered(kind: CoveredKind, subject: string, from: string, to: string): CalendarCoverage {
  return { kind, subject, fromMs: at(from), toMs: at(to) };
}
function book(parts: Partial<CalendarBook>): CalendarBook {
  return { ...EMPTY_BOOK, ...parts };
}
const JANUARY = ['2024-01-01T00:00:00Z', '2024-03-01T00:00:00Z'] as const;
const EUR = (['ECB', 'CPI', 'GDP', 'UNEMPLOYMENT'] as const).map((kind) => covered(kind, 'EUR', ...JANUARY));
const USD = (['NFP', 'FOMC', 'CPI', 'GDP', 'UNEMPLOYMENT'] as const).map((kind) => covered(kind, 'USD', ...JANUARY));

describe('earnings', () => {
  const due = { earnings: [{ symbol: 'ACME', atMs: NOON_MS + 24 * HOUR_MS }] };

  it.each([
    ['nothing was imported', {}, 'WARN calendar-unavailable'],
    ['all hours that matter are covered', { coverage: [covered('EARNINGS', 'ACME', ...JANUARY)] }, 'nothing'],
    [
      'exactly the hours that matter are covered',
      { coverage: [covered('EARNINGS', 'ACME', '2024-01-31T10:00:00Z', '2024-02-01T12:00:00Z')] },
      'nothing',
    ],
    [
      'a millisecond of them is not',
      { coverage: [covered('EARNINGS', 'ACME', '2024-01-31T10:00:00Z', '2024-02-01T11:59:59.999Z')] },
      'WARN calendar-unavailable',
    ],
    [
      'only another company is covered',
      { coverage: [covered('EARNINGS', 'OTHER', ...JANUARY)] },
      'WARN calendar-unavailable',
    ],
    ['a date is listed and nothing covered', due, 'FAIL earnings-near'],
    [
      'a date is listed and all covered',
      { ...due, coverage: [covered('EARNINGS', 'ACME', ...JANUARY)] },
      'FAIL earnings-near',
    ],
  ])('when %s', (_what, parts, expected) => {
    const { finding } = earningsCheck(stock, calendarAt(book(parts), stock));
    expect(finding === null ? 'nothing' : `${finding.status} ${finding.reason}`).toBe(expected);
  });
});

describe('news', () => {
  const said = (parts: Partial<CalendarBook>, candidate = pair('EUR/USD')) => {
    const { finding } = newsCheck(candidate, calendarAt(book(parts), candidate));
    return finding === null ? 'nothing' : `${finding.status} ${finding.reason}: ${finding.message}`;
  };
  const cpi = { news: [{ kind: 'CPI' as const, currency: 'EUR', atMs: NOON_MS + 2 * HOUR_MS }] };
  // 2024-02-02, first Friday: 08:30 New York is 13:30 UTC.
  const payrolls = pair('EUR/USD', at('2024-02-02T12:00:00Z'));

  it.each([
    ['nothing was imported', {}, pair('EUR/USD'), /WARN calendar-unavailable: nobody knows/],
    ['both currencies are covered', { coverage: [...EUR, ...USD] }, pair('EUR/USD'), /^nothing$/],
    ['one currency is covered', { coverage: EUR }, pair('EUR/USD'), /WARN calendar-unavailable: only a part/],
    ['a listed release is near, nothing covered', cpi, pair('EUR/USD'), /FAIL news-near: CPI EUR/],
    [
      'a listed release is of neither currency',
      { ...cpi, coverage: USD },
      pair('USD/JPY'),
      /WARN calendar-unavailable/,
    ],
    ['payrolls are due and nobody knows', {}, payrolls, /FAIL news-near: NFP by rule/],
    ['payrolls are due and only the euro is covered', { coverage: EUR }, payrolls, /FAIL news-near: NFP by rule/],
    ['payrolls are moved and all is covered', { coverage: [...EUR, ...USD] }, payrolls, /^nothing$/],
    ['payrolls are due and no dollar is in it', {}, pair('EUR/GBP', payrolls.closeTimeMs), /WARN calendar-unavailable/],
  ])('when %s', (_what, parts, candidate, expected) => {
    expect(said(parts, candidate)).toMatch(expected);
  });

  it('crypto has no calendar', () => {
    const coin = { symbol: 'BTCUSDT', assetClass: 'CRYPTO' as const, closeTimeMs: NOON_MS };
    expect(calendarAt(book({ ...cpi, coverage: EUR }), coin)).toEqual({ earnings: null, news: null });
  });
});
