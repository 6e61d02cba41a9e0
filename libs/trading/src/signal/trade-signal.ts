import type { AssetClass, Timeframe } from '@tape/market';
import type { Guard, StageName, StrategyOrigin } from '@tape/risk-rules';
import type {
  CandidatePattern,
  ConfidenceComponents,
  PatternTargets,
  ValidationChain,
  TrailPlan,
} from '@tape/validation';
import type { Direction, Phase } from '@tape/wyckoff';

/** A trade the system stands behind. Field for field what is stored and published; immutable but for its status. */
export interface TradeSignal {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly patternId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly simulated: boolean;
  readonly direction: Direction;
  readonly pattern: CandidatePattern;
  /** The strategy that proposed it; absent for a pattern of the analysis. */
  readonly strategy?: StrategyOrigin | undefined;
  /** Null only where a strategy saw no phase. */
  readonly phase: Phase | null;
  readonly entry: string;
  readonly stop: string;
  readonly targets: PatternTargets;
  readonly guard: Guard;
  /** How the stop follows the price after the targets; left out where it does not. */
  readonly trailing?: TrailPlan | undefined;
  readonly positionSize: string;
  readonly positionUnit: 'SHARES' | 'LOTS' | 'CONTRACTS';
  readonly notional: string;
  readonly riskAmount: string;
  readonly riskPercent: string;
  readonly rMultiple: string;
  readonly confidence: number;
  readonly components: ConfidenceComponents;
  readonly campaignId: string;
  readonly reservationId: string;
  readonly validationChain: ValidationChain;
  readonly rangeLevels: {
    readonly rangeId: string;
    readonly ice: string;
    readonly creek: string;
    readonly jump: string | null;
  };
  readonly volumeSource: 'TRADED' | 'TICK';
  readonly needsReview: boolean;
  /** 0..100, see `priorityOf`. */
  readonly priority: number;
  readonly correlationId: string;
  readonly eventTimeMs: number;
  readonly barTimeMs: number;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** A candidate that did not become a trade, and why. Field for field what is stored and published. */
export interface RejectedSignal {
  readonly schemaVersion: 1;
  readonly id: string;
  readonly patternId: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly simulated: boolean;
  readonly direction: Direction;
  readonly pattern: CandidatePattern;
  readonly strategy?: StrategyOrigin | undefined;
  readonly phase: Phase | null;
  readonly entry: string;
  readonly stop: string;
  readonly target: string;
  readonly confidence: number;
  readonly stage: StageName;
  readonly reason: string;
  readonly message: string;
  readonly measured: string | null;
  readonly limit: string | null;
  readonly nearMiss: boolean;
  readonly validationChain: ValidationChain;
  readonly correlationId: string;
  readonly eventTimeMs: number;
  readonly barTimeMs: number;
  readonly rejectedAtMs: number;
}
