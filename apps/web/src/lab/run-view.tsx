import { useState } from 'react';
import { download } from '../api/request.js';
import type { Backtest, BacktestTrade } from '../api/wire-backtest.js';
import { Curve } from '../chart/curve.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { SimulatedBadge } from '../layout/badge.js';
import { ListState } from '../layout/list-state.js';
import { Notice } from '../layout/notice.js';
import { Panel } from '../layout/panel.js';
import type { Theme } from '../layout/theme.js';
import { Comparison } from './comparison.js';
import { PatternTable, RunFigures, StageRefusals } from './run-figures.js';
import { nameOf } from './run-list.js';
import { SweepPanel, WalkForwardPanel } from './study-panels.js';
import { TradeChart } from './trade-chart.js';
import { TradeTable } from './trade-table.js';

interface Props {
  readonly id: string;
  readonly against: string | undefined;
  readonly theme: Theme;
}

/** One run with everything that came of it. */
export function RunView({ id, against, theme }: Props) {
  const run = useResource<Backtest>(`backtests/${encodeURIComponent(id)}`, { on: ['backtest_progress'] });
  const other = useResource<Backtest>(against === undefined ? null : `backtests/${encodeURIComponent(against)}`);
  return (
    <ListState of={run} onRetry={run.reload} empty="" loading="Opening the run…">
      {(value) =>
        value.metrics === null ? (
          <Panel title={nameOf(value.request, value.kind)} area="wide">
            <Notice kind={value.status === 'FAILED' ? 'error' : 'empty'}>
              {value.error?.message ?? WHY_NOTHING[value.status]}
            </Notice>
          </Panel>
        ) : (
          <Results run={value} other={other.value} theme={theme} />
        )
      }
    </ListState>
  );
}

const WHY_NOTHING: Readonly<Record<Backtest['status'], string>> = {
  QUEUED: 'It waits for its turn; what comes of it appears here by itself.',
  RUNNING: 'It still runs; what comes of it appears here by itself.',
  CANCELLED: 'It was cancelled before it had a result.',
  FAILED: 'It failed; the log of the backtest service says why.',
  DONE: 'It has no result that can be shown.',
};

interface ResultsProps {
  readonly run: Backtest;
  readonly other: Backtest | undefined;
  readonly theme: Theme;
}

function Results({ run, other, theme }: ResultsProps) {
  const { id, metrics, trades } = run;
  const [chosen, setChosen] = useState<BacktestTrade>();
  const [error, setError] = useState<string>();
  if (metrics === null) return null;
  const shown = trades?.find(({ position_id: each }) => each === chosen?.position_id) ?? trades?.at(-1);
  const fetchFile = async (file: string) => {
    setError(undefined);
    try {
      await download(`backtests/${encodeURIComponent(id)}/${file}`, `${id}-${file}`);
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  return (
    <>
      <Panel
        title={`${nameOf(run.request, run.kind)} · ${barTime(run.created_at, '1m')}`}
        area="wide"
        extra={
          <span className="filters">
            {run.request.symbols?.some((symbol) => symbol.endsWith('-SIM')) === true && <SimulatedBadge />}
            <button type="button" className="button" onClick={() => void fetchFile('report.html')}>
              Report
            </button>
            <button type="button" className="button" onClick={() => void fetchFile('trades.csv')}>
              Trades as CSV
            </button>
          </span>
        }
      >
        {error !== undefined && (
          <p className="stale" role="alert">
            {error}
          </p>
        )}
        <RunFigures metrics={metrics} chance={run.chance} baseline={run.baseline} />
        {(run.equity_curve?.length ?? 0) > 0 && (
          <Curve
            label="Equity and drawdown"
            theme={theme}
            points={run.equity_curve ?? []}
            other={other?.equity_curve ?? undefined}
          />
        )}
      </Panel>
      {run.sweep !== null && run.sweep !== undefined && <SweepPanel report={run.sweep} />}
      {run.walk_forward !== null && run.walk_forward !== undefined && <WalkForwardPanel report={run.walk_forward} />}
      {other !== undefined && <Comparison a={id} b={other.id} />}
      <Panel title="Trades" count={trades?.length} area="wide trades">
        {trades === null || trades.length === 0 || shown === undefined ? (
          <Notice kind="empty">Nothing was traded. The rejections say at which stage the candidates ended.</Notice>
        ) : (
          <div className="side-by-side">
            <TradeTable trades={trades} chosen={shown.position_id} onChoose={setChosen} />
            <TradeChart trade={shown} trades={trades} theme={theme} />
          </div>
        )}
      </Panel>
      <StageRefusals run={run} />
      <Panel title="By pattern">
        <PatternTable metrics={metrics} />
      </Panel>
    </>
  );
}
