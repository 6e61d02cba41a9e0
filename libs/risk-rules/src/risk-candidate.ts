import type { Timeframe } from '@tape/market';

/** `STRATEGY`: an entry that rests on a strategy's own conditions and on no pattern. */
export type RiskPattern = 'SPRING' | 'SOS' | 'LPS' | 'UTAD' | 'SOW' | 'LPSY' | 'STRATEGY';
export type TradeDirection = 'LONG' | 'SHORT';
/** `STRATEGY_STOP`: a strategy's trade ends at its stop order; no other level ends it. */
export type GuardKind = 'SPRING_LOW' | 'CAMPAIGN_ICE' | 'UTAD_HIGH' | 'STRATEGY_STOP';

/** The level whose loss ends a campaign at once. */
export interface Guard {
  readonly kind: GuardKind;
  readonly price: string;
}

/** Where an entry that rests on no pattern comes from. */
export interface StrategyOrigin {
  readonly id: string;
  readonly version: number;
  /** Percent of equity the strategy asks to risk, decimal text; null leaves it to the profile. */
  readonly riskPercent: string | null;
}

/** The part of a detected pattern that risk looks at; a whole detected pattern is one. Prices are decimal text on the tick. */
export interface RiskCandidate {
  readonly id: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly pattern: RiskPattern;
  readonly direction: TradeDirection;
  /** Open time of the bar at whose close it became known. */
  readonly knownAtMs: number;
  readonly closeTimeMs: number;
  readonly entry: string;
  readonly stop: string;
  readonly targets: { readonly primary: string };
  readonly guard: Guard;
  readonly confidence: number;
  readonly range: { readonly id: string; readonly startTimeMs: number };
  /** Absent for a pattern of the analysis. */
  readonly strategy?: StrategyOrigin | undefined;
}
