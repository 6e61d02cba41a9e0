import type { Backtest, BacktestMetrics, RandomBaseline, RandomTrades } from '../api/wire-backtest.js';
import { count, price, signed, signedMoney } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { Figures, type Figure } from '../layout/figures.js';
import { Meter } from '../layout/meter.js';
import { Panel } from '../layout/panel.js';

interface FiguresProps {
  readonly metrics: BacktestMetrics;
  readonly chance: RandomTrades | null;
  readonly baseline: RandomBaseline | null;
}

/** What a run came to; ratios of too few trades are marked. */
export function RunFigures({ metrics, chance, baseline }: FiguresProps) {
  const interval = metrics.expectancy_interval;
  const little = metrics.insufficient_sample ? 'insufficient sample' : undefined;
  return (
    <>
      {metrics.insufficient_sample && (
        <p className="stale">
          Insufficient sample: {count(metrics.trades)} trades. Chance may explain every ratio below; 30 are the least
          that say anything.
        </p>
      )}
      <Figures
        figures={[
          {
            name: 'Net result',
            value: signedMoney(metrics.net_pnl),
            note: `fees ${price(metrics.fees)}`,
            tone: toneOf(metrics.net_pnl),
          },
          { name: 'Final equity', value: price(metrics.final_equity) },
          { name: 'CAGR', value: percent(metrics.cagr_percent), note: 'compound, a year' },
          {
            name: 'Deepest drawdown',
            value: percent(metrics.max_drawdown_percent),
            note: `longest ${metrics.longest_drawdown_days.toFixed(0)} days`,
          },
          { name: 'Sharpe', value: ratio(metrics.sharpe), note: little ?? 'a year' },
          { name: 'Sortino', value: ratio(metrics.sortino), note: little ?? 'a year' },
          { name: 'Profit factor', value: ratio(metrics.profit_factor), note: little ?? 'gains over losses' },
          {
            name: 'Win rate',
            value: percent(metrics.win_rate_percent),
            note: little ?? `${metrics.wins} won, ${metrics.losses} lost`,
          },
          {
            name: 'Expectancy',
            value: metrics.expectancy_r === null ? '–' : `${signed(metrics.expectancy_r, 2)} R`,
            note:
              interval === null || interval === undefined
                ? (little ?? 'no interval')
                : `95 %: ${signed(interval[0], 2)} to ${signed(interval[1], 2)}`,
          },
          { name: 'Exposure', value: percent(metrics.exposure_percent), note: 'of the time' },
          { name: 'Trades', value: count(metrics.trades), note: `${count(metrics.open_positions)} still open` },
          chanceFigure(chance, baseline),
        ]}
      />
    </>
  );
}

/** What chance made of the same bars, where it was asked. */
function chanceFigure(chance: RandomTrades | null, baseline: RandomBaseline | null): Figure {
  if (chance?.percentile != null) {
    return {
      name: 'Better than chance',
      value: `${chance.percentile.toFixed(0)} %`,
      note: chance.insufficient_sample ? 'insufficient sample' : `of ${count(chance.draws)} draws`,
    };
  }
  const mean = baseline?.random_mean_r ?? null;
  return { name: 'By chance', value: mean === null ? '–' : `${signed(mean, 2)} R`, note: 'random entries' };
}

/** The same by pattern. */
export function PatternTable({ metrics }: { readonly metrics: BacktestMetrics }) {
  const rows = Object.entries(metrics.by_pattern);
  if (rows.length === 0) return <p className="panel-text muted">No pattern was traded.</p>;
  return (
    <DataTable
      label="By pattern"
      rows={rows}
      keyOf={([pattern]) => pattern}
      columns={[
        { name: 'Pattern', cell: ([pattern]) => pattern },
        { name: 'Trades', right: true, cell: ([, each]) => each.trades },
        { name: 'Won', right: true, cell: ([, each]) => percent(each.win_rate_percent) },
        {
          name: 'Expectancy',
          right: true,
          cell: ([, { expectancy_r: r }]) => (r === null ? '–' : `${signed(r, 2)} R`),
        },
        { name: 'Result', right: true, cell: ([, each]) => signedMoney(each.net_pnl) },
        {
          name: 'Sample',
          cell: ([, each]) =>
            each.insufficient_sample ? <span className="chip chip-warn">insufficient sample</span> : 'sound',
        },
      ]}
    />
  );
}

/** Where candidates were refused. */
export function StageRefusals({ run }: { readonly run: Backtest }) {
  const byStage = Object.entries(run.metrics?.rejections_by_stage ?? {});
  const total = byStage.reduce((sum, [, each]) => sum + each, 0);
  const reasons = Object.entries(run.metrics?.rejections_by_reason ?? {}).toSorted(([, a], [, b]) => b - a);
  return (
    <Panel title="Rejections by stage" count={total}>
      {total === 0 && <p className="panel-text muted">Nothing was refused.</p>}
      {total > 0 && (
        <dl className="stage-shares">
          {byStage.map(([stage, refused]) => (
            <div key={stage}>
              <dt>{words(stage)}</dt>
              <dd>
                <Meter label={`${words(stage)}, share of all refusals`} percent={(refused / total) * 100} />
                <span className="num">
                  {count(refused)} <span className="muted">· {((refused / total) * 100).toFixed(0)} %</span>
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {reasons.length > 0 && (
        <DataTable
          label="Reasons of the run"
          rows={reasons.slice(0, 12)}
          keyOf={([reason]) => reason}
          columns={[
            { name: 'Reason', cell: ([reason]) => words(reason) },
            { name: 'Refused', right: true, cell: ([, refused]) => count(refused) },
          ]}
        />
      )}
    </Panel>
  );
}

export function percent(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${value.toFixed(2)} %`;
}

export function ratio(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(2);
}

function toneOf(money: string): 'up' | 'down' | undefined {
  return Number(money) > 0 ? 'up' : Number(money) < 0 ? 'down' : undefined;
}
