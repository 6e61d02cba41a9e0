import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createRateTable, MAX_RATE_AGE_MS, rateOfBar, ratesAsOf, type RateQuote } from './rate-table.js';

const DAY_MS = 86_400_000;
const at = (text: string): number => Date.parse(text);
const MONTH_END_MS = at('2024-01-31T00:00:00Z');
const forex = (symbol: string) => ({ symbol, assetClass: 'FOREX' as const });
const quote = (pair: string, rate: string, atMs = MONTH_END_MS): RateQuote => ({
  base: pair.slice(0, 3),
  quote: pair.slice(3),
  atMs,
  rate,
});
const ask = (quotes: readonly RateQuote[], symbol: string, accountCurrency = 'USD', atMs = MONTH_END_MS) =>
  ratesAsOf(quotes, forex(symbol), { accountCurrency, atMs });

describe('the rate of a quote currency', () => {
  it.each([
    ['direct', [quote('GBPUSD', '1.27')], 'EURGBP', 'USD', { GBP: '1.27' }],
    ['inverse', [quote('USDJPY', '160')], 'EUR/JPY', 'USD', { JPY: '0.00625' }],
    ['the direct one of two as old', [quote('USDCHF', '0.8'), quote('CHFUSD', '1.2')], 'EURCHF', 'USD', { CHF: '1.2' }],
    [
      'the newer of direct and inverse',
      [quote('CHFUSD', '1.2', MONTH_END_MS - 1), quote('USDCHF', '0.8')],
      'EURCHF',
      'USD',
      { CHF: '1.25' },
    ],
    [
      'a cross through the dollar',
      [quote('USDJPY', '160'), quote('EURUSD', '1.25')],
      'GBPJPY',
      'EUR',
      { JPY: '0.005' },
    ],
    ['half a cross is none', [quote('USDJPY', '160')], 'GBPJPY', 'EUR', {}],
    ['none for a pair whose price tells', [quote('USDJPY', '160')], 'USDJPY', 'USD', {}],
    ['none for a pair quoted in the account', [quote('USDJPY', '160')], 'EURUSD', 'USD', {}],
    ['of nothing', [], 'EURGBP', 'USD', {}],
  ])('%s', (_what, quotes, symbol, account, expected) => {
    expect(ask(quotes, symbol, account)).toEqual(expected);
  });

  it('is not needed for a stock', () => {
    const question = { accountCurrency: 'USD', atMs: MONTH_END_MS };
    expect(ratesAsOf([quote('GBPUSD', '1.27')], { symbol: 'GBPUSD', assetClass: 'STOCK' }, question)).toEqual({});
  });

  it.each([
    ['a moment before the month ends', '2024-01-30T23:59:59.999Z', { GBP: '1.26' }],
    ['as it ends', '2024-01-31T00:00:00Z', { GBP: '1.27' }],
    ['on the leap day', '2024-02-29T00:00:00Z', { GBP: '1.28' }],
    ['before there was any', '2023-12-30T23:59:59.999Z', {}],
  ])('%s', (_what, time, expected) => {
    const months = [
      quote('GBPUSD', '1.28', at('2024-02-29T00:00:00Z')),
      quote('GBPUSD', '1.26', at('2023-12-31T00:00:00Z')),
      quote('GBPUSD', '1.27'),
    ];
    expect(ask(months, 'EURGBP', 'USD', at(time))).toEqual(expected);
  });

  it.each([
    [0, { GBP: '1.27' }],
    [1, {}],
  ])('%s ms past its age', (beyondMs, expected) => {
    const question = {
      accountCurrency: 'USD',
      atMs: MONTH_END_MS + MAX_RATE_AGE_MS + beyondMs,
      maxAgeMs: MAX_RATE_AGE_MS,
    };
    expect(ratesAsOf([quote('GBPUSD', '1.27')], forex('EURGBP'), question)).toEqual(expected);
  });

  it('does not depend on the order the quotes came in', () => {
    const some = fc.record({
      pair: fc.constantFrom('GBPUSD', 'USDGBP'),
      rate: fc.constantFrom('1.1', '1.2', '0.8'),
      day: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(some, { maxLength: 8 }), fc.integer({ min: 0, max: 3 }), (rows, day) => {
        const quotes = rows.map((row) => quote(row.pair, row.rate, row.day * DAY_MS));
        const sorted = ask(quotes, 'EURGBP', 'USD', day * DAY_MS);
        expect(ask(quotes.toReversed(), 'EURGBP', 'USD', day * DAY_MS)).toEqual(sorted);
        expect(createRateTable(quotes).ratesFor(forex('EURGBP'), { accountCurrency: 'USD', atMs: -1 })).toEqual({});
      }),
    );
  });
});

describe('a forex bar', () => {
  const bar = { openTimeMs: at('2024-01-31T10:00:00Z'), close: '1.27' };

  it('tells a rate a moment after it closed, never at its close', () => {
    const told = rateOfBar(forex('GBP/USD'), '1h', bar);
    expect(told).toEqual({ base: 'GBP', quote: 'USD', atMs: at('2024-01-31T11:00:00.001Z'), rate: '1.27' });
    const quotes = told === null ? [] : [told];
    expect(ask(quotes, 'EURGBP', 'USD', at('2024-01-31T11:00:00Z'))).toEqual({});
    expect(ask(quotes, 'EURGBP', 'USD', at('2024-01-31T12:00:00Z'))).toEqual({ GBP: '1.27' });
  });

  it('is one only when the instrument says so', () => {
    expect(rateOfBar({ symbol: 'GBPUSD', assetClass: 'STOCK' }, '1h', bar)).toBeNull();
  });
});
