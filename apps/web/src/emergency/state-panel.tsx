import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { TradingPermits, TradingState } from '../api/wire-portfolio.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { useResource } from '../desk/use-resource.js';
import { barTime } from '../format/time.js';
import { StatusChip } from '../layout/badge.js';
import { Choice } from '../layout/choice.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { NoteDialog } from '../layout/note-dialog.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';
import {
  ACTION,
  EFFECT,
  ENGINE,
  QUESTION,
  RESET_EFFECT,
  scopeWords,
  type Scope,
  type StateChange,
} from './state-change.js';

const STATES = ['HALTED', 'REDUCING', 'ACTIVE'] as const;
/** A state can change without a frame that this page hears. */
const POLL_MS = 5_000;

/** What may be traded at the three levels, and the switches. */
export function StatePanel() {
  const desk = useDesk();
  const permits = useResource<TradingPermits>('system/state', {
    on: ['portfolio', 'emergency_exit_triggered'],
    everyMs: POLL_MS,
  });
  const [change, setChange] = useState<StateChange>();
  const [said, setSaid] = useState('');
  const carryOut = async (note: string) => {
    if (change === undefined) return;
    const { scope, to, reset } = change;
    const name = scope.level === 'ACCOUNT' ? {} : { name: scope.name };
    const answer = reset
      ? await postJson<{ readonly to: TradingState }>('system/reset', { note })
      : await postJson<{ readonly to: TradingState }>('system/state', { note, to, scope: scope.level, ...name });
    setSaid(`Done: ${scopeWords(scope)} is ${answer.to.toLowerCase()}.`);
    permits.reload();
    desk.retry('status');
    desk.retry('portfolio');
  };
  return (
    <Panel title="What may be traded" area="wide">
      <p className="said" role="status">
        {said}
      </p>
      <ListState
        of={permits}
        onRetry={permits.reload}
        empty="No account yet. It opens with the first bar that risk sees."
        isEmpty={({ account, restrictions }) => account === null && restrictions.length === 0}
      >
        {(value) => <Levels permits={value} onChange={setChange} />}
      </ListState>
      {change !== undefined && (
        <NoteDialog
          title={change.reset ? 'Reset the halt?' : QUESTION[change.to](scopeWords(change.scope))}
          action={change.reset ? 'Reset' : ACTION[change.to]}
          danger={change.to !== 'ACTIVE'}
          onConfirm={carryOut}
          onClose={() => setChange(undefined)}
        >
          <p>{change.reset ? RESET_EFFECT : EFFECT[change.to]}</p>
          <p className="muted">The strictest of account, engine and symbol holds.</p>
        </NoteDialog>
      )}
    </Panel>
  );
}

interface LevelsProps {
  readonly permits: TradingPermits;
  readonly onChange: (change: StateChange) => void;
}

function Levels({ permits: { account, restrictions }, onChange }: LevelsProps) {
  const symbols = useDeskState((state) => state.series.value);
  const names = [...new Set(symbols?.map(({ symbol }) => symbol))];
  const [chosen, setChosen] = useState('');
  const symbol = chosen === '' ? names[0] : chosen;
  const stateOf = (level: string, name: string) =>
    restrictions.find((each) => each.level === level && each.name === name)?.state ?? 'ACTIVE';
  return (
    <>
      <ul className="levels">
        {account !== null && (
          <Level
            title="Account"
            state={account.state}
            reason={account.reason}
            scope={{ level: 'ACCOUNT' }}
            onChange={onChange}
          />
        )}
        <Level
          title={`Engine ${ENGINE}`}
          state={stateOf('ENGINE', ENGINE)}
          scope={{ level: 'ENGINE', name: ENGINE }}
          onChange={onChange}
        />
        {symbol !== undefined && (
          <Level
            title={
              <>
                Symbol{' '}
                <Choice
                  label="Symbol"
                  value={symbol}
                  options={names.map((name) => [name, name])}
                  onChoose={setChosen}
                />
              </>
            }
            state={stateOf('SYMBOL', symbol)}
            scope={{ level: 'SYMBOL', name: symbol }}
            onChange={onChange}
          />
        )}
      </ul>
      {restrictions.length > 0 && (
        <DataTable
          label="Restrictions"
          rows={restrictions}
          keyOf={({ level, name }) => `${level} ${name}`}
          columns={[
            { name: 'Restricted', cell: ({ name }) => name },
            { name: 'Level', cell: ({ level }) => level.toLowerCase() },
            { name: 'State', cell: ({ state }) => <StatusChip status={state} /> },
            { name: 'Since', cell: ({ changed_at: at }) => <span className="num">{barTime(at, '1m')}</span> },
            { name: 'By', cell: ({ changed_by: by }) => by ?? '–' },
            { name: 'Note', cell: ({ reason }) => reason ?? '' },
          ]}
        />
      )}
    </>
  );
}

interface LevelProps {
  readonly title: React.ReactNode;
  readonly state: TradingState;
  readonly reason?: string | null;
  readonly scope: Scope;
  readonly onChange: (change: StateChange) => void;
}

/** What risk writes where it halted by itself; nothing but a reset ends that. */
const MAX_DRAWDOWN = 'max-drawdown';

function Level({ title, state, reason, scope, onChange }: LevelProps) {
  const onlyReset = scope.level === 'ACCOUNT' && state === 'HALTED' && reason === MAX_DRAWDOWN;
  return (
    <li className="level">
      <span className="level-name">{title}</span>
      <StatusChip status={state} />
      <span className="level-reason muted">{reason}</span>
      <span className="level-buttons">
        {STATES.filter((to) => to !== state && !onlyReset).map((to) => (
          <ActionButton
            key={to}
            needs="admin"
            tone={to === 'HALTED' ? 'danger' : 'plain'}
            onClick={() => onChange({ scope, to, reset: false })}
          >
            {ACTION[to]}
            <span className="sr-only"> {scopeWords(scope)}</span>…
          </ActionButton>
        ))}
        {scope.level === 'ACCOUNT' && state !== 'ACTIVE' && (
          <ActionButton needs="admin" tone="main" onClick={() => onChange({ scope, to: 'ACTIVE', reset: true })}>
            Reset…
          </ActionButton>
        )}
      </span>
    </li>
  );
}
