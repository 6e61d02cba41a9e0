import { describe, expect, it } from '@jest/globals';
import { inferInstrument } from '@tape/market';
import { assess, campaignIdOf, CLASSIC_RISK, riskPercentOf } from '@tape/risk-rules';
import { beginChain, NO_CALENDAR } from '@tape/validation';
import { noAnalysis, START_MS } from '../testing/sample-bars.contract.js';
import type { EnterIntent } from '../strategy/intent.js';
import { toProposal } from './to-candidate.js';

const BAR = { openTimeMs: START_MS, open: 100, high: 104, low: 99, close: 103, volume: 1_000 };
const INSTRUMENT = { ...inferInstrument('ACME'), tickSize: '0.05' };

function intent(changes: Partial<EnterIntent> = {}): EnterIntent {
  return {
    id: `s@1:ACME:1h:${START_MS}:ENTER:LONG`,
    strategyId: 's',
    strategyVersion: 1,
    symbol: 'ACME',
    timeframe: '1h',
    barTimeMs: START_MS,
    direction: 'LONG',
    kind: 'ENTER',
    entry: 103.02,
    stop: 101.03,
    targets: [
      { price: 107.04, r: 2, share: 0.5 },
      { price: 111.08, r: 4, share: 0.5 },
    ],
    riskPercent: '0.4',
    patternId: null,
    groupId: null,
    ...changes,
  };
}
const proposalOf = (changes: Partial<EnterIntent> = {}) =>
  toProposal(intent(changes), { bar: BAR, analysis: noAnalysis(), instrument: INSTRUMENT, simulated: false });

describe('an entry of a strategy', () => {
  it.each([
    [{ distance: 3.012, afterTargets: 2, beyondObjective: false } as const, { by: 'DISTANCE', distance: '3.05' }],
    [{ distance: 0.0001, afterTargets: 1, beyondObjective: true } as const, { by: 'DISTANCE', distance: '0.05' }],
    [{ distance: null, afterTargets: 1, beyondObjective: true } as const, { by: 'STRUCTURE', distance: null }],
  ])('declares how its stop trails: %j', (trail, plan) => {
    const { afterTargets, beyondObjective } = trail;
    expect(proposalOf({ trail }).trailing).toEqual({ ...plan, afterTargets, beyondObjective });
    expect(proposalOf({})).not.toHaveProperty('trailing');
  });

  it('is a candidate on the tick: the stop moves away, targets come nearer', () => {
    expect(proposalOf()).toMatchObject({
      entry: '103',
      stop: '101',
      targets: { primary: '111.05', secondary: ['107'] },
    });
    const short = proposalOf({ direction: 'SHORT', stop: 105.01, targets: [{ price: 99.01, r: 2, share: 1 }] });
    expect(short).toMatchObject({ stop: '105.05', targets: { primary: '99.05', secondary: [], conservative: null } });
  });

  it('is refused here when the tick leaves nothing of it', () => {
    expect(() => proposalOf({ stop: 103.01, targets: [{ price: 103.04, r: 1, share: 1 }] })).toThrow(RangeError);
  });

  it('is a campaign of its own', () => {
    expect(campaignIdOf(proposalOf())).toBe('ACME-s-1h-2024-01-01T00:00Z');
  });

  it('risks what the strategy asks for, and never more than a trade may', () => {
    expect(riskPercentOf(proposalOf(), CLASSIC_RISK)).toBe('0.4');
    expect(riskPercentOf(proposalOf({ riskPercent: '9' }), CLASSIC_RISK)).toBe(CLASSIC_RISK.maxTradePercent);
    expect(riskPercentOf(proposalOf({ riskPercent: null }), CLASSIC_RISK)).toBe(CLASSIC_RISK.riskPercent.STRATEGY);
  });

  it('goes to risk past the stages that judge patterns, which say why they do not', () => {
    const context = {
      instrument: INSTRUMENT,
      profile: 'classic',
      calendar: NO_CALENDAR,
      campaignBlockedUntilMs: null,
    } as const;
    const start = beginChain(proposalOf(), context);
    if (start.next !== 'ask-risk') throw new Error('it was judged');
    expect(start.stages.map(({ stage, status, reason }) => [stage, status, reason])).toEqual([
      ['VOLUME', 'NOT_APPLICABLE', 'strategy-entry'],
      ['PHASE', 'NOT_APPLICABLE', 'strategy-entry'],
      ['LEVELS', 'NOT_APPLICABLE', 'strategy-entry'],
    ]);
  });

  it.each([
    ['trading is halted', { tradingState: 'HALTED' as const }, 'trading-halted'],
    ['only exits are allowed', { tradingState: 'REDUCING' as const }, 'trading-reducing'],
  ])('is refused by the same risk where %s', (_, changes, reason) => {
    const view = {
      equity: '100000',
      campaigns: [],
      reservations: [],
      openPositions: [],
      rates: {},
      ...changes,
    };
    expect(assess(proposalOf(), INSTRUMENT, view as never).verdict).toMatchObject({ status: 'FAIL', reason });
  });
});
