import { inferInstrument, type Instrument } from '@tape/market';
import { describe, expect, it } from '@jest/globals';
import { assess } from './assess.js';
import { quoteCurrencyOf, quoteToAccount, pipSize } from './currency-pair.js';
import { amount } from './decimal.js';
import type { RiskCandidate, RiskPattern } from './risk-candidate.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { sizePosition, type Size } from './sizing.js';
import { candidate, forexPair, view } from './testing/sample-risk.js';

/** A dollar account of 100 000; a Spring or UTAD risks 500 of it, half a pip of spread is added to every stop. */
const EQUITY = '100000';

function sized(
  instrument: Instrument,
  trade: { pattern?: RiskPattern; entry: string; stop: string },
  rates: Record<string, string> = {},
  equity = EQUITY,
): Size {
  const outcome = sizePosition({
    candidate: candidate(trade),
    instrument,
    equity: amount(equity),
    rates,
    profile: CLASSIC_RISK,
  });
  if (outcome.kind === 'refused') throw new Error(outcome.reason);
  return outcome;
}

/** What one pip of one lot costs in dollars: the risk of a lot over its distance in pips. */
function pipValue(symbol: string, price: string, rates: Record<string, string> = {}): string {
  const instrument = forexPair(symbol);
  const pair = { base: symbol.slice(0, 3), quote: symbol.slice(3) };
  const rate = quoteToAccount(instrument, amount(price), 'USD', rates);
  return pipSize(pair).times(amount(instrument.contractSize)).times(rate!).toDecimalPlaces(6).toFixed();
}

describe('a pip of a standard lot in a USD account', () => {
  it.each([
    ['EURUSD', '1.1', {}, '10'],
    ['GBPUSD', '1.27', {}, '10'],
    ['USDJPY', '150', {}, '6.666667'],
    ['USDJPY', '100', {}, '10'],
    ['USDCHF', '0.8', {}, '12.5'],
    ['EURGBP', '0.86', { GBP: '1.25' }, '12.5'],
    ['EURJPY', '165', { JPY: '0.00666666666667' }, '6.666667'],
    ['GBPCHF', '1.12', { CHF: '1.25' }, '12.5'],
  ])('of %s at %s is worth what it must', (symbol, price, rates, dollars) => {
    expect(pipValue(symbol, price, rates)).toBe(dollars);
  });

  it.each([
    ['USDJPY', '0.01'],
    ['EURJPY', '0.01'],
    ['EURUSD', '0.0001'],
    ['EURGBP', '0.0001'],
    ['XAUUSD', '0.01'],
  ])('of %s is a step of %s', (symbol, step) => {
    expect(pipSize({ base: symbol.slice(0, 3), quote: symbol.slice(3) }).toFixed()).toBe(step);
  });
});

describe('worked examples in lots', () => {
  const table: readonly [
    string,
    string,
    string,
    string,
    Record<string, string>,
    RiskPattern,
    [string, string, string],
  ][] = [
    // 50 pips and half a pip: 50.5 x 10 USD = 505 USD a lot; 500 / 505 = 0.9900…
    ['EUR/USD long', 'EURUSD', '1.1', '1.095', {}, 'SPRING', ['0.99', '499.95', '108900']],
    ['EUR/USD short', 'EURUSD', '1.1', '1.105', {}, 'UTAD', ['0.99', '499.95', '108900']],
    // 50.5 yen-pips are 50 500 yen a lot; at the stop of 149.50 that is 337.79 USD; 500 / 337.79 = 1.4801…
    ['USD/JPY long', 'USDJPY', '150', '149.5', {}, 'SPRING', ['1.48', '499.93311037', '148000']],
    // A short's stop is above: 50 500 / 150.50 = 335.55 USD; 500 / 335.55 = 1.4901…
    ['USD/JPY short', 'USDJPY', '150', '150.5', {}, 'UTAD', ['1.49', '499.96677741', '149000']],
    // 50.5 pips x 10 GBP x 1.25 = 631.25 USD a lot; 500 / 631.25 = 0.7920…; 0.79 x 86 000 GBP x 1.25
    ['EUR/GBP long', 'EURGBP', '0.86', '0.855', { GBP: '1.25' }, 'SPRING', ['0.79', '498.6875', '84925']],
    ['EUR/GBP short', 'EURGBP', '0.86', '0.865', { GBP: '1.25' }, 'UTAD', ['0.79', '498.6875', '84925']],
    // 0.8 % for a Sign of Strength: 800 / 505
    ['EUR/USD SOS', 'EURUSD', '1.1', '1.095', {}, 'SOS', ['1.58', '797.9', '173800']],
  ];
  it.each(table)('%s', (_name, symbol, entry, stop, rates, pattern, expected) => {
    const { quantity, riskAmount, notional, clipped } = sized(forexPair(symbol), { pattern, entry, stop }, rates);
    expect([quantity.toFixed(), riskAmount.toFixed(), notional.toFixed()]).toEqual(expected);
    expect(clipped).toBe(false);
  });

  it('gold is sized in lots of 100 ounces', () => {
    // 10.00 and half a pip of 0.01 are 10.005 x 100 = 1 000.50 USD a lot
    const { quantity, riskAmount } = sized(inferInstrument('XAUUSD'), { entry: '2000', stop: '1990' });
    expect([quantity.toFixed(), riskAmount.toFixed()]).toEqual(['0.49', '490.245']);
  });

  it.each([
    // 16.1 pips cost 161 USD a lot: 3.1 lots would be 341 000; three times equity is 300 000, 2.72 lots at 110 000
    ['1.1', '1.09844', '2.72', true],
    // 18.2 pips: 2.74 lots is over by 0.02
    ['1.1', '1.09823', '2.72', true],
    // 18.3 pips: 2.73 lots is over by 0.01
    ['1.1', '1.09822', '2.72', true],
    // 18.4 pips: 2.71 lots are 298 100
    ['1.1', '1.09821', '2.71', false],
    // at par three lots are exactly three times equity: 16.66 pips afford them, 16.6 would afford 3.01, 16.7 only 2.99
    ['1', '0.998384', '3', false],
    ['1', '0.99839', '3', true],
    ['1', '0.99838', '2.99', false],
  ])(
    'the value is at most three times equity: entry %s, stop %s is %s lots, clipped %s',
    (entry, stop, lots, clipped) => {
      const size = sized(forexPair('EURUSD'), { entry, stop });
      const unclipped = amount(entry).minus(stop).plus('0.00005').times(100_000);
      expect([size.quantity.toFixed(), size.clipped]).toEqual([lots, clipped]);
      expect(size.notional.lessThanOrEqualTo(300_000)).toBe(true);
      expect(size.riskAmount.toFixed()).toBe(size.quantity.times(unclipped).toFixed());
    },
  );

  it('clipping says so, and what is risked now', () => {
    const pair: Partial<RiskCandidate> = { symbol: 'EURUSD', entry: '1', stop: '0.999', targets: { primary: '1.004' } };
    const { verdict, sizing } = assess(candidate(pair), forexPair('EURUSD'), view());
    expect([verdict.status, verdict.reason]).toEqual(['WARN', 'value-clipped']);
    // 10.5 pips x 3 lots
    expect(sizing).toMatchObject({
      quantity: '3',
      unit: 'LOTS',
      notional: '300000',
      riskAmount: '315',
      riskPercent: '0.315',
    });
  });

  it.each([
    ['1009.99', 'size-below-step'],
    ['1010', null],
  ])('equity %s against 5.05 USD of the smallest lot: %s', (equity, reason) => {
    // 0.5 % of 1 010 is 5.05
    const pair = candidate({ symbol: 'EURUSD', entry: '1.1', stop: '1.095', targets: { primary: '1.12' } });
    expect(assess(pair, forexPair('EURUSD'), view({ equity })).verdict.reason).toBe(reason);
  });
});

describe('coins', () => {
  it('are sized in contracts to six decimals', () => {
    // 500 / 777.77 = 0.64286…, 64 286.000001 would cost more than a fifth of equity: clipped at 20 000 / 60 000
    const size = sized(inferInstrument('BTCUSDT'), { entry: '60000', stop: '59222.23' });
    expect([size.quantity.toFixed(), size.notional.toFixed(), size.clipped]).toEqual(['0.333333', '19999.98', true]);
    expect(size.riskAmount.toFixed()).toBe('259.25640741');
  });

  it('keep eight decimals of a small price', () => {
    // 500 / 0.00000123 is 406 504 065.04…, its value is 20 000 / 0.00004321
    const size = sized(inferInstrument('SHIBUSDT'), { entry: '0.00004321', stop: '0.00004198' });
    expect(size.quantity.toFixed()).toBe('406504065.04065');
    expect(size.riskAmount.toFixed()).toBe('500');
  });
});

describe('quoteCurrencyOf', () => {
  it.each([
    ['AAPL', 'USD'],
    ['ALPHA-SIM', 'USD'],
    ['BTCUSDT', 'USD'],
    ['ETH/USDC', 'USD'],
    ['BTCEUR', 'EUR'],
    ['ETHBTC', 'BTC'],
    ['EURGBP', 'GBP'],
  ])('%s is quoted in %s', (symbol, quote) => {
    expect(quoteCurrencyOf(inferInstrument(symbol), 'USD')).toBe(quote);
  });

  it('is the account currency for a coin called by its name alone, nothing for a pair that is none', () => {
    expect(quoteCurrencyOf({ symbol: 'SOL', assetClass: 'CRYPTO' }, 'USD')).toBe('USD');
    expect(quoteCurrencyOf({ symbol: 'DXY', assetClass: 'FOREX' }, 'USD')).toBeNull();
  });

  it.each([
    ['ETHBTC', {}, null],
    ['ETHBTC', { BTC: '60000' }, '60000'],
    ['EURGBP', {}, null],
    ['EURGBP', { GBP: '0' }, null],
    ['EURGBP', { USD: '1' }, null],
    ['USDJPY', {}, '0.01'],
  ])('%s with rates %j converts at %s', (symbol, rates, rate) => {
    const converted = quoteToAccount(inferInstrument(symbol), amount('100'), 'USD', rates);
    expect(converted?.toFixed() ?? null).toBe(rate);
  });

  it('a price that is not above zero converts nothing', () => {
    expect(quoteToAccount(forexPair('USDJPY'), amount('0'), 'USD', {})).toBeNull();
  });
});
