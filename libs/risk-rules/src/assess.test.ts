import { describe, expect, it } from '@jest/globals';
import { assess, reservationIdOf } from './assess.js';
import { campaignIdOf, joinCampaign } from './campaign.js';
import { amount, decimalText } from './decimal.js';
import type { Exposure } from './exposure.js';
import type { RiskCandidate, RiskPattern } from './risk-candidate.js';
import { candidate, DAY_MS, exposure, forexPair, STOCK, view } from './testing/sample-risk.js';

const OWN_CAMPAIGN = campaignIdOf(candidate());

function others(riskAmounts: readonly string[], overrides: Partial<Exposure>): readonly Exposure[] {
  return riskAmounts.map((riskAmount, index) => exposure({ reservationId: `rsv_${index}`, riskAmount, ...overrides }));
}

describe('assess', () => {
  it('gives size, cost and reward of a sound candidate', () => {
    expect(assess(candidate(), STOCK, view())).toMatchObject({
      verdict: { stage: 'RISK', status: 'PASS', reason: null, atMs: candidate().closeTimeMs },
      sizing: {
        reservationId: reservationIdOf(candidate().id),
        campaignId: 'ACME-2023-02-03',
        quantity: '100',
        unit: 'SHARES',
        notional: '10000',
        riskAmount: '500',
        riskPercent: '0.5',
        rMultiple: '3',
      },
    });
  });

  it('shows what it held against which limit, the tightest first of all', () => {
    const { verdict } = assess(candidate(), STOCK, view());
    expect([verdict.measured, verdict.limit]).toEqual(['3', '3']);
    expect(
      verdict.checks.map(({ name, status, measured, bound, limit }) => [name, status, measured, bound, limit]),
    ).toEqual([
      ['trading state', 'PASS', 'ACTIVE', 'is', 'ACTIVE'],
      ['reward, R', 'PASS', '3', 'at-least', '3'],
      ['the trade, risk % of equity', 'PASS', '0.5', 'at-most', '2'],
      ['SPRING in campaign ACME-2023-02-03, risk % of equity', 'PASS', '0.5', 'at-most', '2'],
      ['campaign ACME-2023-02-03, risk % of equity', 'PASS', '0.5', 'at-most', '5'],
      ['campaign ACME-2023-02-03, positions', 'PASS', '1', 'at-most', '5'],
      ['sector TECH, risk % of equity', 'PASS', '0.5', 'at-most', '6'],
      ['the portfolio, risk % of equity', 'PASS', '0.5', 'at-most', '10'],
    ]);
  });

  it('shows how far it came where it refuses', () => {
    const { verdict } = assess(candidate({ targets: { primary: '110' } }), STOCK, view());
    expect(verdict.checks.map(({ name, status }) => [name, status])).toEqual([
      ['trading state', 'PASS'],
      ['reward, R', 'FAIL'],
    ]);
  });

  /** Stops 5 away from 100, and for a pair 50 pips from 1.1000: the same way in R. */
  const rewards: readonly [RiskPattern, readonly [string, string, string]][] = [
    ['SPRING', ['114.99', '115', '115.01']],
    ['SOS', ['109.99', '110', '110.01']],
    ['LPS', ['112.49', '112.5', '112.51']],
    ['UTAD', ['85.01', '85', '84.99']],
    ['SOW', ['90.01', '90', '89.99']],
    ['LPSY', ['87.51', '87.5', '87.49']],
  ];
  it.each(rewards)('%s needs its least reward: %j is too little, enough, more than enough', (pattern, targets) => {
    const isLong = ['SPRING', 'SOS', 'LPS'].includes(pattern);
    const side = { pattern, direction: isLong ? 'LONG' : 'SHORT' } as const;
    const [stop, pairStop] = isLong ? ['95', '1.095'] : ['105', '1.105'];
    const refused = { status: 'FAIL', reason: 'reward-too-small' };
    const passed = { status: 'PASS', reason: null };
    for (const [index, primary] of targets.entries()) {
      const expected = index === 0 ? refused : passed;
      expect(assess(candidate({ ...side, stop, targets: { primary } }), STOCK, view()).verdict).toMatchObject(expected);
      const scaled = decimalText(amount(primary).minus(100).div(1_000).plus('1.1'));
      const pair = candidate({
        ...side,
        symbol: 'EURUSD',
        entry: '1.1',
        stop: pairStop,
        targets: { primary: scaled },
      });
      expect(assess(pair, forexPair('EURUSD'), view()).verdict).toMatchObject(expected);
    }
  });

  it.each([
    ['LONG', '95', '149.99', 'PASS'],
    ['LONG', '95', '150', 'PASS'],
    ['LONG', '95', '150.01', 'WARN'],
    ['SHORT', '105', '50.01', 'PASS'],
    ['SHORT', '105', '50', 'PASS'],
    ['SHORT', '105', '49.99', 'WARN'],
  ] as const)('a %s with its stop at %s and its target at %s is a %s: ten R', (direction, stop, primary, status) => {
    const pattern = direction === 'LONG' ? 'SPRING' : 'UTAD';
    const asked = candidate({ pattern, direction, stop, targets: { primary } });
    expect(assess(asked, STOCK, view()).verdict.status).toBe(status);
  });

  const shares: readonly [RiskPattern, 'LONG' | 'SHORT', string, string][] = [
    ['SPRING', 'LONG', '500', '0.99'],
    ['SOS', 'LONG', '800', '1.58'],
    ['LPS', 'LONG', '700', '1.38'],
    ['UTAD', 'SHORT', '500', '0.99'],
    ['SOW', 'SHORT', '800', '1.58'],
    ['LPSY', 'SHORT', '700', '1.38'],
  ];
  it.each(shares)('%s, a %s, risks %s of 100 000', (pattern, direction, risk, lots) => {
    const [stop, primary] = direction === 'LONG' ? ['95', '120'] : ['105', '80'];
    const share = candidate({ pattern, direction, stop, targets: { primary } });
    expect(assess(share, STOCK, view()).sizing?.riskAmount).toBe(risk);
    const [pairStop, target] = direction === 'LONG' ? ['1.095', '1.12'] : ['1.105', '1.08'];
    const pair = candidate({
      pattern,
      direction,
      symbol: 'EURUSD',
      entry: '1.1',
      stop: pairStop,
      targets: { primary: target },
    });
    // 505 dollars a lot
    expect(assess(pair, forexPair('EURUSD'), view()).sizing?.quantity).toBe(lots);
  });

  it.each([
    ['113.5', true],
    ['113.49', false],
  ])('a Spring with target %s is a near miss: %s', (primary, nearMiss) => {
    // 2.7 R is 10 % under the minimum of 3
    expect(assess(candidate({ targets: { primary } }), STOCK, view()).verdict).toMatchObject({
      reason: 'reward-too-small',
      nearMiss,
    });
  });

  const refusals: readonly [string, Partial<RiskCandidate>, Parameters<typeof view>[0]][] = [
    ['trading-halted', {}, { tradingState: 'HALTED' }],
    ['trading-reducing', {}, { tradingState: 'REDUCING' }],
    ['no-equity', {}, { equity: '0' }],
    ['no-equity', {}, { equity: '-1' }],
    ['price-order-broken', { stop: '101' }, {}],
    ['size-below-step', {}, { equity: '999' }],
  ];
  it.each(refusals)('refuses with "%s" and sizes nothing', (reason, overrides, portfolio) => {
    const { verdict, sizing } = assess(candidate(overrides), STOCK, view(portfolio));
    expect([verdict.status, verdict.reason, sizing]).toEqual(['FAIL', reason, null]);
  });

  it('refuses a cross without a rate', () => {
    const pair = candidate({ symbol: 'EURGBP', entry: '0.86', stop: '0.855', targets: { primary: '0.88' } });
    expect(assess(pair, forexPair('EURGBP'), view()).verdict.reason).toBe('rate-unavailable');
  });

  it.each([
    [0, 'FAIL'],
    [1, 'PASS'],
  ])('a campaign blocked until the decision minus %s ms: %s', (early, status) => {
    const { campaign } = joinCampaign(null, candidate());
    const blockedUntilMs = candidate().closeTimeMs - early;
    const campaigns = [{ ...campaign, state: 'INVALIDATED' as const, blockedUntilMs }];
    expect(assess(candidate(), STOCK, view({ campaigns })).verdict.status).toBe(status);
  });

  it('refuses to trade against its own campaign', () => {
    const { campaign } = joinCampaign(null, candidate());
    const short = candidate({
      pattern: 'SOW',
      direction: 'SHORT',
      stop: '105',
      targets: { primary: '85' },
      guard: { kind: 'CAMPAIGN_ICE', price: '104' },
    });
    expect(assess(short, STOCK, view({ campaigns: [campaign] })).verdict.reason).toBe('campaign-direction-conflict');
  });

  it('warns when the value cap made it smaller, and says what it risks now', () => {
    const { verdict, sizing } = assess(candidate({ stop: '99', targets: { primary: '104' } }), STOCK, view());
    expect([verdict.status, verdict.reason]).toEqual(['WARN', 'value-clipped']);
    expect(sizing).toMatchObject({ quantity: '200', notional: '20000', riskAmount: '200', riskPercent: '0.2' });
  });

  describe('caps, with 0.5 % coming', () => {
    const table: readonly [string, string, 'PASS' | 'WARN' | 'FAIL', readonly string[], Partial<Exposure>][] = [
      ['heat under 80 %', '7.99', 'PASS', ['7490'], {}],
      ['heat at 80 %', '8', 'WARN', ['7500'], {}],
      ['heat at its cap', '10', 'WARN', ['9500'], {}],
      ['heat over its cap', '10.00001', 'FAIL', ['9500.01'], {}],
      ['sector under 80 %', '4.79', 'PASS', ['4290'], { sector: 'TECH' }],
      ['sector at 80 %', '4.8', 'WARN', ['4300'], { sector: 'TECH' }],
      ['sector at its cap', '6', 'WARN', ['5500'], { sector: 'TECH' }],
      ['sector over its cap', '6.00001', 'FAIL', ['5500.01'], { sector: 'TECH' }],
      ['campaign at 80 %', '4', 'WARN', ['3500'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['campaign at its cap', '5', 'WARN', ['4500'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['campaign over its cap', '5.01', 'FAIL', ['4510'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['Spring budget under 80 %', '1.59', 'PASS', ['1090'], { campaignId: OWN_CAMPAIGN }],
      ['Spring budget at 80 %', '1.6', 'WARN', ['1100'], { campaignId: OWN_CAMPAIGN }],
      ['Spring budget used', '2', 'WARN', ['1500'], { campaignId: OWN_CAMPAIGN }],
      ['Spring budget overdrawn', '2.01', 'FAIL', ['1510'], { campaignId: OWN_CAMPAIGN }],
      ['three positions', '3', 'PASS', ['1', '1'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['four positions', '4', 'WARN', ['1', '1', '1'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['five positions', '5', 'WARN', ['1', '1', '1', '1'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
      ['six positions', '6', 'FAIL', ['1', '1', '1', '1', '1'], { campaignId: OWN_CAMPAIGN, pattern: 'SOS' }],
    ];
    it.each(table)('%s (%s): %s', (_what, _used, status, riskAmounts, overrides) => {
      const { verdict } = assess(candidate(), STOCK, view({ openPositions: others(riskAmounts, overrides) }));
      expect(verdict.status).toBe(status);
    });

    it('counts both currencies of a pair', () => {
      const pair = candidate({ symbol: 'EURUSD', entry: '1.1', stop: '1.09', targets: { primary: '1.14' } });
      const held = others(['5600'], { currencies: ['USD', 'JPY'] });
      expect(assess(pair, forexPair('EURUSD'), view({ heldReservations: held })).verdict).toMatchObject({
        status: 'FAIL',
        reason: 'currency-risk-cap',
        message: expect.stringContaining('USD'),
      });
    });

    it('counts a reservation and the position it became once', () => {
      const same = others(['9000'], {});
      expect(assess(candidate(), STOCK, view({ heldReservations: same, openPositions: same })).verdict.status).toBe(
        'WARN',
      );
    });

    it('does not count the candidate against itself when it is asked again', () => {
      const own = exposure({ reservationId: reservationIdOf(candidate().id), riskAmount: '9800' });
      expect(assess(candidate(), STOCK, view({ heldReservations: [own] })).verdict.status).toBe('PASS');
    });

    it('puts all stocks of unknown sector in one bucket', () => {
      const unknown = others(['5600'], { sector: 'UNKNOWN' });
      const { verdict } = assess(candidate(), { ...STOCK, sector: null }, view({ openPositions: unknown }));
      expect(verdict.reason).toBe('sector-risk-cap');
    });
  });

  it('keeps every warning, the first as the reason', () => {
    const nearHeat = exposure({ riskAmount: '8000' });
    const { verdict } = assess(candidate({ targets: { primary: '160' } }), STOCK, view({ openPositions: [nearHeat] }));
    expect(verdict).toMatchObject({
      reason: 'reward-implausible',
      metadata: { warnings: 2, alsoWarned: 'portfolio-heat-cap' },
    });
  });

  it('names the campaign after symbol and range start, and tells timeframes apart', () => {
    expect(campaignIdOf(candidate())).toBe('ACME-2023-02-03');
    const hourly = candidate({ timeframe: '1h', range: { id: 'r', startTimeMs: 1_678_838_400_000 + DAY_MS / 2 } });
    expect(campaignIdOf(hourly)).toBe('ACME-1h-2023-03-15T12:00Z');
  });
});
