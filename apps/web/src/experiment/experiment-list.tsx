import { useState } from 'react';
import { query } from '../api/request.js';
import type { EngineExit, EngineOutcome, EnginePlan, Experiment } from '../api/wire-experiment.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { decimalsOf, price, signed } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { Choice } from '../layout/choice.js';
import { DataTable } from '../layout/data-table.js';
import { Expandable, useOpenRows } from '../layout/expandable.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualRows } from '../layout/virtual-rows.js';

const STATES = ['PENDING', 'PROCESSING', 'RUNNING', 'COMPLETED', 'FAILED'] as const;
const TONE: Readonly<Record<Experiment['state'], string>> = {
  PENDING: 'quiet',
  PROCESSING: 'info',
  RUNNING: 'info',
  COMPLETED: 'good',
  FAILED: 'bad',
};

/** Height of a closed row, in pixels. */
const ROW_HEIGHT = 57;

/** Every signal that became an experiment; each opens to what both engines planned and what came of it. */
export function ExperimentList() {
  const [state, setState] = useState('');
  const { isOpen, toggle } = useOpenRows();
  const list = usePagedList<Experiment>(`experiments?${query({ state: state || undefined })}`, {
    keyOf: ({ id }) => id,
    on: ['signal_generated', 'position'],
  });
  return (
    <Panel
      title="Experiments"
      area="wide exits"
      tall
      count={list.value?.length}
      extra={
        <Choice
          label="State"
          value={state}
          options={[['', 'every state'], ...STATES.map((each) => [each, words(each).toLowerCase()] as const)]}
          onChoose={setState}
        />
      }
    >
      <ListState
        of={list}
        onRetry={list.reload}
        empty={
          state === ''
            ? 'No experiment yet. The next signal becomes one, while the policy says so.'
            : 'No experiment is in that state.'
        }
      >
        {(rows) => (
          <VirtualRows label="Experiments" rows={rows} keyOf={({ id }) => id} rowHeight={ROW_HEIGHT} onEnd={list.more}>
            {(row) => (
              <Expandable open={isOpen(row.id)} onToggle={() => toggle(row.id)} summary={<Summary row={row} />}>
                {() => <Detail row={row} />}
              </Expandable>
            )}
          </VirtualRows>
        )}
      </ListState>
    </Panel>
  );
}

function Summary({ row }: { readonly row: Experiment }) {
  return (
    <>
      <span className="row-head">
        <strong>{row.symbol}</strong>
        <span className="timeframe">{row.timeframe}</span>
        <span className="row-end">
          {row.variant !== null && <span className="chip chip-quiet">drawn {row.variant}</span>}
          <span className={`chip chip-${TONE[row.state]}`}>{words(row.state).toLowerCase()}</span>
          <time dateTime={row.received_at}>{barTime(row.received_at, '1m')}</time>
        </span>
      </span>
      <span className="row-reason">
        <span className="reason">
          {row.outcomes.length === 0
            ? (row.error ?? 'waits for both engines')
            : row.outcomes.map((outcome) => `${outcome.engine} ${resultOf(outcome)}`).join(' · ')}
        </span>
        <span className="muted">{row.source === 'OWN' ? 'own signal' : 'webhook'}</span>
      </span>
    </>
  );
}

function Detail({ row }: { readonly row: Experiment }) {
  return (
    <>
      {row.error !== null && <p className="row-message down">{row.error}</p>}
      <DataTable
        label={`Engines of ${row.id}`}
        rows={row.outcomes}
        keyOf={({ engine, kind }) => `${engine} ${kind}`}
        columns={[
          {
            name: 'Engine',
            cell: ({ engine, engine_version: version }) => (
              <span title={version}>
                {engine} <span className="muted">{version}</span>
              </span>
            ),
          },
          { name: 'Order', cell: ({ kind }) => (kind === 'REAL' ? 'real' : 'shadow') },
          { name: 'Plan', cell: ({ plan }) => planOf(plan) },
          { name: 'State', cell: (outcome) => words(outcome.ending ?? outcome.state).toLowerCase() },
          {
            name: 'Entry',
            right: true,
            cell: ({ entry_price: entry }) => price(entry, decimalsOf(entry)),
          },
          { name: 'Own exit', right: true, cell: ({ own_exit: exit }) => exitOf(exit) },
          { name: 'With the real one', right: true, cell: ({ synchronised_exit: exit }) => exitOf(exit) },
        ]}
      />
      <p className="row-message muted">
        Policy {row.policy.version}, {words(row.policy.mode).toLowerCase()}. Both engines were given the same frozen
        context{row.context_sha256 === null ? '' : ` (${row.context_sha256.slice(0, 12)}…)`}.
      </p>
    </>
  );
}

function resultOf({ own_exit: exit, state }: EngineOutcome): string {
  return exit === null ? words(state).toLowerCase() : `${signed(Number(exit.r_multiple), 2)} R`;
}

function exitOf(exit: EngineExit | null): string {
  return exit === null ? '–' : `${price(exit.price, decimalsOf(exit.price))} · ${signed(Number(exit.r_multiple), 2)} R`;
}

function planOf(plan: EnginePlan): string {
  if (plan.kind === 'stand-aside') return `stands aside: ${words(plan.reason).toLowerCase()}`;
  const { stop, targets, position_size: size } = plan;
  return `${plan.direction.toLowerCase()} ${price(size)}, stop ${price(stop, decimalsOf(stop))}, target ${price(targets.primary, decimalsOf(targets.primary))}`;
}
