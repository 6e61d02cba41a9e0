import type { Timeframe } from '@tape/market';

export type RiskPattern = 'SPRING' | 'SOS' | 'LPS' | 'UTAD' | 'SOW' | 'LPSY';
export type TradeDirection = 'LONG' | 'SHORT';
export type GuardKind = 'SPRING_LOW' | 'CAMPAIGN_ICE' | 'UTAD_HIGH';

/** The level whose loss ends a campaign at once. */
export interface Guard {
  readonly kind: GuardKind;
  readonly price: string;
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
}
