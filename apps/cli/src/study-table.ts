import { variantText, type SweepReport, type WalkForwardReport } from '@tape/backtesting';
import { isoTime } from '@tape/market';
import { textTable } from './text-table.js';

export function sweepTable({ objective, rows, best, deflatedSharpe, cautions }: SweepReport): string {
  const lines = rows.map((row, place) => [
    variantText(row),
    fixed(row.objectiveValue),
    String(row.trades),
    fixed(row.expectancyR),
    row.netPnl,
    row.maxDrawdownPercent.toFixed(2),
    fixed(row.sharpe),
    [place === best ? 'best' : '', row.insufficientSample ? 'insufficient sample' : ''].filter(Boolean).join(', '),
  ]);
  const luck =
    deflatedSharpe === null
      ? []
      : [
          `best Sharpe ${deflatedSharpe.sharpe}, by chance among ${deflatedSharpe.trials} ${deflatedSharpe.expectedByChance}; ` +
            `above that with probability ${deflatedSharpe.probability}`,
        ];
  return [
    textTable(['variant', objective, 'trades', 'R', 'net', 'drawdown %', 'Sharpe', 'note'], lines),
    ...luck,
    ...cautions.map((caution) => `caution: ${caution.replaceAll('-', ' ')}`),
  ].join('\n');
}

export function walkForwardTable(report: WalkForwardReport): string {
  const lines = report.steps.map((step) => [
    isoTime(step.chosenAtMs).slice(0, 10),
    isoTime(step.throughMs).slice(0, 10),
    variantText(step),
    String(step.inSample.trades),
    fixed(step.inSample.expectancyR),
    String(step.outOfSample.trades),
    fixed(step.outOfSample.expectancyR),
    step.outOfSample.netPnl,
    step.because === 'KEPT' ? 'kept' : '',
  ]);
  return [
    textTable(['chosen', 'through', 'variant', 'trades before', 'R before', 'trades', 'R', 'net', 'note'], lines),
    `expectancy where chosen ${fixed(report.inSampleExpectancyR)} R, where traded ${fixed(report.outOfSampleExpectancyR)} R, ` +
      `efficiency ${fixed(report.efficiency)}`,
  ].join('\n');
}

function fixed(value: number | null): string {
  return value?.toFixed(2) ?? '-';
}
