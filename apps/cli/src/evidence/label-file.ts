import { readFile } from 'node:fs/promises';
import type { ExpertLabel, LabelGrade } from '@tape/backtesting';
import { parseIsoTime } from '@tape/market';
import { CsvError, parse } from 'csv-parse/sync';
import { CommandFailure, EXIT } from '../exit-code.js';

const NEEDED = ['symbol', 'timeframe', 'event', 'date', 'grade', 'tolerance_bars'] as const;
const GRADES: readonly string[] = ['A', 'B', 'C', 'X'] satisfies LabelGrade[];
/** Where the note of a range says when it ended. */
const RANGE_END = /range end (\d{4}-\d{2}-\d{2})/;

/** Reads what experts said from a CSV with the columns above; `note` may hold "range end 2021-12-01". @throws CommandFailure (bad data) */
export async function readLabels(path: string): Promise<readonly ExpertLabel[]> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: there is no such file`);
  });
  const rows = recordsOf(path, text);
  const missing = NEEDED.filter((name) => rows[0] !== undefined && rows[0][name] === undefined);
  if (rows.length === 0 || missing.length > 0) {
    const what = rows.length === 0 ? 'there is no label in it' : `lacks the column ${missing.join(', ')}`;
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: ${what}`);
  }
  return rows.map((row, index) => labelOf(row, `${path}: label ${index + 1}`));
}

function recordsOf(path: string, text: string): readonly Record<string, string>[] {
  try {
    return parse(text, { bom: true, columns: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: ${error.message} [not-csv]`);
  }
}

function labelOf(row: Record<string, string>, where: string): ExpertLabel {
  const { symbol = '', timeframe = '', event = '', date = '', grade = '', tolerance_bars: tolerance = '' } = row;
  const timeMs = parseIsoTime(date);
  const toleranceBars = Number(tolerance);
  if (timeMs === null) throw new CommandFailure(EXIT.BAD_DATA, `${where}, date: '${date}' is no time`);
  if (!isGrade(grade)) throw new CommandFailure(EXIT.BAD_DATA, `${where}, grade: '${grade}' must be A, B, C or X`);
  if (tolerance === '' || !Number.isInteger(toleranceBars) || toleranceBars < 0) {
    throw new CommandFailure(EXIT.BAD_DATA, `${where}, tolerance_bars: '${tolerance}' must be a whole number from 0`);
  }
  const end = RANGE_END.exec(row['note'] ?? '')?.[1];
  const untilMs = end === undefined ? null : parseIsoTime(end);
  return { symbol, timeframe, event, timeMs, untilMs, grade, toleranceBars };
}

function isGrade(text: string): text is LabelGrade {
  return GRADES.includes(text);
}
