import { civilFromDays, DAY_MS, TIMEFRAME_MS, type AssetClass, type Bar, type Timeframe } from '@tape/market';
import { WARM_UP_BARS, type Candidate, type TradablePattern, type WyckoffEvent } from '@tape/wyckoff';
import type { Analyzer } from '@tape/wyckoff';
import type { Draw, EvidenceRules } from './evidence-rules.js';
import { LabelMatcher, type ExpertLabel, type LabelOutcome } from './label-match.js';
import { PhaseClock, type PhaseTime } from './phase-time.js';
import { randomEntries, type RandomEntries } from './random-entries.js';
import { outcomeOf, type TradeEnding, type TradeOutcome } from './trade-outcome.js';

export interface EvidenceSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly bars: readonly Bar[];
}

/** A candidate that was entered and came to an end. */
export interface EvidenceTrade {
  readonly pattern: TradablePattern;
  readonly knownAtMs: number;
  /** `2020-03`: trades of one month share the market of that month. */
  readonly month: string;
  readonly confidence: number;
  readonly ending: TradeEnding;
  readonly r: number;
  readonly barsHeld: number;
  readonly random: RandomEntries | null;
}

/** Candidates of one pattern, before anything is said about the trades they made. */
export interface CandidateCount {
  readonly candidates: number;
  readonly notEntered: number;
  readonly unfinished: number;
}

/** All that the report needs of one series: plain data, small, may cross threads. */
export interface SeriesEvidence {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: number;
  readonly fromMs: number;
  readonly throughMs: number;
  readonly symbolYears: number;
  readonly events: Readonly<Partial<Record<WyckoffEvent, number>>>;
  readonly counts: Readonly<Partial<Record<TradablePattern, CandidateCount>>>;
  readonly trades: readonly EvidenceTrade[];
  readonly phases: PhaseTime;
  readonly labels: readonly LabelOutcome[];
}

const YEAR_MS = 365.25 * DAY_MS;

/**
 * Reads a series bar by bar and follows each candidate to its end.
 * @param analyzer a fresh one @param labels what experts said of this series @param draw chance, for the random entries
 */
export function seriesEvidence(
  series: EvidenceSeries,
  analyzer: Pick<Analyzer, 'read'>,
  rules: EvidenceRules,
  labels: readonly ExpertLabel[],
  draw: Draw,
): SeriesEvidence {
  const { symbol, timeframe, bars } = series;
  const matcher = new LabelMatcher(labels);
  const clock = new PhaseClock();
  const events: Partial<Record<WyckoffEvent, number>> = {};
  const counts: Partial<Record<TradablePattern, CandidateCount>> = {};
  const trades: EvidenceTrade[] = [];
  for (const [index, bar] of bars.entries()) {
    const step = analyzer.read(bar);
    matcher.take(step, bar.openTimeMs);
    clock.take(step);
    for (const { event } of step.events) events[event] = (events[event] ?? 0) + 1;
    for (const candidate of step.candidates) {
      const { outcome, random } = follow(series, index, candidate, rules, draw);
      counts[candidate.pattern] = counted(counts[candidate.pattern], outcome);
      if (!('r' in outcome)) continue;
      const { pattern, knownAtMs, confidence } = candidate;
      trades.push({ pattern, knownAtMs, month: monthOf(knownAtMs), confidence, ...outcome, random });
    }
  }
  const fromMs = bars[0]?.openTimeMs ?? 0;
  const throughMs = bars.at(-1)?.openTimeMs ?? 0;
  const symbolYears = bars.length === 0 ? 0 : (throughMs - fromMs + TIMEFRAME_MS[timeframe]) / YEAR_MS;
  return {
    symbol,
    timeframe,
    bars: bars.length,
    fromMs,
    throughMs,
    symbolYears,
    events,
    counts,
    trades,
    phases: clock.read(),
    labels: matcher.outcomes(),
  };
}

function follow(
  { bars, assetClass }: EvidenceSeries,
  known: number,
  candidate: Candidate,
  rules: EvidenceRules,
  draw: Draw,
): { readonly outcome: TradeOutcome; readonly random: RandomEntries | null } {
  const { direction, entry, stop, targets } = candidate;
  const idea = { direction, entry, stop, target: targets.primary };
  const costs = rules.costs[assetClass];
  return {
    outcome: outcomeOf(bars, known, idea, costs, rules.maxHoldBars),
    random: randomEntries(bars, WARM_UP_BARS, idea, costs, rules, draw),
  };
}

function counted(count: CandidateCount | undefined, { ending }: TradeOutcome): CandidateCount {
  return {
    candidates: (count?.candidates ?? 0) + 1,
    notEntered: (count?.notEntered ?? 0) + (ending === 'not-entered' ? 1 : 0),
    unfinished: (count?.unfinished ?? 0) + (ending === 'unfinished' ? 1 : 0),
  };
}

function monthOf(timeMs: number): string {
  const { year, month } = civilFromDays(Math.floor(timeMs / DAY_MS));
  return `${year}-${String(month).padStart(2, '0')}`;
}
