import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { DeadLetter } from '../api/wire-operations.js';
import { useAction } from '../desk/use-action.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { barTime } from '../format/time.js';
import { Expandable, useOpenRows } from '../layout/expandable.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { Said } from '../layout/said.js';
import { VirtualRows } from '../layout/virtual-rows.js';
import { ActionButton } from '../session/action-button.js';

/** Height of a closed row, in pixels. */
const ROW_HEIGHT = 57;

/** What no service could handle, with the reason, and the way back. */
export function DeadLetters() {
  const list = usePagedList<DeadLetter>('dead-letters', { keyOf: ({ sequence }) => String(sequence), on: ['service'] });
  const { isOpen, toggle } = useOpenRows();
  const { said, run } = useAction();
  const [busy, setBusy] = useState<number>();
  const replay = ({ sequence, subject }: DeadLetter) => {
    setBusy(sequence);
    run(async () => {
      try {
        await postJson(`dead-letters/${sequence}/replay`);
      } finally {
        setBusy(undefined);
      }
      list.reload();
      return `${subject} was put back; who handled it before does nothing.`;
    });
  };
  return (
    <Panel title="Dead letters" count={list.value?.length} tall>
      <Said of={said} />
      <ListState of={list} onRetry={list.reload} empty="No message was given up.">
        {(letters) => (
          <VirtualRows
            label="Dead letters"
            rows={letters}
            keyOf={({ sequence }) => String(sequence)}
            rowHeight={ROW_HEIGHT}
            onEnd={list.more}
          >
            {(letter) => (
              <Expandable
                open={isOpen(String(letter.sequence))}
                onToggle={() => toggle(String(letter.sequence))}
                summary={<Summary letter={letter} />}
              >
                {() => (
                  <>
                    <p className="row-message">
                      {letter.deliveries} tries, message <code>{letter.message_id ?? 'without an id'}</code>
                    </p>
                    <pre className="letter-body">{letter.body}</pre>
                    <ActionButton needs="admin" disabled={busy === letter.sequence} onClick={() => replay(letter)}>
                      Put it back
                    </ActionButton>
                  </>
                )}
              </Expandable>
            )}
          </VirtualRows>
        )}
      </ListState>
    </Panel>
  );
}

function Summary({ letter }: { readonly letter: DeadLetter }) {
  return (
    <>
      <span className="row-head">
        <strong>{letter.service}</strong>
        <span className="row-series muted">{letter.subject}</span>
        <span className="row-end">
          <time dateTime={letter.at}>{barTime(letter.at, '1m')}</time>
        </span>
      </span>
      <span className="row-reason">
        <span className="reason">{letter.reason}</span>
      </span>
    </>
  );
}
