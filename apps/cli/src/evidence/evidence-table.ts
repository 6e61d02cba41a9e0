import { isoTime } from '@tape/market';
import { PHASE_NAMES, type EvidenceGroup, type LabelOutcome, type PatternEvidence } from '@tape/backtesting';
import { textTable } from '../text-table.js';
import { CAVEATS, type MeasuredEvidence } from './measured-evidence.js';

export const VERDICTS: Readonly<Record<PatternEvidence['againstRandom'], string>> = {
  ABOVE: 'above random',
  BELOW: 'below random',
  NOT_TOLD_APART: 'not told apart',
  INSUFFICIENT_SAMPLE: 'insufficient sample',
};

export const fixed = (value: number | null, digits = 2): string => (value === null ? '-' : value.toFixed(digits));
export const interval = (of: readonly [number, number] | null): string =>
  of === null ? '-' : `${fixed(of[0])} … ${fixed(of[1])}`;
export const day = (timeMs: number): string => isoTime(timeMs).slice(0, 10);

export const PATTERN_COLUMNS = [
  'pattern',
  'candidates',
  'a symbol-year',
  'n',
  'hit %',
  'random %',
  'mean R',
  '95 %',
  'median R',
  'random R',
  'difference',
  '95 % of it',
  'against random',
  'R from 80',
  'R under 80',
] as const;

export function patternCells(of: PatternEvidence): string[] {
  return [
    of.pattern,
    String(of.candidates),
    fixed(of.candidatesPerSymbolYear),
    String(of.n),
    fixed(of.hitRatePercent, 1),
    fixed(of.randomHitRatePercent, 1),
    fixed(of.meanR),
    interval(of.meanRInterval),
    fixed(of.medianR),
    fixed(of.randomMeanR),
    fixed(of.differenceR),
    interval(of.differenceRInterval),
    VERDICTS[of.againstRandom],
    `${fixed(of.strong.meanR)} (${of.strong.n})`,
    `${fixed(of.weak.meanR)} (${of.weak.n})`,
  ];
}

export function groupTitle({ timeframe, series, bars, symbolYears }: EvidenceGroup): string {
  const what = timeframe === 'all' ? 'All series' : `Bars of ${timeframe}`;
  return `${what}: ${series} series, ${bars.toLocaleString('en-US')} bars, ${symbolYears.toFixed(1)} symbol-years`;
}

export function labelCells(label: LabelOutcome): string[] {
  const { symbol, event, timeMs, grade, toleranceBars, found, barsAway } = label;
  const answer = grade === 'X' ? (found ? 'FIRED: a fault' : 'silent, as it should be') : found ? 'found' : 'not found';
  return [symbol, event, day(timeMs), grade, String(toleranceBars), answer, barsAway === null ? '' : String(barsAway)];
}

export const LABEL_COLUMNS = ['symbol', 'event', 'date', 'grade', 'tolerance', 'answer', 'bars away'] as const;

/** The report for a terminal. */
export function evidenceTable(report: MeasuredEvidence): string {
  const { groups, series, labels, rules } = report;
  const parts = groups.flatMap((group) => [
    groupTitle(group),
    textTable(PATTERN_COLUMNS, group.patterns.map(patternCells)),
  ]);
  if (labels !== null) {
    const { expert, vague, ranges, refuted } = labels;
    parts.push(
      `Labels: ${expert.found} of ${expert.of} expert events found, ${vague.found} of ${vague.of} vague ones, ` +
        `${ranges.found} of ${ranges.of} ranges; fired on ${refuted.found} of ${refuted.of} refuted claims`,
      textTable(LABEL_COLUMNS, labels.outcomes.map(labelCells)),
    );
  }
  parts.push(
    textTable(
      ['series', 'from', 'through', 'bars', 'candidates', 'a year', ...PHASE_NAMES.map((name) => `${name} %`), 'moves'],
      series.map((one) => [
        `${one.symbol} ${one.timeframe}`,
        day(one.fromMs),
        day(one.throughMs),
        String(one.bars),
        String(one.candidates),
        fixed(one.candidatesPerSymbolYear),
        ...PHASE_NAMES.map((name) => fixed(one.phaseSharePercent[name], 1)),
        String(Object.values(one.transitions).reduce((sum, count) => sum + count, 0)),
      ]),
    ),
    `profile ${report.profile}, seed ${report.seed}; in at the next open, out after ${rules.maxHoldBars} bars; ` +
      `${rules.randomEntries} random entries a candidate; ${rules.bootstrapSamples} bootstrap samples; R after costs`,
    CAVEATS.join('\n'),
  );
  return parts.join('\n\n');
}
