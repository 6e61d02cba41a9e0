import { TIMEFRAMES, type Timeframe } from '@tape/market';
import type { TradablePattern, WyckoffEvent } from '@tape/wyckoff';
import type { Draw, EvidenceRules } from './evidence-rules.js';
import type { LabelOutcome } from './label-match.js';
import { patternEvidence, type PatternEvidence } from './pattern-evidence.js';
import { PHASE_NAMES, type PhaseName } from './phase-time.js';
import type { SeriesEvidence } from './series-evidence.js';

/** All of them, every time: what lost is part of the evidence. */
const PATTERNS: readonly TradablePattern[] = ['SPRING', 'SOS', 'LPS', 'UTAD', 'SOW', 'LPSY'];

/** Bars of one length are comparable with each other; `all` is over every series. */
export interface EvidenceGroup {
  readonly timeframe: Timeframe | 'all';
  readonly series: number;
  readonly bars: number;
  readonly symbolYears: number;
  readonly patterns: readonly PatternEvidence[];
  readonly eventsPerSymbolYear: Readonly<Partial<Record<WyckoffEvent, number>>>;
}

export interface SeriesSummary {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: number;
  readonly fromMs: number;
  readonly throughMs: number;
  readonly symbolYears: number;
  readonly candidates: number;
  readonly candidatesPerSymbolYear: number;
  /** Percent of bars the leading range was in each phase. */
  readonly phaseSharePercent: Readonly<Record<PhaseName, number>>;
  readonly transitions: Readonly<Record<string, number>>;
}

export interface LabelCount {
  readonly found: number;
  readonly of: number;
}

export interface LabelSummary {
  /** Exact or inferred bar. */
  readonly expert: LabelCount;
  readonly vague: LabelCount;
  readonly ranges: LabelCount;
  /** Refuted claims: each that is found is a fault. */
  readonly refuted: LabelCount;
  readonly outcomes: readonly LabelOutcome[];
}

export interface EvidenceReport {
  readonly rules: EvidenceRules;
  readonly groups: readonly EvidenceGroup[];
  readonly series: readonly SeriesSummary[];
  /** Null where no labels were given. */
  readonly labels: LabelSummary | null;
}

/**
 * Puts the evidence of all series together. It reports what was and judges nothing: the same bars may have shaped the rules.
 * @param drawOf chance for each named part, so that no part's figures depend on another's
 */
export function evidenceReport(
  series: readonly SeriesEvidence[],
  rules: EvidenceRules,
  drawOf: (name: string) => Draw,
): EvidenceReport {
  const timeframes = TIMEFRAMES.filter((timeframe) => series.some((one) => one.timeframe === timeframe));
  const groups: [Timeframe | 'all', readonly SeriesEvidence[]][] = timeframes.map((timeframe) => [
    timeframe,
    series.filter((one) => one.timeframe === timeframe),
  ]);
  if (timeframes.length > 1) groups.unshift(['all', series]);
  const outcomes = series.flatMap(({ labels }) => labels);
  return {
    rules,
    groups: groups.map(([timeframe, members]) => groupOf(timeframe, members, rules, drawOf)),
    series: series.map(summaryOf),
    labels: outcomes.length === 0 ? null : labelSummary(outcomes),
  };
}

function groupOf(
  timeframe: Timeframe | 'all',
  members: readonly SeriesEvidence[],
  rules: EvidenceRules,
  drawOf: (name: string) => Draw,
): EvidenceGroup {
  const symbolYears = total(members.map((one) => one.symbolYears));
  const events: Partial<Record<WyckoffEvent, number>> = {};
  for (const one of members) {
    for (const [event, count] of Object.entries(one.events) as [WyckoffEvent, number][]) {
      events[event] = (events[event] ?? 0) + count / symbolYears;
    }
  }
  return {
    timeframe,
    series: members.length,
    bars: total(members.map(({ bars }) => bars)),
    symbolYears,
    patterns: PATTERNS.map((pattern) =>
      patternEvidence(pattern, members, rules.bootstrapSamples, drawOf(`${timeframe}:${pattern}`)),
    ),
    eventsPerSymbolYear: events,
  };
}

function summaryOf(one: SeriesEvidence): SeriesSummary {
  const { symbol, timeframe, bars, fromMs, throughMs, symbolYears, phases } = one;
  const candidates = total(Object.values(one.counts).map((count) => count.candidates));
  const shares = PHASE_NAMES.map((phase) => [phase, bars === 0 ? 0 : (phases.bars[phase] / bars) * 100]);
  return {
    symbol,
    timeframe,
    bars,
    fromMs,
    throughMs,
    symbolYears,
    candidates,
    candidatesPerSymbolYear: symbolYears === 0 ? 0 : candidates / symbolYears,
    phaseSharePercent: Object.fromEntries(shares) as Record<PhaseName, number>,
    transitions: phases.transitions,
  };
}

function labelSummary(outcomes: readonly LabelOutcome[]): LabelSummary {
  const count = (wanted: (outcome: LabelOutcome) => boolean): LabelCount => {
    const members = outcomes.filter(wanted);
    return { found: members.filter(({ found }) => found).length, of: members.length };
  };
  return {
    expert: count(({ isRange, grade }) => !isRange && (grade === 'A' || grade === 'B')),
    vague: count(({ isRange, grade }) => !isRange && grade === 'C'),
    ranges: count(({ isRange, grade }) => isRange && grade !== 'X'),
    refuted: count(({ grade }) => grade === 'X'),
    outcomes,
  };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
