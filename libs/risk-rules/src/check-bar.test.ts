import { describe, expect, it } from '@jest/globals';
import type { PriceBar } from '@tape/market';
import { checkBar, type BarCheck } from './check-bar.js';
import { emergencyTrigger, type GuardedCampaign } from './emergency-trigger.js';
import { CLASSIC_RISK } from './risk-profile.js';
import { assessAndReserve, releaseReservation, type RiskState } from './risk-state.js';
import { candidate, DAY_MS, MARCH_15_MS, riskState, STOCK } from './testing/sample-risk.js';

function bar(index: number, low: string, high = '104', close = '102'): PriceBar {
  return { openTimeMs: MARCH_15_MS + index * DAY_MS, open: '101', high, low, close, volume: '1000' };
}

function check(overrides: Partial<BarCheck> = {}): BarCheck {
  return {
    symbol: 'ACME',
    timeframe: '1d',
    assetClass: 'STOCK',
    bar: bar(1, '99'),
    equity: '100000',
    entries: [],
    openPositions: [],
    ...overrides,
  };
}

function reserved(): { readonly state: RiskState; readonly reservationId: string; readonly campaignId: string } {
  const result = assessAndReserve(riskState(), {
    candidate: candidate(),
    instrument: STOCK,
    instrumentOf: () => STOCK,
    openPositions: [],
    rates: {},
  });
  if (result.reservation === null) throw new Error(result.verdict.message);
  return { state: result.state, reservationId: result.reservation.id, campaignId: result.reservation.campaignId };
}

function guarded(overrides: Partial<GuardedCampaign>): GuardedCampaign {
  return {
    id: 'c',
    symbol: 'ACME',
    timeframe: '1d',
    direction: 'LONG',
    state: 'ACTIVE',
    guardKind: 'SPRING_LOW',
    guardPrice: '95',
    ...overrides,
  };
}

describe('emergencyTrigger', () => {
  it.each([
    ['LONG', 'SPRING_LOW', '95', '104', null],
    ['LONG', 'SPRING_LOW', '94.99', '104', 'SPRING_LOW_BREAK'],
    ['LONG', 'CAMPAIGN_ICE', '95', '104', null],
    ['LONG', 'CAMPAIGN_ICE', '94.99', '104', 'ICE_BREAK'],
    ['SHORT', 'UTAD_HIGH', '90', '95', null],
    ['SHORT', 'UTAD_HIGH', '90', '95.01', 'UTAD_HIGH_EXCEEDED'],
    ['SHORT', 'CAMPAIGN_ICE', '90', '95.01', 'ICE_BREAK'],
  ] as const)('%s with %s at 95 and a bar %s..%s: %s', (direction, guardKind, low, high, trigger) => {
    expect(emergencyTrigger(guarded({ direction, guardKind }), bar(1, low, high))?.trigger ?? null).toBe(trigger);
  });

  it('can be told to sit through a dip: close instead of low, with a tolerance', () => {
    const patient = { ...CLASSIC_RISK, iceBreak: { use: 'CLOSE', tolerancePercent: '2' } as const };
    const ice = guarded({ guardKind: 'CAMPAIGN_ICE', guardPrice: '100' });
    expect(emergencyTrigger(ice, bar(1, '90', '104', '98'), patient)).toBeNull();
    expect(emergencyTrigger(ice, bar(1, '90', '104', '97.99'), patient)).toMatchObject({
      measured: '97.99',
      limit: '98',
    });
  });

  it.each([
    // 2 % of tolerance on a close, at, just inside and just through it; a low or high alone never counts.
    ['LONG', 'CLOSE', '2', '98', null],
    ['LONG', 'CLOSE', '2', '98.01', null],
    ['LONG', 'CLOSE', '2', '97.99', 'ICE_BREAK'],
    ['SHORT', 'CLOSE', '2', '102', null],
    ['SHORT', 'CLOSE', '2', '102.01', 'ICE_BREAK'],
    ['LONG', 'LOW', '10', '110', null],
    ['LONG', 'LOW', '9.99', '110', 'ICE_BREAK'],
  ] as const)('a %s on an ice of 100 watched by its %s with %s %%: a close of %s is %s', (...row) => {
    const [direction, use, tolerancePercent, close, trigger] = row;
    const profile = { ...CLASSIC_RISK, iceBreak: { use, tolerancePercent } };
    const ice = guarded({ direction, guardKind: 'CAMPAIGN_ICE', guardPrice: '100' });
    expect(emergencyTrigger(ice, bar(1, '90', '110', close), profile)?.trigger ?? null).toBe(trigger);
  });

  it('gives no tolerance to a spring low or an upthrust high', () => {
    const profile = { ...CLASSIC_RISK, iceBreak: { use: 'CLOSE', tolerancePercent: '2' } as const };
    expect(emergencyTrigger(guarded({}), bar(1, '94.99'), profile)).toMatchObject({ limit: '95' });
    const short = guarded({ direction: 'SHORT', guardKind: 'UTAD_HIGH' });
    expect(emergencyTrigger(short, bar(1, '90', '95.01'), profile)).toMatchObject({ limit: '95' });
  });

  it.each(['COMPLETED', 'INVALIDATED'] as const)('a %s campaign has nothing left to guard', (state) => {
    expect(emergencyTrigger(guarded({ state }), bar(1, '1'))).toBeNull();
  });
});

describe('checkBar', () => {
  it('turns a filled reservation into an active campaign', () => {
    const { state, reservationId, campaignId } = reserved();
    const result = checkBar(
      state,
      check({
        entries: [{ reservationId, outcome: 'FILLED', reason: 'filled' }],
        openPositions: [{ campaignId, pattern: 'SPRING' }],
      }),
    );
    expect(result.settled).toMatchObject([{ id: reservationId, status: 'CONSUMED' }]);
    expect(result.campaignChanges).toMatchObject([
      { previousState: 'FORMING', state: 'ACTIVE', reason: 'spring-opened' },
    ]);
  });

  it('sees a position that opened and closed within the bar', () => {
    const { state, reservationId } = reserved();
    const result = checkBar(state, check({ entries: [{ reservationId, outcome: 'FILLED', reason: 'filled' }] }));
    expect(result.campaignChanges.map((change) => change.state)).toEqual(['ACTIVE', 'COMPLETED']);
  });

  it('ends a campaign whose only entry was cancelled', () => {
    const { state, reservationId } = reserved();
    const entries = [{ reservationId, outcome: 'CANCELLED', reason: 'open-beyond-stop' } as const];
    const result = checkBar(state, check({ entries }));
    expect(result.settled).toMatchObject([{ status: 'RELEASED', reason: 'open-beyond-stop' }]);
    expect(result.campaignChanges).toMatchObject([{ state: 'COMPLETED', reason: 'nothing-entered' }]);
  });

  it.each([
    [5, []],
    [6, ['EXPIRED']],
  ])('a reservation nobody entered, %s bars later: %s', (bars, statuses) => {
    const { state } = reserved();
    const result = checkBar(state, check({ bar: bar(bars, '99') }));
    expect(result.settled.map((reservation) => reservation.status)).toEqual(statuses);
  });

  it('closes a campaign whose guard breaks, frees its money and blocks it for five days', () => {
    const { state, campaignId } = reserved();
    const result = checkBar(state, check({ bar: bar(1, '95.49') }));
    expect(result.exits).toMatchObject([{ trigger: 'SPRING_LOW_BREAK', campaignId, measured: '95.49', limit: '95.5' }]);
    expect(result.settled).toMatchObject([{ status: 'RELEASED', reason: 'spring-low-break' }]);
    expect(result.state.campaigns).toMatchObject([
      { state: 'INVALIDATED', blockedUntilMs: MARCH_15_MS + 2 * DAY_MS + 5 * DAY_MS },
    ]);
    const again = checkBar(result.state, check({ bar: bar(2, '90') }));
    expect([again.exits, again.campaignChanges]).toEqual([[], []]);
  });

  it.each([
    ['97000.01', []],
    ['97000', ['DAILY_LOSS']],
    ['85000.01', ['DAILY_LOSS']],
    ['85000', ['MAX_DRAWDOWN']],
    ['84999.99', ['MAX_DRAWDOWN']],
  ])('an account of 100 000 marked at %s: %j, and nothing of it again on the same bar', (equity, triggers) => {
    const first = checkBar(riskState(), check({ equity }));
    expect(first.exits.map((exit) => exit.trigger)).toEqual(triggers);
    expect(checkBar(first.state, check({ equity })).exits).toEqual([]);
  });

  it('leaves campaigns of other series alone', () => {
    const { state } = reserved();
    expect(checkBar(state, check({ timeframe: '1h', bar: bar(1, '1') })).exits).toEqual([]);
  });

  it('releases everything at a drawdown, after the campaign exits', () => {
    const { state } = reserved();
    const result = checkBar(state, check({ bar: bar(1, '90'), equity: '85000' }));
    expect(result.exits.map((exit) => [exit.trigger, exit.campaignId !== null])).toEqual([
      ['SPRING_LOW_BREAK', true],
      ['MAX_DRAWDOWN', false],
    ]);
    expect(result.stateChanges).toMatchObject([{ to: 'HALTED' }]);
  });

  it('is the same whether facts are told once or twice', () => {
    const { state, reservationId, campaignId } = reserved();
    const told = check({
      entries: [{ reservationId, outcome: 'FILLED', reason: 'filled' }],
      openPositions: [{ campaignId, pattern: 'SPRING' }],
    });
    const once = checkBar(state, told);
    const twice = checkBar(once.state, told);
    expect([twice.state, twice.settled, twice.campaignChanges]).toEqual([once.state, [], []]);
  });
});

describe('releaseReservation', () => {
  const WHY = { reason: 'strategy:earnings-near', atMs: MARCH_15_MS };

  it('gives the money back and ends the campaign it alone had opened', () => {
    const { state, reservationId } = reserved();
    const result = releaseReservation(state, reservationId, WHY, new Set());
    expect(result).toMatchObject({ released: true, campaignChange: { state: 'COMPLETED' } });
    expect(result.state.reservations).toMatchObject([{ status: 'RELEASED' }]);
  });

  it('keeps a campaign that has an open position', () => {
    const { state, reservationId, campaignId } = reserved();
    expect(releaseReservation(state, reservationId, WHY, new Set([campaignId])).campaignChange).toBeNull();
  });

  it('is harmless when repeated', () => {
    const { state, reservationId } = reserved();
    const once = releaseReservation(state, reservationId, WHY, new Set());
    expect(releaseReservation(once.state, reservationId, WHY, new Set())).toEqual({
      state: once.state,
      released: false,
      reservation: null,
      campaignChange: null,
    });
  });
});
