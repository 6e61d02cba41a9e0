import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { amount, Amount } from './decimal.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { isPriceOrdered, rMultipleText, sizePosition, type SizeOutcome } from './sizing.js';
import { candidate, forexPair, STOCK } from './testing/sample-risk.js';

function size(entry: string, stop: string, equity = '100000', instrument = STOCK, rates = {}): SizeOutcome {
  return sizePosition({
    candidate: candidate({ entry, stop }),
    instrument,
    equity: amount(equity),
    rates,
    profile: CLASSIC_RISK,
  });
}

describe('sizePosition', () => {
  it.each([
    // 0.5 % of 100 000 is 500
    ['100', '95', '100', '500', false],
    ['100', '95.01', '100', '499', false],
    ['100', '94.99', '99', '495.99', false],
    // 20 % of 100 000 is 20 000: 200 shares at 100
    ['100', '97.5', '200', '500', false],
    ['100', '97.51', '200', '498', false],
    ['100', '97.48', '198', '498.96', false],
    ['100', '98', '200', '400', true],
  ])('entry %s, stop %s: %s shares risk %s, clipped %s', (entry, stop, quantity, risk, clipped) => {
    const sized = size(entry, stop);
    if (sized.kind !== 'sized') throw new Error(sized.reason);
    expect([sized.quantity.toFixed(), sized.riskAmount.toFixed(), sized.clipped]).toEqual([quantity, risk, clipped]);
  });

  it.each([
    ['1000', 'sized'],
    ['999.99', 'refused'],
  ])('equity %s buys one share that risks 5: %s', (equity, kind) => {
    expect(size('100', '95', equity).kind).toBe(kind);
  });

  it('refuses where one share is worth more than a fifth of equity', () => {
    expect(size('1000', '999', '4999')).toMatchObject({ kind: 'refused', reason: 'size-below-step' });
  });

  it.each([
    // half a pip of spread is added: 50.5 pips x 10 USD = 505 USD a lot, budget 500
    ['EURUSD', '1.10000', '1.09495', '0.98'],
    // 50.5 yen-pips on 100 000 USD: 505 JPY x 100 / 149.5 a dollar = 337.79 USD a lot
    ['USDJPY', '150', '149.5', '1.48'],
  ])('%s is sized in lots', (symbol, entry, stop, quantity) => {
    const sized = size(entry, stop, '100000', forexPair(symbol));
    if (sized.kind !== 'sized') throw new Error(sized.reason);
    expect(sized.quantity.toFixed()).toBe(quantity);
  });

  it('needs a rate for a cross and refuses without one', () => {
    const cross = forexPair('EURGBP');
    expect(size('0.86', '0.855', '100000', cross)).toEqual({ kind: 'refused', reason: 'rate-unavailable' });
    expect(size('0.86', '0.855', '100000', cross, { GBP: '1.25' }).kind).toBe('sized');
  });

  it('caps forex at three times equity', () => {
    const sized = size('1.10000', '1.09990', '100000', forexPair('EURUSD'));
    expect(sized).toMatchObject({ kind: 'sized', clipped: true });
    if (sized.kind === 'sized') expect(sized.notional.lessThanOrEqualTo(300_000)).toBe(true);
  });

  it('never risks more than its percentage, and one step more would', () => {
    const cents = fc.integer({ min: 200, max: 1_000_000 });
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 100_000, max: 1e9 }), (e, d, q) => {
        fc.pre(d < e);
        const entry = new Amount(e).div(100);
        const equity = new Amount(q).div(100);
        const sized = size(entry.toFixed(), entry.minus(new Amount(d).div(100)).toFixed(), equity.toFixed());
        const budget = equity.times('0.005');
        const perShare = new Amount(d).div(100);
        if (sized.kind === 'refused') {
          expect(perShare.greaterThan(budget) || entry.greaterThan(equity.div(5))).toBe(true);
          return;
        }
        expect(sized.quantity.times(perShare).lessThanOrEqualTo(budget)).toBe(true);
        expect(sized.notional.lessThanOrEqualTo(equity.div(5))).toBe(true);
        const more = sized.quantity.plus(1);
        const isTooMuch = more.times(perShare).greaterThan(budget) || more.times(entry).greaterThan(equity.div(5));
        expect(isTooMuch).toBe(true);
      }),
    );
  });
});

describe('rMultipleText', () => {
  it('is rounded down, so that it never reaches a minimum the prices do not', () => {
    expect(rMultipleText({ entry: '100', stop: '97', targets: { primary: '108.99999' } })).toBe('2.9999');
  });
});

describe('isPriceOrdered', () => {
  it.each([
    ['LONG', '95', '100', '115', true],
    ['LONG', '100', '100', '115', false],
    ['LONG', '95', '100', '100', false],
    ['SHORT', '105', '100', '85', true],
    ['SHORT', '95', '100', '85', false],
    ['SHORT', '105', '100', '-5', false],
  ] as const)('%s with stop %s, entry %s, target %s: %s', (direction, stop, entry, primary, expected) => {
    expect(isPriceOrdered({ direction, stop, entry, targets: { primary } })).toBe(expected);
  });
});
