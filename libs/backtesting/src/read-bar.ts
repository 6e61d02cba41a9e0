import { closeTimeMs, type PriceBar } from '@tape/market';
import type { BarCheckResult, CampaignChange, Sizing } from '@tape/risk-rules';
import type { BarStep, ExecutionEvent, RejectedSignal, TradeSignal } from '@tape/trading';
import { toDetectedPattern, type DetectedPattern, type Verdict } from '@tape/validation';
import type { BarOutcome } from './bar-outcome.js';
import type { AnalysisNews, CustomFinding } from './pipeline-options.js';
import type { SeriesLane } from './series-lane.js';

/** A bar whose orders are filled and whose guards are checked. */
export interface WorkedBar {
  readonly lane: SeriesLane;
  readonly bar: PriceBar;
  readonly step: BarStep;
  readonly check: Omit<BarCheckResult, 'state'>;
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

export const NO_ANALYSIS: AnalysisNews = Object.freeze({ candidates: [] });

/** Whether the analysis found anything that the pipeline passes on. */
export function hasFindings({ candidates, customEvents = [] }: AnalysisNews): boolean {
  return candidates.length > 0 || customEvents.length > 0;
}

/** A bar in which nothing was ordered, held or guarded. */
export function passed(lane: SeriesLane, bar: PriceBar, equity: string): WorkedBar {
  return {
    lane,
    bar,
    step: { book: lane.book, events: [], fills: [], closed: [] },
    check: { exits: [], stateChanges: [], campaignChanges: [], settled: [] },
    withdrawn: [],
    equity,
  };
}

/** 4: what the analysis of its close found. */
export function readBar(worked: WorkedBar, { candidates, customEvents = [] }: AnalysisNews): ReadBar {
  const { instrument, timeframe, simulated } = worked.lane;
  const { symbol } = instrument;
  return {
    ...worked,
    customEvents: customEvents.map((event) => ({ symbol, timeframe, ...event })),
    patterns: candidates.map((candidate) => toDetectedPattern(candidate, instrument, { simulated })),
    verdicts: [],
    signals: [],
    rejections: [],
    campaignChanges: [],
    entryEvents: [],
  };
}

/** What the bar made happen, once its candidates are decided. */
export function outcomeOf(read: ReadBar): BarOutcome {
  const { lane, bar, step, check, withdrawn, customEvents, patterns, verdicts, signals, rejections, equity } = read;
  return {
    closeTimeMs: closeTimeMs(bar.openTimeMs, lane.timeframe),
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
