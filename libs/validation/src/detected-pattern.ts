import type { AssetClass, Timeframe } from '@tape/market';
import type { Guard, StrategyOrigin } from '@tape/risk-rules';
import type { Direction, Phase, Side, TradablePattern } from '@tape/wyckoff';

/** Price objectives, decimal text on the tick. */
export interface PatternTargets {
  readonly primary: string;
  readonly secondary: string[];
  readonly conservative: string | null;
}

/** How the stop of the last part of a position follows the price, as the plan of a trade declares it. */
export interface TrailPlan {
  /** DISTANCE: so far behind the best price reached. STRUCTURE: behind the bar that reached it, at its other end. */
  readonly by: 'DISTANCE' | 'STRUCTURE';
  /** Price units; needed by DISTANCE, as a rule a multiple of the average true range. Null for STRUCTURE. */
  readonly distance: string | null;
  /** Begins once so many targets are filled, or all but the last. */
  readonly afterTargets: 1 | 2;
  /** True takes the objective away from the last part: only the stop ends it. */
  readonly beyondObjective: boolean;
}

export interface ConfidenceComponents {
  readonly pattern: number;
  readonly phase: number;
  readonly volume: number;
}

/** What an entry rests on: a pattern of the analysis, or the conditions of a strategy. */
export type CandidatePattern = TradablePattern | 'STRATEGY';

/** @throws RangeError for an entry that rests on no pattern: a rule about patterns has nothing to say of it. */
export function patternNamed({ id, pattern }: Pick<DetectedPattern, 'id' | 'pattern'>): TradablePattern {
  if (pattern === 'STRATEGY') throw new RangeError(`${id} rests on no pattern`);
  return pattern;
}

/** A tradable candidate with all that validation needs. Field for field what `pattern.detected` and `strategy.proposed` carry. */
export interface DetectedPattern {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly simulated: boolean;
  readonly pattern: CandidatePattern;
  readonly side: Side;
  readonly direction: Direction;
  readonly phase: Phase | null;
  readonly phaseConfidence: number;
  readonly phaseBBars: number | null;
  readonly eventTimeMs: number;
  readonly knownAtMs: number;
  readonly closeTimeMs: number;
  readonly entry: string;
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly guard: Guard;
  readonly trailing?: TrailPlan | undefined;
  readonly confidence: number;
  readonly components: ConfidenceComponents;
  readonly scoreParts: Record<string, number>;
  readonly range: {
    readonly id: string;
    readonly startTimeMs: number;
    readonly ice: string;
    readonly creek: string;
    readonly jump: string | null;
    readonly iceStrength: number;
    readonly creekStrength: number;
    readonly quality: number;
    readonly widthPercent: number;
    readonly durationBars: number;
  };
  readonly volume: {
    readonly relativeVolume: number | null;
    readonly rangeRelativeVolume: number | null;
    readonly testVolumeRatio: number | null;
    readonly springType: 1 | 2 | 3 | null;
    readonly closePosition: number;
    readonly source: 'TRADED' | 'TICK';
  };
  readonly market: {
    readonly atr: string | null;
    readonly atrPercentile: number | null;
    readonly volumePercentile: number | null;
    readonly adx: number | null;
    readonly trend: 'TRENDING_UP' | 'TRENDING_DOWN' | 'SIDEWAYS' | null;
  };
  /** The strategy that proposed it; absent for a pattern of the analysis. */
  readonly strategy?: StrategyOrigin | undefined;
  /** Where a longer timeframe stood; null when the series is read alone. No rule judges it. */
  readonly higher: {
    readonly timeframe: Timeframe;
    readonly side: Side | null;
    readonly phase: Phase | null;
    readonly rangeId: string | null;
    readonly ice: string | null;
    readonly creek: string | null;
  } | null;
}
