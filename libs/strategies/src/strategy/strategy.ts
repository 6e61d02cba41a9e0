import type { Bar, Timeframe } from '@tape/market';
import type { Tier } from '../registry/tier.js';
import type { AnalysisView } from './analysis-view.js';
import type { StrategyStep } from './intent.js';

/** What the strategy holds in the series, as its caller knows it. A strategy never assumes that its wishes came true. */
export type Stance = 'FLAT' | 'LONG' | 'SHORT';

/** One closed bar with all that was known at its close. */
export interface StrategyInput {
  readonly symbol: string;
  readonly bar: Bar;
  /** Null where there is no analysis: conditions over it are unknown. */
  readonly analysis: AnalysisView | null;
  /** FLAT only when no order of the strategy waits either. */
  readonly stance: Stance;
}

/** Plain JSON; see `Strategy.restore`. */
export interface StrategySnapshot {
  readonly strategyId: string;
  readonly strategyVersion: number;
  /** Hash of the definition: the same version with other rules is another strategy. */
  readonly definitionHash: string;
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  readonly state: unknown;
}

/** A strategy at work on its series: one symbol, or two for a pair. */
export interface StrategyInstance {
  readonly symbols: readonly string[];
  readonly timeframe: Timeframe;
  /** @throws RangeError for a bar of another symbol, not after the last, or not finite: the caller let a bad bar through. */
  push(input: StrategyInput): StrategyStep;
  snapshot(): StrategySnapshot;
}

/** A strategy as the registry knows it. */
export interface Strategy {
  readonly id: string;
  readonly version: number;
  readonly tier: Tier;
  readonly timeframes: readonly Timeframe[];
  /** `*` alone: every symbol. */
  readonly symbols: readonly string[];
  /** @throws RangeError for a series that is not the strategy's. */
  open(symbols: readonly string[], timeframe: Timeframe): StrategyInstance;
  /** Goes on byte for byte as the instance the snapshot was taken of. @throws RangeError for a snapshot of another strategy. */
  restore(snapshot: StrategySnapshot): StrategyInstance;
}

/** @throws RangeError when the bar is not after `lastOpenTimeMs` or holds a number that is none. */
export function assertNext(bar: Bar, lastOpenTimeMs: number | null, symbol: string): void {
  if (lastOpenTimeMs !== null && bar.openTimeMs <= lastOpenTimeMs) {
    throw new RangeError(`the bar of ${symbol} at ${bar.openTimeMs} is not after ${lastOpenTimeMs}`);
  }
  const { openTimeMs, open, high, low, close, volume } = bar;
  if (![openTimeMs, open, high, low, close, volume].every(Number.isFinite)) {
    throw new RangeError(`the bar of ${symbol} at ${openTimeMs} holds a number that is none`);
  }
}
