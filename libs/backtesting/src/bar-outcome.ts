import type { CampaignChange, EmergencyExit, Sizing, TradingStateChange } from '@tape/risk-rules';
import type { ExecutionEvent, Fill, Position, RejectedSignal, TradeSignal } from '@tape/trading';
import type { DetectedPattern, Verdict } from '@tape/validation';
import type { CustomFinding } from './pipeline-options.js';

/** Everything that one bar made happen, by kind, each in the order in which it happened. */
export interface BarOutcome {
  readonly closeTimeMs: number;
  readonly fills: readonly Fill[];
  /** Orders and positions: what filled at the open and inside the bar, then what guards withdrew, then new entries. */
  readonly executionEvents: readonly ExecutionEvent[];
  readonly closedPositions: readonly Position[];
  readonly exits: readonly EmergencyExit[];
  readonly stateChanges: readonly TradingStateChange[];
  readonly campaignChanges: readonly CampaignChange[];
  readonly customEvents: readonly CustomFinding[];
  readonly patterns: readonly DetectedPattern[];
  readonly verdicts: readonly Verdict<Sizing | null>[];
  readonly signals: readonly TradeSignal[];
  readonly rejections: readonly RejectedSignal[];
  /** Of the account at this bar's close. */
  readonly equity: string;
}
