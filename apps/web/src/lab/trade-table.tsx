import type { BacktestTrade } from '../api/wire-backtest.js';
import { decimalsOf, price, signedMoney } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark } from '../layout/badge.js';
import { VirtualTable } from '../layout/virtual-table.js';

interface Props {
  readonly trades: readonly BacktestTrade[];
  readonly chosen: string | undefined;
  readonly onChoose: (trade: BacktestTrade) => void;
}

/** Every trade of a run; each shows itself on the chart. */
export function TradeTable({ trades, chosen, onChoose }: Props) {
  return (
    <VirtualTable
      label="Trades"
      rows={trades}
      keyOf={({ position_id: id }) => id}
      columns={[
        {
          name: 'Symbol',
          width: '1.4fr',
          cell: (trade) => (
            <button
              type="button"
              className="link"
              aria-current={trade.position_id === chosen}
              onClick={() => onChoose(trade)}
            >
              {trade.symbol}
            </button>
          ),
        },
        { name: 'Pattern', width: '64px', cell: ({ pattern }) => pattern ?? '–' },
        { name: 'Side', width: '62px', cell: ({ direction }) => <DirectionMark direction={direction} /> },
        { name: 'Entry', width: '1fr', right: true, cell: (row) => price(row.entry_price, placesOf(row)) },
        { name: 'Exit', width: '1fr', right: true, cell: (row) => price(row.exit_price, placesOf(row)) },
        {
          name: 'Result',
          width: '1fr',
          right: true,
          cell: ({ realised_pnl: result, closed_at: closed }) =>
            closed === null ? (
              'open'
            ) : (
              <span className={result.startsWith('-') ? 'down' : 'up'}>{signedMoney(result)}</span>
            ),
        },
        { name: 'R', width: '52px', right: true, cell: ({ r_multiple: r }) => price(r) },
        { name: 'Closed', width: '112px', cell: ({ closed_at: at, timeframe }) => barTime(at, timeframe) },
        { name: 'By', width: '1.2fr', cell: ({ exit_reason: by }) => (by === null ? '–' : words(by)) },
      ]}
    />
  );
}

function placesOf({ entry_price, stop }: BacktestTrade): number {
  return Math.min(4, decimalsOf(entry_price, stop));
}
