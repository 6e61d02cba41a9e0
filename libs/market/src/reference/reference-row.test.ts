import { describe, expect, it } from '@jest/globals';
import { EARNINGS_COLUMNS, NEWS_COLUMNS, readEarningsRow, readNewsRow } from './calendar-row.js';
import { readCsvTable } from '../csv/csv-table.js';
import { newsKindsOf } from './news-kinds.js';
import { readRateRow } from './rate-row.js';
import type { RowReading } from './reference-row.js';
import { readSectorRow } from './sector-row.js';

const at = (text: string): number => Date.parse(text);
const NOW_MS = at('2026-11-20T12:00:00Z');

function ruleOf(reading: RowReading<unknown>): string {
  return reading.ok ? JSON.stringify(reading.row) : `${reading.refusal.field} ${reading.refusal.rule}`;
}

describe('a row of earnings', () => {
  it.each([
    [{ symbol: 'AAPL', at: '2024-02-01T21:30:00Z' }, at('2024-02-01T21:30:00Z')],
    [{ symbol: 'AAPL', at: at('2024-02-01T21:30:00Z') }, at('2024-02-01T21:30:00Z')],
    // 16:30 New York is 21:30 UTC in winter and 20:30 in summer; the clocks changed on 2024-03-10.
    [{ symbol: 'AAPL', at: '2024-02-01', session: 'amc' }, at('2024-02-01T21:30:00Z')],
    [{ symbol: 'AAPL', at: '2024-05-02', session: 'AMC' }, at('2024-05-02T20:30:00Z')],
    [{ symbol: 'AAPL', at: '2024-03-10', session: 'BMO' }, at('2024-03-10T12:00:00Z')],
  ])('%j is at %i', (raw, atMs) => {
    expect(readEarningsRow(raw)).toEqual({ ok: true, row: { symbol: 'AAPL', atMs } });
  });

  it.each([
    [{ at: '2024-02-01T21:30:00Z' }, 'symbol missing'],
    [{ symbol: 'aapl', at: '2024-02-01T21:30:00Z' }, 'symbol bad-symbol'],
    [{ symbol: 'AAPL' }, 'at missing'],
    [{ symbol: 'AAPL', at: 'next week' }, 'at bad-time'],
    [{ symbol: 'AAPL', at: '2024-02-01' }, 'at no-time-of-day'],
    [{ symbol: 'AAPL', at: '2024-02-30T00:00:00Z' }, 'at bad-time'],
    [{ symbol: 'AAPL', at: '2024-02-01', session: 'noon' }, 'session bad-session'],
  ])('%j is refused: %s', (raw, rule) => {
    expect(ruleOf(readEarningsRow(raw))).toBe(rule);
  });
});

describe('a row of news', () => {
  it('takes the currency from the kind where only one has it', () => {
    expect(readNewsRow({ kind: 'nfp', at: '2024-02-02T13:30:00Z' })).toMatchObject({
      row: { kind: 'NFP', currency: 'USD' },
    });
  });

  it.each([
    [{ kind: 'CPI', at: '2024-02-02T13:30:00Z' }, 'currency missing'],
    [{ kind: 'ECB', currency: 'USD', at: '2024-02-02T13:30:00Z' }, 'currency wrong-currency'],
    [{ kind: 'CPI', currency: 'ZZZ', at: '2024-02-02T13:30:00Z' }, 'currency bad-currency'],
    [{ kind: 'PMI', currency: 'EUR', at: '2024-02-02T13:30:00Z' }, 'kind bad-kind'],
    [{ kind: 'toString', at: '2024-02-02T13:30:00Z' }, 'kind bad-kind'],
    [{ kind: 'NFP', at: '2024-02-02' }, 'at no-time-of-day'],
  ])('%j is refused: %s', (raw, rule) => {
    expect(ruleOf(readNewsRow(raw))).toBe(rule);
  });

  it.each([
    ['USD', ['NFP', 'FOMC', 'CPI', 'GDP', 'UNEMPLOYMENT']],
    ['EUR', ['ECB', 'CPI', 'GDP', 'UNEMPLOYMENT']],
    ['JPY', ['BOJ', 'CPI', 'GDP', 'UNEMPLOYMENT']],
    ['CAD', ['CPI', 'GDP', 'UNEMPLOYMENT']],
  ])('%s is moved by %j', (currency, kinds) => {
    expect(newsKindsOf(currency)).toEqual(kinds);
  });
});

describe('a row of rates', () => {
  it.each([
    [{ pair: 'eur/usd', at: '2024-01-31T16:00:00Z', rate: '1.0840' }, at('2024-01-31T16:00:00Z')],
    [{ base: 'EUR', quote: 'USD', at: '2024-01-31T16:00:00Z', rate: 1.084 }, at('2024-01-31T16:00:00Z')],
    // What the last day of a month brought is known when the month has ended.
    [{ pair: 'EURUSD', at: '2024-02-29', rate: '1.084' }, at('2024-03-01T00:00:00Z')],
  ])('%j is known from %i on', (raw, atMs) => {
    expect(readRateRow(raw, NOW_MS)).toEqual({ ok: true, row: { base: 'EUR', quote: 'USD', atMs, rate: '1.084' } });
  });

  it.each([
    [{ base: 'EUR', at: '2024-01-31T16:00:00Z', rate: '1' }, 'quote missing'],
    [{ pair: 'EURUSDX', at: '2024-01-31T16:00:00Z', rate: '1' }, 'pair bad-pair'],
    [{ pair: 'EURZZZ', at: '2024-01-31T16:00:00Z', rate: '1' }, 'pair bad-currency'],
    [{ pair: 'EUR/EUR', at: '2024-01-31T16:00:00Z', rate: '1' }, 'quote same-currency'],
    [{ pair: 'EURUSD', at: '2026-11-20T12:00:05.001Z', rate: '1' }, 'at in-the-future'],
    [{ pair: 'EURUSD', at: '2026-11-21', rate: '1' }, 'at in-the-future'],
    [{ pair: 'EURUSD', at: '2024-01-31T16:00:00Z' }, 'rate missing'],
    [{ pair: 'EURUSD', at: '2024-01-31T16:00:00Z', rate: '0.000' }, 'rate bad-rate'],
    [{ pair: 'EURUSD', at: '2024-01-31T16:00:00Z', rate: '-1' }, 'rate bad-rate'],
    [{ pair: 'EURUSD', at: '2024-01-31T16:00:00Z', rate: '1,08' }, 'rate bad-rate'],
    [{ pair: 'EURUSD', at: '2024-01-31T16:00:00Z', rate: 'NaN' }, 'rate bad-rate'],
  ])('%j is refused: %s', (raw, rule) => {
    expect(ruleOf(readRateRow(raw, NOW_MS))).toBe(rule);
  });
});

describe('a row of sectors', () => {
  it.each([
    ['Technology', 'INFORMATION_TECHNOLOGY'],
    ['information technology', 'INFORMATION_TECHNOLOGY'],
    ['HEALTH_CARE', 'HEALTH_CARE'],
    ['Healthcare', 'HEALTH_CARE'],
    ['', null],
  ])('%j is %j', (sector, expected) => {
    expect(readSectorRow({ symbol: 'AAPL', sector })).toEqual({ ok: true, row: { symbol: 'AAPL', sector: expected } });
  });

  it.each([
    [{ symbol: 'AAPL', sector: 'Tecnology' }, 'sector bad-sector'],
    [{ symbol: 'EURUSD', sector: 'ENERGY' }, 'symbol not-a-stock'],
    [{ symbol: 'BTCUSDT', sector: 'ENERGY' }, 'symbol not-a-stock'],
  ])('%j is refused: %s', (raw, rule) => {
    expect(ruleOf(readSectorRow(raw))).toBe(rule);
  });
});

describe('readCsvTable', () => {
  it('finds columns by their names, numbers lines as an editor does, and leaves out what is empty', () => {
    const text =
      '\uFEFF# from a vendor\r\nTicker;Report Date;note;when\r\n\r\nAAPL;2024-02-01;"a;b";AMC\r\nMSFT;2024-01-30\r\n';
    expect(readCsvTable(text, EARNINGS_COLUMNS)).toEqual({
      ok: true,
      ignored: ['note'],
      rows: [
        { line: 4, values: { symbol: 'AAPL', at: '2024-02-01', session: 'AMC' } },
        { line: 5, values: { symbol: 'MSFT', at: '2024-01-30' } },
      ],
    });
  });

  it.each([
    ['', 'empty-file'],
    ['# nothing\n', 'empty-file'],
    ['kind,when\n', 'missing-columns'],
    ['kind,at,date\n', 'repeated-column'],
  ])('refuses %j: %s', (text, rule) => {
    expect(readCsvTable(text, NEWS_COLUMNS)).toMatchObject({ ok: false, rule });
  });
});
