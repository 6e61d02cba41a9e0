import type { RawBar } from '../bar/read-bar.js';
import type { CsvColumns } from './csv-header.js';

/** Picks the values of a bar out of a row; a row that is too short has no value there, and `inspectBar` says so. */
export function csvRow(cells: readonly string[], columns: CsvColumns): RawBar {
  const { index } = columns;
  return {
    timestamp: cells[index.timestamp],
    open: cells[index.open],
    high: cells[index.high],
    low: cells[index.low],
    close: cells[index.close],
    volume: cells[index.volume],
  };
}

/** Whether a row holds nothing: a blank line, or separators alone. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}
