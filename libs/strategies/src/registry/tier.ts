import { amount } from '@tape/risk-rules';

/** By account equity, smallest first. A tier may run the strategies of the tiers below it. */
export const TIERS = ['SNIPER', 'HUNTER', 'STRATEGIST'] as const;
export type Tier = (typeof TIERS)[number];

/** Equity from which a tier is held. Unit: account currency, decimal text. */
export const TIER_FROM: Readonly<Record<Tier, string>> = { SNIPER: '0', HUNTER: '2000', STRATEGIST: '10000' };

export interface TierRules {
  /** Percent under its threshold at which equity counts as fallen out of a tier. */
  readonly hysteresisPercent: number;
  /** How long equity must have stayed out before the tier is lost. Unit: milliseconds of bar time. */
  readonly graceMs: number;
}

/** A day's swing of a small account is some percent; a week is long enough for a deposit or a recovery. */
export const DEFAULT_TIER_RULES: TierRules = { hysteresisPercent: 5, graceMs: 7 * 86_400_000 };

/** The tier an account holds. Plain JSON. */
export interface TierState {
  readonly tier: Tier;
  /** Since when equity has been out of the tier without pause; null while it is in. */
  readonly outSinceMs: number | null;
}

export interface TierChange {
  readonly from: Tier;
  readonly to: Tier;
  readonly equity: string;
  readonly timeMs: number;
}

export interface TierStep {
  readonly state: TierState;
  readonly change: TierChange | null;
}

type Move = 'KEEP' | 'PROMOTE' | 'GRACE';

/** Held tier by the tier the equity is worth. Total: a new tier must say how it meets every other. */
export const TIER_MOVES: Readonly<Record<Tier, Readonly<Record<Tier, Move>>>> = {
  SNIPER: { SNIPER: 'KEEP', HUNTER: 'PROMOTE', STRATEGIST: 'PROMOTE' },
  HUNTER: { SNIPER: 'GRACE', HUNTER: 'KEEP', STRATEGIST: 'PROMOTE' },
  STRATEGIST: { SNIPER: 'GRACE', HUNTER: 'GRACE', STRATEGIST: 'KEEP' },
};

/** The tier of an account that is seen for the first time. */
export function firstTier(equity: string): TierState {
  return { tier: worthOf(equity, 'SNIPER', 0), outSinceMs: null };
}

/**
 * A tier is won at once and lost late: equity must stay under the threshold less the hysteresis for the whole grace.
 * @param timeMs of the bar or the mark; never earlier than in the step before.
 */
export function stepTier(state: TierState, equity: string, timeMs: number, rules = DEFAULT_TIER_RULES): TierStep {
  const worth = worthOf(equity, state.tier, rules.hysteresisPercent);
  const move = TIER_MOVES[state.tier][worth];
  if (move === 'KEEP') return { state: { tier: state.tier, outSinceMs: null }, change: null };
  const outSinceMs = state.outSinceMs ?? timeMs;
  if (move === 'GRACE' && timeMs - outSinceMs < rules.graceMs) {
    return { state: { tier: state.tier, outSinceMs }, change: null };
  }
  return { state: { tier: worth, outSinceMs: null }, change: { from: state.tier, to: worth, equity, timeMs } };
}

/** The highest tier whose threshold equity reaches; for the held tier and those below it, less the hysteresis. */
function worthOf(equity: string, held: Tier, hysteresisPercent: number): Tier {
  const value = amount(equity);
  const reached = TIERS.filter((tier) => {
    const threshold = amount(TIER_FROM[tier]);
    const isHeld = TIERS.indexOf(tier) <= TIERS.indexOf(held);
    return value.gte(isHeld ? threshold.times(100 - hysteresisPercent).div(100) : threshold);
  });
  return reached.at(-1) ?? 'SNIPER';
}
