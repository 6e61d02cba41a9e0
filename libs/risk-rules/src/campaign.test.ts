import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { campaignBudgetPercent } from './campaign-budget.js';
import { CAMPAIGN_TRANSITIONS, joinCampaign, nextCampaignState, type CampaignEvent } from './campaign.js';
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

describe('campaignBudgetPercent', () => {
  const cases: readonly [RiskPattern, number, readonly RiskPattern[], number][] = [
    ['SPRING', 80, [], 40],
    ['SOS', 80, [], 70],
    ['SOS', 80, ['SPRING'], 30],
    ['LPS', 75, [], 100],
    ['LPS', 74, [], 30],
    ['LPS', 90, ['LPS'], 100],
    ['LPS', 90, ['SOS'], 30],
    ['UTAD', 80, [], 40],
    ['SOW', 80, [], 30],
    ['LPSY', 80, [], 30],
  ];
  it.each(cases)('%s at confidence %s beside %s: %s %%', (pattern, confidence, others, percent) => {
    const campaign = others.map((other) => ({ pattern: other }));
    expect(campaignBudgetPercent({ pattern, confidence }, campaign).toNumber()).toBe(percent);
  });
});
