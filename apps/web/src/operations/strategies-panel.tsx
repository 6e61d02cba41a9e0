import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { StrategiesAnswer, StrategyRow } from '../api/wire-operations.js';
import { useResource } from '../desk/use-resource.js';
import { count, signedMoney } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { NoteDialog } from '../layout/note-dialog.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';

const POLL_MS = 15_000;
const TONE: Readonly<Record<StrategyRow['state'], string>> = {
  PIPELINE: 'good',
  RUNNING: 'good',
  EXITS_ONLY: 'warn',
  DISABLED: 'quiet',
  LIBRARY: 'quiet',
};

/** What each strategy does, and the switch of those that have one. */
export function StrategiesPanel() {
  const answer = useResource<StrategiesAnswer>('strategies', { on: ['position'], everyMs: POLL_MS });
  const [chosen, setChosen] = useState<StrategyRow>();
  const set = async (note: string) => {
    if (chosen === undefined) return;
    await postJson(`strategies/${encodeURIComponent(chosen.id)}/${chosen.enabled ? 'disable' : 'enable'}`, { note });
    answer.reload();
  };
  const tier = answer.value?.account?.tier;
  return (
    <Panel
      title="Strategies"
      area="wide"
      count={answer.value?.strategies.length}
      extra={tier !== undefined && <span className="chip chip-quiet">account tier {tier.toLowerCase()}</span>}
    >
      <ListState
        of={answer}
        onRetry={answer.reload}
        empty="No strategy is known."
        isEmpty={({ strategies }) => strategies.length === 0}
      >
        {({ strategies }) => (
          <DataTable
            label="Strategies"
            rows={strategies}
            keyOf={({ id }) => id}
            columns={[
              { name: 'Strategy', cell: ({ id, version }) => `${id} v${version}` },
              {
                name: 'State',
                cell: ({ state, why }) => (
                  <span className={`chip chip-${TONE[state]}`} title={why ?? ''}>
                    {words(state).toLowerCase()}
                  </span>
                ),
              },
              { name: 'Tier', cell: (row) => row.tier.toLowerCase() },
              { name: 'Series', right: true, cell: ({ instances }) => count(instances.length) },
              { name: 'Open', right: true, cell: ({ open_trades: open }) => count(open) },
              { name: 'Closed', right: true, cell: ({ trades }) => count(trades) },
              { name: 'Realised', right: true, cell: ({ realised_pnl: pnl }) => signedMoney(pnl) },
              { name: 'Why it does not enter', cell: ({ why }) => why ?? '' },
              {
                name: 'Switch',
                cell: (row) =>
                  row.state === 'PIPELINE' || row.state === 'LIBRARY' ? null : (
                    <ActionButton needs="trader" onClick={() => setChosen(row)}>
                      {row.enabled ? 'Disable' : 'Enable'}
                      <span className="sr-only"> {row.id}</span>…
                    </ActionButton>
                  ),
              },
            ]}
          />
        )}
      </ListState>
      {chosen !== undefined && (
        <NoteDialog
          title={`${chosen.enabled ? 'Disable' : 'Enable'} ${chosen.id}?`}
          action={chosen.enabled ? 'Disable' : 'Enable'}
          danger={!chosen.enabled}
          onConfirm={set}
          onClose={() => setChosen(undefined)}
        >
          <p>
            {chosen.enabled
              ? 'It enters nothing more. What it has open is left to its stop and targets.'
              : 'It may enter trades from the next bar on, through the same risk as every signal.'}
          </p>
        </NoteDialog>
      )}
    </Panel>
  );
}
