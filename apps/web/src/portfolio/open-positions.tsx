import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { Position } from '../api/wire-portfolio.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { count, decimalsOf, price } from '../format/number.js';
import { barTime } from '../format/time.js';
import { DirectionMark } from '../layout/badge.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { NoteDialog } from '../layout/note-dialog.js';
import { Panel } from '../layout/panel.js';
import { ActionButton } from '../session/action-button.js';

/** What is held now, with a way out of it. */
export function OpenPositions() {
  const list = usePagedList<Position>('positions?state=open', {
    keyOf: ({ id }) => id,
    on: ['position', 'order', 'emergency_exit_triggered'],
  });
  const [closing, setClosing] = useState<Position | 'all'>();
  const [said, setSaid] = useState('');
  const close = async (note: string) => {
    const only = closing === undefined || closing === 'all' ? {} : { position_id: closing.id };
    const answer = await postJson<{ readonly closing: number }>('execution/close', { note, ...only });
    setSaid(closingWords(answer.closing));
    list.reload();
  };
  return (
    <Panel
      title="Open positions"
      area="wide"
      count={list.value?.length}
      extra={
        (list.value?.length ?? 0) > 1 && (
          <ActionButton needs="trader" tone="danger" onClick={() => setClosing('all')}>
            Close all
          </ActionButton>
        )
      }
    >
      <p className="said" role="status">
        {said}
      </p>
      <ListState
        of={list}
        onRetry={list.reload}
        empty="Nothing held. A signal is filled at the open of the bar after it."
      >
        {(positions) => <Positions positions={positions} onClose={setClosing} />}
      </ListState>
      {closing !== undefined && (
        <NoteDialog
          title={closing === 'all' ? 'Close every position?' : `Close ${closing.symbol} ${closing.timeframe}?`}
          action={closing === 'all' ? 'Close all' : 'Close the position'}
          danger
          onConfirm={close}
          onClose={() => setClosing(undefined)}
        >
          <p>
            {closing === 'all' ? 'Everything that is open is' : 'It is'} sold at the market, and entries of the same
            signals that still wait are withdrawn. This cannot be taken back.
          </p>
        </NoteDialog>
      )}
    </Panel>
  );
}

function closingWords(closing: number): string {
  if (closing === 0) return 'Nothing was left to close.';
  return `${closing === 1 ? 'One position is' : `${count(closing)} positions are`} being closed.`;
}

function Positions({
  positions,
  onClose,
}: {
  readonly positions: readonly Position[];
  readonly onClose: (position: Position) => void;
}) {
  return (
    <DataTable
      label="Open positions"
      rows={positions}
      keyOf={({ id }) => id}
      columns={[
        {
          name: 'Series',
          cell: ({ symbol, timeframe }) => (
            <>
              {symbol} <span className="timeframe">{timeframe}</span>
            </>
          ),
        },
        { name: 'Side', cell: ({ direction }) => <DirectionMark direction={direction} /> },
        { name: 'Quantity', right: true, cell: ({ quantity }) => shortQuantity(quantity) },
        { name: 'Entry', right: true, cell: (row) => price(row.entry_price, placesOf(row)) },
        { name: 'Stop', right: true, cell: (row) => price(row.stop, placesOf(row)) },
        { name: 'Risk at entry', right: true, cell: ({ initial_risk: risk }) => price(risk) },
        {
          name: 'Opened',
          cell: ({ opened_at: at, timeframe }) => <span className="num">{barTime(at, timeframe)}</span>,
        },
        {
          name: 'Way out',
          cell: (row) => (
            <ActionButton needs="trader" onClick={() => onClose(row)}>
              Close<span className="sr-only"> {row.symbol}</span>…
            </ActionButton>
          ),
        },
      ]}
    />
  );
}

export function placesOf({ entry_price, stop }: Position): number {
  return Math.min(4, decimalsOf(entry_price, stop));
}

/** Fractions beyond two places are of no use to the eye. */
export function shortQuantity(text: string): string {
  return Number(text).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
