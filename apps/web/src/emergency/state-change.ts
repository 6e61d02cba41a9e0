import type { TradingState } from '../api/wire-portfolio.js';

/** The one engine there is; the API takes its name. */
export const ENGINE = 'wyckoff';

/** Whose trading is meant. */
export type Scope =
  | { readonly level: 'ACCOUNT' }
  | { readonly level: 'ENGINE'; readonly name: string }
  | { readonly level: 'SYMBOL'; readonly name: string };

/** What somebody is about to do; `reset` ends a halt by drawdown and takes the present equity as the new peak. */
export interface StateChange {
  readonly scope: Scope;
  readonly to: TradingState;
  readonly reset: boolean;
}

export function scopeWords(scope: Scope): string {
  return scope.level === 'ACCOUNT' ? 'the account' : scope.level === 'ENGINE' ? `engine ${scope.name}` : scope.name;
}

export const ACTION: Readonly<Record<TradingState, string>> = {
  HALTED: 'Halt',
  REDUCING: 'Exits only',
  ACTIVE: 'Resume',
};

export const QUESTION: Readonly<Record<TradingState, (who: string) => string>> = {
  HALTED: (who) => `Halt ${who}?`,
  REDUCING: (who) => `Only exits for ${who}?`,
  ACTIVE: (who) => `Resume ${who}?`,
};

export const EFFECT: Readonly<Record<TradingState, string>> = {
  HALTED: 'Nothing new is traded. What is open stays open, with its stops and guards.',
  REDUCING: 'Only exits are traded: what is open may be closed, nothing is opened.',
  ACTIVE: 'Signals are traded again.',
};

export const RESET_EFFECT =
  'Trading is active again. The peak that drawdown is measured from becomes the equity of this moment.';
