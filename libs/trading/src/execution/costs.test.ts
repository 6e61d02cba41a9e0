import { describe, expect, it } from '@jest/globals';
import { amount } from '@tape/risk-rules';
import { bar, STOCK } from '../testing/sample-trade.js';
import { commission, DEFAULT_COSTS, impactPercent, marketFillPrice } from './costs.js';

describe('commission', () => {
  it.each([
    ['STOCK', '100', '10000', '1'],
    ['STOCK', '200', '10000', '1'],
    ['STOCK', '201', '10000', '1.005'],
    ['CRYPTO', '0.5', '20000', '20'],
    ['FOREX', '0.98', '107800', '3.43'],
  ] as const)('%s, %s units worth %s: %s', (assetClass, quantity, value, fee) => {
    expect(commission(DEFAULT_COSTS[assetClass], amount(quantity), amount(value)).toFixed()).toBe(fee);
  });
});

describe('impactPercent', () => {
  it.each([
    ['100', '1000', '0'],
    ['101', '1000', '0.001'],
    ['500', '1000', '0.4'],
    ['1000', '1000', '0.9'],
    ['5000', '1000', '0.9'],
    ['1', '0', '0.9'],
  ])('%s of a bar of %s: %s %%', (quantity, volume, percent) => {
    expect(impactPercent(DEFAULT_COSTS.STOCK, STOCK, amount(quantity), amount(volume)).toFixed()).toBe(percent);
  });

  it('says nothing about tick volume', () => {
    const tick = { ...STOCK, volumeSource: 'TICK' } as const;
    expect(impactPercent(DEFAULT_COSTS.FOREX, tick, amount('5000'), amount('1')).toFixed()).toBe('0');
  });
});

describe('marketFillPrice', () => {
  it.each([
    ['BUY', '100', '1000000', '100.02'],
    ['SELL', '100', '1000000', '99.98'],
    // 0.02 % of 100.01 is 0.020002: the tick rounds it against us
    ['BUY', '100.01', '1000000', '100.04'],
    ['SELL', '100.01', '1000000', '99.98'],
    // 100 of 200 is 50 %, 40 % of it over the free part: 0.4 % more
    ['BUY', '100', '200', '100.42'],
    ['SELL', '100', '200', '99.58'],
    ['SELL', '0.005', '1000000', '0.01'],
  ] as const)('%s at %s in a bar of %s fills at %s', (buySell, price, volume, filled) => {
    const fill = marketFillPrice({
      price: amount(price),
      buySell,
      quantity: amount('100'),
      bar: bar(1, price, price, price, price, volume),
      instrument: STOCK,
      costs: DEFAULT_COSTS.STOCK,
    });
    expect(fill.toFixed()).toBe(filled);
  });
});
