import type { Timeframe } from '@tape/market';
import type { IndicatorSpec } from '../indicator/indicator-spec.js';
import type { Condition, Operand } from '../condition/condition.js';
import type { ScheduleSpec } from '../schedule/schedule.js';
import type { Tier } from '../registry/tier.js';

/** Both sides of a trade; absent where the strategy does not trade that side. */
export interface BySide<Value> {
  readonly long?: Value;
  readonly short?: Value;
}

/** Where a trade is wrong, from its entry at the close of the deciding bar. */
export type StopSpec =
  /** `multiple` of the ATR that the named indicator says. */
  | { readonly kind: 'atr'; readonly indicator: string; readonly multiple: number }
  /** Percent of the entry price. */
  | { readonly kind: 'percent'; readonly percent: number }
  /** Below (above, for a short) a price, `bufferPercent` of it further away. */
  | { readonly kind: 'level'; readonly level: Operand; readonly bufferPercent: number };

/** A part of the position that is closed `r` times the initial risk away. Shares are 0..1 and sum to 1. */
export interface TargetSpec {
  readonly r: number;
  readonly share: number;
}

/** How the stop of the last part follows the price once targets are filled. */
export type TrailSpec = {
  /** Of how many filled targets on; all but the last are enough. */
  readonly afterTargets: 1 | 2;
  /** Whether the last part runs past its target until the stop. */
  readonly beyondObjective: boolean;
} & (
  | /** `multiple` of the ATR at the entry behind the best price. */
    { readonly kind: 'atr'; readonly indicator: string; readonly multiple: number }
  /** Behind the bar that made the best price. */
  | { readonly kind: 'structure' }
);

/** A strategy as a person writes it down, checked; see docs/strategies.md. Plain data, the same in a file, a row and a message. */
export interface StrategyDefinition {
  readonly id: string;
  readonly version: number;
  /** The tier an account must hold. */
  readonly tier: Tier;
  readonly timeframes: readonly Timeframe[];
  /** `*` alone: every symbol. */
  readonly symbols: readonly string[];
  readonly indicators: Readonly<Record<string, IndicatorSpec>>;
  readonly entries: BySide<Condition>;
  readonly exits: BySide<Condition>;
  readonly sizing: {
    /** Percent of equity a trade may lose at its stop: decimal text, for money is made of it. */
    readonly riskPercent: string;
  };
  readonly stop: StopSpec;
  readonly targets: readonly TargetSpec[];
  /** Absent: the stop follows the targets only. */
  readonly trail?: TrailSpec;
  /** Absent: always on. It holds back entries only; exits are never off. */
  readonly schedule?: ScheduleSpec;
}
