import type { TradingState } from './exposure.js';
import type { Portfolio, TradingStateChange } from './portfolio.js';

export type ScopeLevel = 'ACCOUNT' | 'ENGINE' | 'SYMBOL';

/** Whose trading is meant: everything, what one engine decides, or one symbol. */
export interface TradingScope {
  readonly level: ScopeLevel;
  /** Name of the engine or symbol; null for the account. */
  readonly name: string | null;
}

export const ACCOUNT_SCOPE: TradingScope = { level: 'ACCOUNT', name: null };

/** The engine whose signals come from Wyckoff patterns. */
export const WYCKOFF_ENGINE = 'wyckoff';

/** An engine or a symbol that may not do everything. What is not listed is ACTIVE. */
export interface TradingRestriction {
  readonly level: Exclude<ScopeLevel, 'ACCOUNT'>;
  readonly name: string;
  readonly state: TradingState;
  readonly reason: string;
}

const STRICTNESS: Readonly<Record<TradingState, number>> = { ACTIVE: 0, REDUCING: 1, HALTED: 2 };

/** The strictest of all; ACTIVE of none. */
export function strictestState(states: readonly TradingState[]): TradingState {
  return states.reduce((strictest, state) => (STRICTNESS[state] > STRICTNESS[strictest] ? state : strictest), 'ACTIVE');
}

/** What one engine may do in one symbol: the strictest of account, engine and symbol. Every order and every candidate asks. */
export function effectiveState(
  account: TradingState,
  restrictions: readonly Pick<TradingRestriction, 'level' | 'name' | 'state'>[],
  what: { readonly engine: string; readonly symbol: string },
): TradingState {
  const wanted = { ENGINE: what.engine, SYMBOL: what.symbol } as const;
  const own = restrictions.filter(({ level, name }) => wanted[level] === name).map(({ state }) => state);
  return strictestState([account, ...own]);
}

/** `account`, `engine:wyckoff`, `symbol:AAPL`: how a scope is written where there is one word for it. */
export function scopeText({ level, name }: TradingScope): string {
  return name === null ? level.toLowerCase() : `${level.toLowerCase()}:${name}`;
}

export interface RestrictionStep {
  /** Counts the change; nothing else of it moves. */
  readonly portfolio: Portfolio;
  /** As it stands after the step; state ACTIVE lifts it. */
  readonly restriction: TradingRestriction;
  readonly change: TradingStateChange | null;
}

/** An operator's change for one engine or symbol; `change` is null when it is that already. */
export function setRestriction(
  portfolio: Portfolio,
  restrictions: readonly TradingRestriction[],
  scope: Pick<TradingRestriction, 'level' | 'name'>,
  to: TradingState,
  why: { readonly reason: string; readonly by: string; readonly atMs: number },
): RestrictionStep {
  const { level, name } = scope;
  const known = restrictions.find((one) => one.level === level && one.name === name);
  const from = known?.state ?? 'ACTIVE';
  const restriction: TradingRestriction = { level, name, state: to, reason: why.reason };
  if (from === to) return { portfolio, restriction: known ?? restriction, change: null };
  const revision = portfolio.stateRevision + 1;
  return {
    portfolio: { ...portfolio, stateRevision: revision },
    restriction,
    change: { revision, scope: { level, name }, from, to, ...why },
  };
}
