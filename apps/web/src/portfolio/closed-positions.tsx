import type { Position } from '../api/wire-portfolio.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { price, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark } from '../layout/badge.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';
import { placesOf, shortQuantity } from './open-positions.js';

/** What was held and what it brought. */
export function ClosedPositions() {
  const list = usePagedList<Position>('positions?state=closed', {
    keyOf: ({ id }) => id,
    on: ['position', 'emergency_exit_triggered'],
  });
  return (
    <Panel title="Closed positions" area="wide" tall>
      <ListState of={list} onRetry={list.reload} empty="Nothing has been closed yet.">
        {(positions) => (
          <VirtualTable
            label="Closed positions"
            rows={positions}
            keyOf={({ id }) => id}
            onEnd={list.more}
            columns={[
              {
                name: 'Series',
                width: '1.4fr',
                cell: ({ symbol, timeframe }) => (
                  <>
                    <strong>{symbol}</strong> <span className="timeframe">{timeframe}</span>
                  </>
                ),
              },
              { name: 'Side', width: '70px', cell: ({ direction }) => <DirectionMark direction={direction} /> },
              { name: 'Quantity', width: '1fr', right: true, cell: (row) => shortQuantity(row.initial_quantity) },
              { name: 'Entry', width: '1fr', right: true, cell: (row) => price(row.entry_price, placesOf(row)) },
              { name: 'Exit', width: '1fr', right: true, cell: (row) => price(row.exit_price, placesOf(row)) },
              {
                name: 'Result',
                width: '1fr',
                right: true,
                cell: ({ realised_pnl: result }) => (
                  <span className={result.startsWith('-') ? 'down' : 'up'}>{signedMoney(result)}</span>
                ),
              },
              { name: 'R', width: '60px', right: true, cell: ({ r_multiple: r }) => price(r) },
              { name: 'Closed', width: '130px', cell: ({ closed_at: at, timeframe }) => barTime(at, timeframe) },
              { name: 'By', width: '1fr', cell: ({ exit_reason: by }) => words(by ?? 'closed') },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
