import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { defineStrategy } from '../strategy/define-strategy.js';
import { NOTHING, type StrategyStep } from '../strategy/intent.js';
import type { Strategy } from '../strategy/strategy.js';
import { admissionOf, admit, createRegistry } from './registry.js';
import { DEFAULT_TIER_RULES, firstTier, stepTier, TIER_MOVES, TIERS, type Tier, type TierState } from './tier.js';

const DAY_MS = 86_400_000;
const GRACE_MS = DEFAULT_TIER_RULES.graceMs;

function held(tier: Tier, outSinceMs: number | null = null): TierState {
  return { tier, outSinceMs };
}

describe('the first tier', () => {
  it.each([
    ['0', 'SNIPER'],
    ['-50', 'SNIPER'],
    ['1999.99', 'SNIPER'],
    ['2000', 'HUNTER'],
    ['9999.99999999', 'HUNTER'],
    ['10000', 'STRATEGIST'],
  ])('of an equity of %s is %s', (equity, tier) => {
    expect(firstTier(equity)).toEqual(held(tier as Tier));
  });
});

describe('a tier', () => {
  it.each([
    ['is won at its threshold', held('SNIPER'), '2000', 0, held('HUNTER')],
    ['is not won a cent under it', held('SNIPER'), '1999.99', 0, held('SNIPER')],
    ['may be skipped', held('SNIPER'), '10000', 0, held('STRATEGIST')],
    ['is kept within the hysteresis', held('HUNTER'), '1900', 0, held('HUNTER')],
    ['counts as left under it', held('HUNTER'), '1899.99', 5, held('HUNTER', 5)],
    ['is kept until the grace is over', held('HUNTER', 5), '1899.99', 5 + GRACE_MS - 1, held('HUNTER', 5)],
    ['is lost with the grace', held('HUNTER', 5), '1899.99', 5 + GRACE_MS, held('SNIPER')],
    ['recovers within the grace', held('HUNTER', 5), '1900', 5 + GRACE_MS, held('HUNTER')],
    ['is won on the way down, too', held('HUNTER', 5), '10000', 6, held('STRATEGIST')],
    ['falls to what the equity is worth', held('STRATEGIST', 0), '500', GRACE_MS, held('SNIPER')],
    ['falls one step where the lower one is kept', held('STRATEGIST', 0), '1950', GRACE_MS, held('HUNTER')],
  ])('%s', (_, state, equity, timeMs, expected) => {
    const step = stepTier(state, equity, timeMs);
    expect(step.state).toEqual(expected);
    expect(step.change).toEqual(
      state.tier === expected.tier ? null : { from: state.tier, to: expected.tier, equity, timeMs },
    );
  });

  it('has an answer for every pair, and never gives a lower one away for nothing', () => {
    for (const [i, from] of TIERS.entries()) {
      expect(TIERS.map((to) => TIER_MOVES[from][to])).toEqual(
        TIERS.map((_, j) => (j === i ? 'KEEP' : j > i ? 'PROMOTE' : 'GRACE')),
      );
    }
  });

  const equities = fc.array(fc.tuple(fc.integer({ min: 0, max: 15_000 }), fc.integer({ min: 1, max: 3 * DAY_MS })), {
    maxLength: 80,
  });

  it('does not flap: after a rise no fall within the grace, whatever equity does', () => {
    fc.assert(
      fc.property(equities, (path) => {
        let state = firstTier('0');
        let [timeMs, roseAtMs] = [0, -Infinity];
        for (const [equity, waitMs] of path) {
          timeMs += waitMs;
          const { change, state: next } = stepTier(state, String(equity), timeMs);
          state = next;
          if (change === null) continue;
          if (TIERS.indexOf(change.to) > TIERS.indexOf(change.from)) roseAtMs = timeMs;
          else expect(timeMs - roseAtMs).toBeGreaterThanOrEqual(GRACE_MS);
        }
      }),
    );
  });

  it('does not change at all while equity swings within the hysteresis of its threshold', () => {
    const swing = fc.array(fc.tuple(fc.integer({ min: 9_500, max: 10_500 }), fc.integer({ min: 1, max: 30 * DAY_MS })));
    fc.assert(
      fc.property(swing, (path) => {
        let state = held('STRATEGIST');
        let timeMs = 0;
        for (const [equity, waitMs] of path) {
          timeMs += waitMs;
          state = stepTier(state, String(equity), timeMs).state;
        }
        expect(state).toEqual(held('STRATEGIST'));
      }),
    );
  });
});

const strategy = (id: string, tier: Tier): Strategy =>
  defineStrategy({
    id,
    version: 1,
    tier,
    timeframes: ['1h'],
    symbols: ['*'],
    legs: 1,
    definitionHash: '',
    begin: () => ({ push: () => NOTHING, state: () => null }),
  });

describe('the registry', () => {
  const registry = createRegistry([strategy('c', 'STRATEGIST'), strategy('a', 'SNIPER'), strategy('b', 'HUNTER')]);

  it.each([
    ['SNIPER', ['a']],
    ['HUNTER', ['a', 'b']],
    ['STRATEGIST', ['c', 'a', 'b']],
  ] as const)('gives %s %j', (tier, ids) => {
    expect(registry.admitted(tier).map(({ id }) => id)).toEqual(ids);
  });

  it('refuses two of one name', () => {
    expect(() => createRegistry([strategy('a', 'SNIPER'), strategy('a', 'HUNTER')])).toThrow(
      'two strategies are called a',
    );
  });

  it('lets a strategy close what it holds when its tier is lost, and open nothing', () => {
    const step = {
      intents: [{ kind: 'ENTER' }, { kind: 'EXIT' }, { kind: 'SLICE' }],
      refused: null,
    } as unknown as StrategyStep;
    expect(admissionOf('HUNTER', 'SNIPER')).toBe('EXITS_ONLY');
    expect(admit(step, 'EXITS_ONLY').intents.map(({ kind }) => kind)).toEqual(['EXIT']);
    expect(admit(step, admissionOf('HUNTER', 'STRATEGIST'))).toBe(step);
  });
});
