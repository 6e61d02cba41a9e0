import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { campaignBudgetPercent } from './campaign-budget.js';
import { CAMPAIGN_TRANSITIONS, joinCampaign, nextCampaignState, raiseGuard, type CampaignEvent } from './campaign.js';
import type { RiskPattern } from './risk-candidate.js';
import { candidate } from './testing/sample-risk.js';

const STATES = Object.keys(CAMPAIGN_TRANSITIONS);
const EVENTS = Object.keys(CAMPAIGN_TRANSITIONS.FORMING) as CampaignEvent[];

describe('campaign states', () => {
  it('reach only states of the table, whatever happens, and throw on what cannot', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...EVENTS), { maxLength: 30 }), (events) => {
        let state: keyof typeof CAMPAIGN_TRANSITIONS = 'FORMING';
        for (const event of events) {
          if (CAMPAIGN_TRANSITIONS[state][event] === null) {
            const before = state;
            expect(() => nextCampaignState(before, event)).toThrow(RangeError);
          } else {
            state = nextCampaignState(state, event);
            expect(STATES).toContain(state);
          }
        }
      }),
    );
  });

  it.each(['COMPLETED', 'INVALIDATED'] as const)('%s ends everything but a new reservation', (state) => {
    const legal = EVENTS.filter((event) => CAMPAIGN_TRANSITIONS[state][event] !== null);
    expect(legal).toEqual(['RESERVED']);
  });
});

describe('joinCampaign', () => {
  it('opens a campaign with the guard of its first signal', () => {
    const { campaign, change } = joinCampaign(null, candidate());
    expect(campaign).toMatchObject({
      state: 'FORMING',
      guardKind: 'SPRING_LOW',
      guardPrice: '95.5',
      direction: 'LONG',
    });
    expect(change).toMatchObject({ previousState: null, state: 'FORMING', reason: 'spring-reserved' });
  });

  it.each([
    ['LONG', '95.5', '110', '110'],
    ['LONG', '95.5', '90', '95.5'],
    ['SHORT', '120', '110', '110'],
    ['SHORT', '120', '130', '120'],
  ] as const)('a %s guarded at %s that is offered %s stands on %s', (direction, first, offered, kept) => {
    const opened = joinCampaign(null, candidate({ direction, guard: { kind: 'CAMPAIGN_ICE', price: first } }));
    const joined = joinCampaign(
      opened.campaign,
      candidate({ direction, guard: { kind: 'CAMPAIGN_ICE', price: offered } }),
    );
    expect(joined.campaign.guardPrice).toBe(kept);
    expect(joined.change === null).toBe(first === kept);
  });

  it('opens an ended campaign again without its old block', () => {
    const { campaign } = joinCampaign(null, candidate());
    const ended = { ...campaign, state: 'INVALIDATED' as const, blockedUntilMs: 1, endedAtMs: 1 };
    expect(joinCampaign(ended, candidate()).campaign).toMatchObject({
      state: 'FORMING',
      blockedUntilMs: null,
      endedAtMs: null,
    });
  });
});

describe('raiseGuard', () => {
  const DIRECTIONS = ['LONG', 'SHORT'] as const;
  const price = fc.integer({ min: 1, max: 1_000 }).map(String);

  it('never moves a guard against the trade, whatever lows and highs come', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DIRECTIONS), price, fc.array(price), (direction, first, offers) => {
        let { campaign } = joinCampaign(null, candidate({ direction, guard: { kind: 'CAMPAIGN_ICE', price: first } }));
        for (const offer of offers) {
          const before = Number(campaign.guardPrice);
          const guard = { kind: 'CAMPAIGN_ICE', price: offer } as const;
          const moved = raiseGuard(campaign, candidate({ pattern: 'LPS', direction, guard }));
          campaign = moved?.campaign ?? campaign;
          const after = Number(campaign.guardPrice);
          expect(direction === 'LONG' ? after >= before : after <= before).toBe(true);
          expect(moved === null).toBe(after === before);
        }
      }),
    );
  });

  it('goes from the spring low to the jumped creek, and says why', () => {
    const { campaign } = joinCampaign(null, candidate());
    const sos = candidate({ pattern: 'SOS', guard: { kind: 'CAMPAIGN_ICE', price: '110' } });
    expect(raiseGuard(campaign, sos)).toMatchObject({
      campaign: { guardKind: 'CAMPAIGN_ICE', guardPrice: '110' },
      change: { state: 'FORMING', previousState: 'FORMING', reason: 'sos-moved-guard' },
    });
  });

  it('is not for a candidate of the other direction, nor for a campaign that has ended', () => {
    const { campaign } = joinCampaign(null, candidate());
    const short = candidate({ direction: 'SHORT', guard: { kind: 'UTAD_HIGH', price: '200' } });
    expect(raiseGuard(campaign, short)).toBeNull();
    const higher = candidate({ guard: { kind: 'CAMPAIGN_ICE', price: '200' } });
    expect(raiseGuard({ ...campaign, state: 'COMPLETED' }, higher)).toBeNull();
  });
});

describe('campaignBudgetPercent', () => {
  const cases: readonly [RiskPattern, number, readonly RiskPattern[], number][] = [
    ['SPRING', 80, [], 40],
    ['SOS', 80, [], 70],
    ['SOS', 80, ['SPRING'], 30],
    ['LPS', 75, [], 100],
    ['LPS', 74, [], 30],
    ['LPS', 90, ['LPS'], 100],
    ['LPS', 90, ['SOS'], 30],
    ['LPS', 75, ['SPRING'], 60],
    ['LPS', 74, ['SPRING'], 30],
    ['LPS', 90, ['SPRING', 'SOS'], 30],
    ['UTAD', 80, [], 40],
    ['SOW', 80, [], 70],
    ['SOW', 80, ['UTAD'], 30],
    ['LPSY', 75, [], 100],
    ['LPSY', 74, [], 30],
    ['LPSY', 75, ['UTAD'], 60],
    ['LPSY', 80, ['SOW'], 30],
  ];
  it.each(cases)('%s at confidence %s beside %s: %s %%', (pattern, confidence, others, percent) => {
    const campaign = others.map((other) => ({ pattern: other }));
    expect(campaignBudgetPercent({ pattern, confidence }, campaign).toNumber()).toBe(percent);
  });

  it.each([
    ['SPRING', 'SOS', 'LPS'],
    ['UTAD', 'SOW', 'LPSY'],
  ] as const)('%s, %s and %s, whichever come, never share out more than the whole', (...sequence) => {
    fc.assert(
      fc.property(fc.subarray([...sequence]), fc.integer({ min: 0, max: 100 }), (entries, confidence) => {
        const shares = entries.map((pattern, index) =>
          campaignBudgetPercent(
            { pattern, confidence },
            entries.slice(0, index).map((other) => ({ pattern: other })),
          ).toNumber(),
        );
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(100);
      }),
    );
  });
});
