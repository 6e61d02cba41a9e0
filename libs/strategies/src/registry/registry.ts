import type { StrategyStep } from '../strategy/intent.js';
import type { Strategy } from '../strategy/strategy.js';
import { TIERS, type Tier } from './tier.js';

/** `EXITS_ONLY`: the account's tier is under the strategy's; what it has opened it may close. */
export type Admission = 'ADMITTED' | 'EXITS_ONLY';

export interface StrategyRegistry {
  readonly all: readonly Strategy[];
  get(id: string): Strategy | undefined;
  /** What an account of this tier may run, in the order of registration. */
  admitted(tier: Tier): readonly Strategy[];
}

/** @throws RangeError for two strategies of one id: a snapshot or an intent could not be traced. */
export function createRegistry(strategies: readonly Strategy[]): StrategyRegistry {
  const byId = new Map<string, Strategy>();
  for (const strategy of strategies) {
    if (byId.has(strategy.id)) throw new RangeError(`two strategies are called ${strategy.id}: rename one`);
    byId.set(strategy.id, strategy);
  }
  const all = [...strategies];
  return {
    all,
    get: (id) => byId.get(id),
    admitted: (tier) => all.filter((strategy) => admissionOf(strategy.tier, tier) === 'ADMITTED'),
  };
}

export function admissionOf(strategyTier: Tier, accountTier: Tier): Admission {
  return TIERS.indexOf(accountTier) >= TIERS.indexOf(strategyTier) ? 'ADMITTED' : 'EXITS_ONLY';
}

/** What of a step an account may act on: a lost tier must never trap an open position. */
export function admit(step: StrategyStep, admission: Admission): StrategyStep {
  if (admission === 'ADMITTED' || step.intents.every(({ kind }) => kind === 'EXIT')) return step;
  return { intents: step.intents.filter(({ kind }) => kind === 'EXIT'), refused: step.refused };
}
