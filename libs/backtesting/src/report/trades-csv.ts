import { isoTime } from '@tape/market';
import type { Trade } from './backtest-report.js';

type Cell = string | number | null;

const COLUMNS: readonly (readonly [name: string, cell: (trade: Trade) => Cell])[] = [
  ['position_id', (trade) => trade.positionId],
  ['signal_id', (trade) => trade.signalId],
  ['symbol', (trade) => trade.symbol],
  ['timeframe', (trade) => trade.timeframe],
  ['pattern', (trade) => trade.pattern],
  ['direction', (trade) => trade.direction],
  ['opened_at', (trade) => isoTime(trade.openedAtMs)],
  ['closed_at', (trade) => (trade.closedAtMs === null ? null : isoTime(trade.closedAtMs))],
  ['quantity', (trade) => trade.initialQuantity],
  ['entry_price', (trade) => trade.entryPrice],
  ['exit_price', (trade) => trade.exitPrice],
  ['exit_reason', (trade) => trade.exitReason],
  ['realised_pnl', (trade) => trade.realisedPnl],
  ['fees', (trade) => trade.fees],
  ['r_multiple', (trade) => trade.rMultiple],
];

/** RFC 4180, a trade a line in the order of opening; empty where there is nothing yet. Amounts in account currency, net of fees. */
export function tradesCsv(trades: readonly Trade[]): string {
  const lines = trades.map((trade) => COLUMNS.map(([, cell]) => quoted(cell(trade))).join(','));
  return [COLUMNS.map(([name]) => name).join(','), ...lines, ''].join('\r\n');
}

/** What starts like a formula gets an apostrophe, because a spreadsheet would run it; a number does not. */
function quoted(cell: Cell): string {
  const text = String(cell ?? '');
  const isFormula = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text));
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
