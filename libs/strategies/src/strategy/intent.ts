import type { Timeframe } from '@tape/market';
import type { Direction } from '@tape/wyckoff';

interface Intended {
  /** A function of strategy, series, bar and kind: the same in a replay. */
  readonly id: string;
  readonly strategyId: string;
  readonly strategyVersion: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** Open time of the bar it was decided on, at its close. */
  readonly barTimeMs: number;
  readonly direction: Direction;
}

export interface IntendedTarget {
  readonly price: number;
  /** Distance from the entry in initial risks. */
  readonly r: number;
  /** Part of the position, 0..1. */
  readonly share: number;
}

/** How the stop of the last part follows the price; distance in raw price units, null behind the bar of the best price. */
export interface IntendedTrail {
  readonly distance: number | null;
  readonly afterTargets: 1 | 2;
  readonly beyondObjective: boolean;
}

/** A wish to open a trade. Prices are raw floats, as those of a candidate: validation rounds them to the tick, once. */
export interface EnterIntent extends Intended {
  readonly kind: 'ENTER';
  /** The close of the bar: what stop and targets are measured from. */
  readonly entry: number;
  readonly stop: number;
  readonly targets: readonly IntendedTarget[];
  readonly trail?: IntendedTrail;
  /** Percent of equity at risk, decimal text; null: the risk stage's own for the pattern. */
  readonly riskPercent: string | null;
  /** The candidate it rests on; null where it rests on conditions alone. */
  readonly patternId: string | null;
  /** Binds the legs of one trade; null for a trade of one leg. */
  readonly groupId: string | null;
}

/** A wish to close what is open in a direction. */
export interface ExitIntent extends Intended {
  readonly kind: 'EXIT';
  readonly reason: ExitReason;
  readonly groupId: string | null;
}

export type ExitReason = 'CONDITION' | 'REVERTED' | 'DIVERGED' | 'LONE_LEG';

/** A part of a parent order that is due. */
export interface SliceIntent extends Intended {
  readonly kind: 'SLICE';
  readonly parentId: string;
  /** Decimal text, a multiple of the instrument's step. */
  readonly quantity: string;
}

export type Intent = EnterIntent | ExitIntent | SliceIntent;

/** Why an entry whose conditions held was not asked for. */
export const ENTRY_REFUSALS = [
  'OUTSIDE_SCHEDULE',
  'BOTH_DIRECTIONS',
  'STOP_UNKNOWN',
  'STOP_NOT_BEYOND',
  'TARGET_BELOW_ZERO',
] as const;
export type EntryRefusal = (typeof ENTRY_REFUSALS)[number];

/** All a strategy has to say about a bar. */
export interface StrategyStep {
  readonly intents: readonly Intent[];
  readonly refused: EntryRefusal | null;
}

/** Shared by every bar that gives nothing: do not write into it. */
export const NOTHING: StrategyStep = Object.freeze({ intents: Object.freeze([]) as readonly Intent[], refused: null });

/** @param bar open time of the bar it is decided on. */
export function intended(
  strategy: { readonly id: string; readonly version: number },
  kind: Intent['kind'],
  symbol: string,
  timeframe: Timeframe,
  barTimeMs: number,
  direction: Direction,
): Intended {
  return {
    id: `${strategy.id}@${strategy.version}:${symbol}:${timeframe}:${barTimeMs}:${kind}:${direction}`,
    strategyId: strategy.id,
    strategyVersion: strategy.version,
    symbol,
    timeframe,
    barTimeMs,
    direction,
  };
}
