import { isoTime } from '@tape/market';
import { variantText } from '../study/choice-grid.js';
import type { StudyCaution, SweepReport, SweepRow } from '../study/sweep.js';
import type { WalkForwardReport } from '../study/walk-forward.js';
import { escaped, htmlTable } from './markup.js';

/** A study whose report is shown around that of one of its runs. */
export type ReportedStudy =
  | { readonly kind: 'SWEEP'; readonly report: SweepReport }
  | { readonly kind: 'WALK_FORWARD'; readonly report: WalkForwardReport };

const CAUTIONS: Readonly<Record<StudyCaution, string>> = {
  'insufficient-sample': 'Insufficient sample: the best row has too few trades for its ratios to mean anything.',
  'not-above-chance':
    'Not above chance: the best of as many tries without any skill would often look as good. Nothing is shown by it.',
  'expectancy-may-be-zero': 'The interval of the best row’s expectancy holds zero.',
};

export function studySection(study: ReportedStudy): string {
  return study.kind === 'SWEEP' ? sweepSection(study.report) : walkForwardSection(study.report);
}

function sweepSection({ objective, rows, best, deflatedSharpe, cautions }: SweepReport): string {
  const chance =
    deflatedSharpe === null
      ? ''
      : `<p>Sharpe of the best ${deflatedSharpe.sharpe.toFixed(2)}; the best of ${deflatedSharpe.trials} tries without skill would be
expected to show ${deflatedSharpe.expectedByChance.toFixed(2)}. Probability that the best is truly above that:
${(deflatedSharpe.probability * 100).toFixed(1)} %.</p>`;
  return `<h2>Sweep of ${rows.length} variants by ${escaped(objective)}</h2>
${cautions.map((caution) => `<p class="thin-sample">${escaped(CAUTIONS[caution])}</p>`).join('\n')}
${chance}
${htmlTable(
  ['variant', objective, 'trades', 'win %', 'expectancy R', '95 % interval', 'net', 'drawdown %', 'Sharpe', 'note'],
  rows.map((row, place) => sweepRow(row, place === best)),
)}
<p class="note">Everything below is of the ${best === null ? 'first' : 'best'} variant, on the bars it was chosen on.</p>`;
}

function sweepRow(row: SweepRow, isBest: boolean): readonly string[] {
  return [
    variantText(row),
    fixed(row.objectiveValue),
    String(row.trades),
    fixed(row.winRatePercent),
    fixed(row.expectancyR),
    row.expectancyInterval === null ? '-' : row.expectancyInterval.map((end) => end.toFixed(2)).join(' to '),
    row.netPnl,
    row.maxDrawdownPercent.toFixed(2),
    fixed(row.sharpe),
    [isBest ? 'best' : '', row.insufficientSample ? 'insufficient sample' : '']
      .filter((note) => note !== '')
      .join(', '),
  ];
}

function walkForwardSection(report: WalkForwardReport): string {
  const { plan, objective, steps, variants } = report;
  return `<h2>Walk forward: ${steps.length} windows</h2>
<p>Of ${variants} variants the best by ${escaped(objective)} over ${plan.mode === 'ANCHORED' ? 'all the time before, at first' : 'the'}
${plan.inSampleDays} days, traded for the next ${plan.outOfSampleDays}. Everything below is out of sample: one account through all
windows.</p>
<p>Expectancy where chosen ${fixed(report.inSampleExpectancyR)} R, where traded ${fixed(report.outOfSampleExpectancyR)} R; efficiency
${fixed(report.efficiency)}.</p>
${htmlTable(
  ['chosen', 'through', 'variant', 'in-sample trades', 'in-sample R', 'trades', 'R', 'net', 'note'],
  steps.map((step) => [
    isoTime(step.chosenAtMs).slice(0, 10),
    isoTime(step.throughMs).slice(0, 10),
    variantText(step),
    String(step.inSample.trades),
    fixed(step.inSample.expectancyR),
    String(step.outOfSample.trades),
    fixed(step.outOfSample.expectancyR),
    step.outOfSample.netPnl,
    step.because === 'KEPT' ? 'kept: no variant had enough trades' : '',
  ]),
)}
${htmlTable(
  ['variant', 'times chosen'],
  Object.entries(report.chosen).map(([variant, times]) => [variant, String(times)]),
)}`;
}

function fixed(value: number | null): string {
  return value?.toFixed(2) ?? '-';
}
