import { useState } from 'react';
import { ApiError, getJson, postJson } from '../api/request.js';
import type { BrokerDifference } from '../api/wire-operations.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { NoteDialog } from '../layout/note-dialog.js';
import { Notice } from '../layout/notice.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';

const CHOICES = {
  EXPLAIN: 'It is not ours: nothing is changed, the note says why.',
  ADOPT: 'The broker is right: our books follow it.',
  FLATTEN: 'What is too much at the broker is closed there.',
} as const;
type Choice = keyof typeof CHOICES;

type Answer =
  | { readonly kind: 'not-asked' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'said'; readonly text: string; readonly isError: boolean }
  | { readonly kind: 'known'; readonly differences: readonly BrokerDifference[] };

/** Asked only by hand: on paper there is no broker, and the broker's own limits count every question. */
export function BrokerDifferences() {
  const [answer, setAnswer] = useState<Answer>({ kind: 'not-asked' });
  const [chosen, setChosen] = useState<{ readonly difference: BrokerDifference; readonly choice: Choice }>();
  const ask = async () => {
    setAnswer({ kind: 'asking' });
    try {
      const { differences } = await getJson<{ readonly differences: readonly BrokerDifference[] }>(
        'execution/differences',
      );
      setAnswer({ kind: 'known', differences });
    } catch (error) {
      const isPaper = error instanceof ApiError && error.code === 'not-live';
      const text = isPaper ? 'Trading is on paper: there is no broker that could differ.' : (error as Error).message;
      setAnswer({ kind: 'said', text, isError: !isPaper });
    }
  };
  const resolve = async (note: string) => {
    if (chosen === undefined) return;
    const { difference, choice } = chosen;
    await postJson(`execution/differences/${encodeURIComponent(difference.id)}/resolve`, { note, choice });
    await ask();
  };
  return (
    <Panel
      title="Broker against books"
      extra={
        <button type="button" className="button" disabled={answer.kind === 'asking'} onClick={() => void ask()}>
          Compare
        </button>
      }
    >
      <Differences answer={answer} onChoose={(difference, choice) => setChosen({ difference, choice })} />
      {chosen !== undefined && (
        <NoteDialog
          title={`${words(chosen.choice)} ${chosen.difference.subject}?`}
          action={words(chosen.choice)}
          danger={chosen.choice === 'FLATTEN'}
          onConfirm={resolve}
          onClose={() => setChosen(undefined)}
        >
          <p>{CHOICES[chosen.choice]}</p>
        </NoteDialog>
      )}
    </Panel>
  );
}

interface Props {
  readonly answer: Answer;
  readonly onChoose: (difference: BrokerDifference, choice: Choice) => void;
}

function Differences({ answer, onChoose }: Props) {
  if (answer.kind === 'asking') return <Notice kind="loading">Asking the broker…</Notice>;
  if (answer.kind === 'not-asked') return <Notice kind="empty">Compare asks the broker what it holds for us.</Notice>;
  if (answer.kind === 'said') return <Notice kind={answer.isError ? 'error' : 'empty'}>{answer.text}</Notice>;
  if (answer.differences.length === 0) return <Notice kind="empty">Broker and books agree.</Notice>;
  return (
    <DataTable
      label="Differences"
      rows={answer.differences}
      keyOf={({ id }) => id}
      columns={[
        { name: 'Of', cell: ({ subject }) => subject },
        { name: 'Kind', cell: ({ kind }) => words(kind) },
        { name: 'Ours', right: true, cell: ({ ours }) => ours },
        { name: 'Theirs', right: true, cell: ({ theirs }) => theirs },
        { name: 'Found', cell: ({ found_at: at }) => barTime(at, '1m') },
        {
          name: 'State',
          cell: (row) =>
            row.status === 'OPEN'
              ? (Object.keys(CHOICES) as Choice[]).map((choice) => (
                  <ActionButton key={choice} needs="trader" onClick={() => onChoose(row, choice)}>
                    {words(choice)}…
                  </ActionButton>
                ))
              : words(row.status),
        },
      ]}
    />
  );
}
