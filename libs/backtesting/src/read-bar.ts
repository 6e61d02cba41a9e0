import { closeTimeMs, type SeriesBar } from '@tape/market';
import type { BarCheckResult, CampaignChange, Sizing } from '@tape/risk-rules';
import type { BarStep, ExecutionEvent, RejectedSignal, TradeSignal } from '@tape/trading';
import type { DetectedPattern, Verdict } from '@tape/validation';
import type { BarOutcome } from './bar-outcome.js';
import type { CustomFinding } from './pipeline-options.js';
import type { SeriesLane } from './series-lane.js';

/** A bar whose orders are filled and whose guards are checked. */
export interface WorkedBar {
  readonly lane: SeriesLane;
  readonly bar: SeriesBar;
  readonly step: BarStep;
  readonly check: BarCheckResult;
  /** Orders that its exits took back. */
  readonly withdrawn: readonly ExecutionEvent[];
  readonly equity: string;
}

/** A bar that is analysed, and what its candidates come to. */
export interface ReadBar extends WorkedBar {
  readonly customEvents: readonly CustomFinding[];
  readonly patterns: readonly DetectedPattern[];
  readonly verdicts: Verdict<Sizing | null>[];
  readonly signals: TradeSignal[];
  readonly rejections: RejectedSignal[];
  readonly campaignChanges: CampaignChange[];
  readonly entryEvents: ExecutionEvent[];
}

/** What the bar made happen, once its candidates are decided. */
export function outcomeOf(read: ReadBar): BarOutcome {
  const { bar, step, check, withdrawn, customEvents, patterns, verdicts, signals, rejections, equity } = read;
  return {
    closeTimeMs: closeTimeMs(bar.openTimeMs, bar.timeframe),
    fills: step.fills,
    executionEvents: [...step.events, ...withdrawn, ...read.entryEvents],
    closedPositions: step.closed,
    exits: check.exits,
    stateChanges: check.stateChanges,
    campaignChanges: [...check.campaignChanges, ...read.campaignChanges],
    customEvents,
    patterns,
    verdicts,
    signals,
    rejections,
    equity,
  };
}
