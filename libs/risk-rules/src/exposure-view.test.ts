import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { assess } from './assess.js';
import { amount } from './decimal.js';
import { capUses, exposureGroups, type HeldMoney } from './exposure-view.js';
import { totalRisk } from './exposure.js';
import { candidate, exposure, STOCK, view } from './testing/sample-risk.js';

function held(overrides: Partial<HeldMoney> = {}): HeldMoney {
  return { ...exposure(), direction: 'LONG', value: '10000', isOpen: true, ...overrides };
}

const AAPL = held({ reservationId: 'a', symbol: 'AAPL', campaignId: 'AAPL-2024-01-02', sector: 'TECH' });
const MORE_AAPL = held({ ...AAPL, reservationId: 'b', riskAmount: '700', value: '8000', isOpen: false });
const MSFT = held({
  reservationId: 'c',
  symbol: 'MSFT',
  campaignId: 'MSFT-2024-01-02',
  sector: 'TECH',
  direction: 'SHORT',
});
const EURUSD = held({
  reservationId: 'd',
  symbol: 'EURUSD',
  campaignId: 'EURUSD-2024-01-02',
  sector: null,
  currencies: ['EUR', 'USD'],
  direction: 'SHORT',
  value: '108900',
  riskAmount: '499.95',
});

describe('exposureGroups', () => {
  const groups = exposureGroups([AAPL, MORE_AAPL, MSFT, EURUSD], '100000');

  it('adds up by symbol, largest risk first', () => {
    expect(groups.symbols.map(({ name, risk }) => [name, risk])).toEqual([
      ['AAPL', '1200'],
      ['MSFT', '500'],
      ['EURUSD', '499.95'],
    ]);
    expect(groups.symbols[0]).toMatchObject({ riskPercent: '1.2', long: '18000', positions: 1, reservations: 1 });
  });

  it('nets longs against shorts, and keeps the gross', () => {
    expect(groups.sectors).toEqual([
      {
        name: 'TECH',
        risk: '1700',
        riskPercent: '1.7',
        long: '18000',
        short: '10000',
        net: '8000',
        gross: '28000',
        positions: 2,
        reservations: 1,
      },
    ]);
  });

  it('has a short pair short of its first currency and long of its second', () => {
    expect(groups.currencies.map(({ name, long, short }) => [name, long, short])).toEqual([
      ['EUR', '0', '108900'],
      ['USD', '108900', '0'],
    ]);
  });

  it('tells no percentage where there is no equity', () => {
    expect(exposureGroups([AAPL], '0').symbols[0]).toMatchObject({ risk: '500', riskPercent: null });
  });
});

describe('capUses', () => {
  it('shows every cap that something counts against', () => {
    const uses = capUses([AAPL, MORE_AAPL, EURUSD], '100000');
    expect(uses.map(({ cap, name, used, limit }) => [cap, name, used, limit])).toEqual([
      ['PORTFOLIO_HEAT', null, '1.7', '10'],
      ['TRADE_RISK', 'AAPL', '0.7', '2'],
      ['TRADE_RISK', 'AAPL', '0.5', '2'],
      ['TRADE_RISK', 'EURUSD', '0.5', '2'],
      ['CAMPAIGN_RISK', 'AAPL-2024-01-02', '1.2', '5'],
      ['CAMPAIGN_POSITIONS', 'AAPL-2024-01-02', '2', '5'],
      ['CAMPAIGN_RISK', 'EURUSD-2024-01-02', '0.5', '5'],
      ['CAMPAIGN_POSITIONS', 'EURUSD-2024-01-02', '1', '5'],
      ['SECTOR_RISK', 'TECH', '1.2', '6'],
      ['CURRENCY_RISK', 'EUR', '0.5', '6'],
      ['CURRENCY_RISK', 'USD', '0.5', '6'],
    ]);
  });

  it.each([
    ['7999.99', '79.9999', 'OK'],
    ['8000', '80', 'WARN'],
    ['9999.99', '99.9999', 'WARN'],
    ['10000', '100', 'FULL'],
    ['12000', '120', 'FULL'],
  ])('heat of %s is %s %% of its cap: %s', (riskAmount, usedOfLimitPercent, state) => {
    expect(capUses([held({ riskAmount })], '100000')[0]).toMatchObject({ usedOfLimitPercent, state, unit: '%' });
  });

  it.each(['0', '-1'])('is full with an equity of %s', (equity) => {
    expect(capUses([AAPL], equity)[0]).toMatchObject({ used: null, usedOfLimitPercent: null, state: 'FULL' });
  });

  it('is empty, but for the heat, where nothing is held', () => {
    expect(capUses([], '100000')).toEqual([
      { cap: 'PORTFOLIO_HEAT', name: null, used: '0', limit: '10', unit: '%', usedOfLimitPercent: '0', state: 'OK' },
    ]);
  });

  it('shows the heat that the next candidate is judged on', () => {
    const risks = fc.array(fc.integer({ min: 0, max: 250_000 }), { maxLength: 12 });
    fc.assert(
      fc.property(risks, (cents) => {
        const all = cents.map((each, index) =>
          held({
            reservationId: `r${index}`,
            campaignId: `c${index}`,
            sector: `s${index}`,
            riskAmount: (each / 100).toFixed(2),
          }),
        );
        const used = amount(capUses(all, '100000')[0]!.used!);
        expect(used.toFixed(5)).toBe(totalRisk(all).div(1_000).toDecimalPlaces(4, 0).toFixed(5));
        const { verdict } = assess(candidate(), STOCK, view({ openPositions: all }));
        expect(verdict.reason === 'portfolio-heat-cap' && verdict.status === 'FAIL').toBe(
          totalRisk(all).plus(500).greaterThan(10_000),
        );
      }),
    );
  });
});
