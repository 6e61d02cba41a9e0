import { readFile, stat } from 'node:fs/promises';
import {
  type CsvTableColumn,
  type CsvTableRow,
  readCsvTable,
  type ReferenceRefusal,
  type RowReading,
} from '@tape/market';
import { CommandFailure, EXIT } from './exit-code.js';
import { say } from './terminal.js';

/** Files of this kind are read whole; a larger one is something else. Unit: bytes. */
const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** Refused rows shown one by one; the rest is counted. */
const SHOWN_REFUSALS = 20;

/**
 * The rows of a file of reference data, still text.
 * @throws CommandFailure (bad data) when the file is not there, too large, empty, or lacks a column.
 */
export async function readReferenceFile(
  path: string,
  columns: readonly CsvTableColumn[],
): Promise<readonly CsvTableRow[]> {
  const facts = await stat(path).catch(() => undefined);
  if (facts?.isFile() !== true) throw new CommandFailure(EXIT.BAD_DATA, `${path}: there is no such file`);
  if (facts.size > MAX_FILE_BYTES) {
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB; split it`);
  }
  const table = readCsvTable(await readFile(path, 'utf8'), columns);
  if (!table.ok) throw new CommandFailure(EXIT.BAD_DATA, `${path}: ${table.message}`);
  if (table.ignored.length > 0) say(`${path}: columns not read: ${table.ignored.join(', ')}`);
  if (table.rows.length === 0) throw new CommandFailure(EXIT.BAD_DATA, `${path}: there is no row in it`);
  return table.rows;
}

/** The good rows of a file, read here; each bad one is said with line, field and rule. @throws CommandFailure when none is good. */
export async function goodReferenceRows<Row>(
  path: string,
  columns: readonly CsvTableColumn[],
  read: (raw: CsvTableRow['values']) => RowReading<Row>,
): Promise<readonly Row[]> {
  const good: Row[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, values } of await readReferenceFile(path, columns)) {
    const reading = read(values);
    if (reading.ok) good.push(reading.row);
    else refused.push({ line, ...reading.refusal });
  }
  sayRefused(path, refused);
  if (good.length === 0) throw new CommandFailure(EXIT.BAD_DATA, `${path}: there is no good row in it`);
  return good;
}

export interface RefusedLine extends Pick<ReferenceRefusal, 'message'> {
  readonly line: number;
}

export function sayRefused(path: string, refused: readonly RefusedLine[]): void {
  for (const { line, message } of refused.slice(0, SHOWN_REFUSALS)) say(`${path} line ${line}: refused: ${message}`);
  if (refused.length > SHOWN_REFUSALS) say(`${path}: ${refused.length - SHOWN_REFUSALS} more rows refused`);
}
