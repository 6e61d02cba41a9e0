import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { BacktestKind, BacktestProgress, BacktestRow, BacktestStatus } from '../api/wire-backtest.js';
import type { PagedList } from '../desk/use-paged-list.js';
import { barTime } from '../format/time.js';
import { ListState } from '../layout/list-state.js';
import { Meter } from '../layout/meter.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';
import { ActionButton } from '../session/action-button.js';
import { useProgress } from './use-progress.js';

interface Props {
  readonly list: PagedList<BacktestRow>;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  /** The run that the chosen one is held against. */
  readonly against: string | undefined;
  readonly onAgainst: (id: string | undefined) => void;
}

const TONE: Readonly<Record<BacktestStatus, string>> = {
  QUEUED: 'quiet',
  RUNNING: 'info',
  DONE: 'good',
  CANCELLED: 'quiet',
  FAILED: 'bad',
};

/** Every run, newest first; what runs says how far it is. */
export function RunList({ list, chosen, onChoose, against, onAgainst }: Props) {
  const progress = useProgress();
  const [error, setError] = useState<string>();
  const cancel = async (id: string) => {
    setError(undefined);
    try {
      await postJson(`backtests/${encodeURIComponent(id)}/cancel`);
    } catch (failure) {
      setError((failure as Error).message);
    }
    list.reload();
  };
  return (
    <Panel title="Runs" count={list.value?.length} tall>
      {error !== undefined && (
        <p className="stale" role="alert">
          {error}
        </p>
      )}
      <ListState of={list} onRetry={list.reload} empty="No run yet. Choose symbols and press Run.">
        {(runs) => (
          <VirtualTable
            label="Runs"
            rows={runs}
            keyOf={({ id }) => id}
            onEnd={list.more}
            columns={[
              {
                name: 'Run',
                width: '2fr',
                cell: ({ id, request, kind }) => (
                  <button
                    type="button"
                    className="link"
                    title={id}
                    aria-current={id === chosen}
                    onClick={() => onChoose(id)}
                  >
                    {nameOf(request, kind)}
                  </button>
                ),
              },
              { name: 'Begun', width: '112px', cell: ({ created_at: at }) => barTime(at, '1m') },
              {
                name: 'State',
                width: '1.3fr',
                cell: (run) => <State run={run} progress={progress[run.id]} onCancel={() => void cancel(run.id)} />,
              },
              {
                name: 'Against',
                width: '56px',
                cell: ({ id, status }) =>
                  status === 'DONE' && chosen !== undefined && id !== chosen ? (
                    <input
                      type="checkbox"
                      aria-label={`Compare with ${id}`}
                      checked={id === against}
                      onChange={(event) => onAgainst(event.target.checked ? id : undefined)}
                    />
                  ) : null,
              },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}

interface StateProps {
  readonly run: BacktestRow;
  readonly progress: BacktestProgress | undefined;
  readonly onCancel: () => void;
}

function State({ run, progress, onCancel }: StateProps) {
  const hasEnded = run.status !== 'RUNNING' && run.status !== 'QUEUED';
  const status = progress === undefined || hasEnded ? run.status : progress.status;
  if (status !== 'RUNNING' && status !== 'QUEUED') {
    return (
      <span className={`chip chip-${TONE[status]}`} title={run.error?.message}>
        {status.toLowerCase()}
      </span>
    );
  }
  const percent = progress === undefined || progress.bars === 0 ? 0 : (progress.bars_processed / progress.bars) * 100;
  return (
    <span className="budget">
      <Meter label={`Progress of ${run.id}`} percent={percent} />
      <span className="num">{percent.toFixed(0)} %</span>
      <ActionButton needs="trader" onClick={onCancel}>
        Cancel
      </ActionButton>
    </span>
  );
}

const KIND: Readonly<Record<BacktestKind, string>> = { SINGLE: '', SWEEP: ' · sweep', WALK_FORWARD: ' · walk-forward' };

/** What was run, in a few words. */
export function nameOf(
  { symbols = [], timeframe = '', options = {} }: BacktestRow['request'],
  kind: BacktestKind = 'SINGLE',
): string {
  const names =
    symbols.length > 3 ? `${symbols.slice(0, 2).join(', ')} and ${symbols.length - 2} more` : symbols.join(', ');
  const profile = options['profile'] === 'strict' ? ' · strict' : '';
  return `${names === '' ? 'own file' : names} ${timeframe ?? ''}${profile}${KIND[kind]}`.trim();
}
