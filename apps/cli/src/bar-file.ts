import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import {
  type BarRefusal,
  type CsvColumns,
  csvRow,
  inferInstrument,
  inspectBar,
  type Instrument,
  isBlankRow,
  isTimeframe,
  type PriceBar,
  type RawBar,
  readCsvHeader,
  readSeriesKey,
  seriesOfFileName,
  type Timeframe,
  TIMEFRAMES,
} from '@tape/market';
import { CsvError, parse } from 'csv-parse';
import { CommandFailure, EXIT } from './exit-code.js';
import { say } from './terminal.js';

/** The series a file holds. */
export interface FileSeries {
  readonly path: string;
  readonly instrument: Instrument;
  readonly timeframe: Timeframe;
}

/** A row of the file: a bar, or why it is none. */
export type FileRow =
  | { readonly line: number; readonly raw: RawBar; readonly bar: PriceBar }
  | { readonly line: number; readonly refusal: BarRefusal };

/** Bars among which a repeated one is told from one that is out of order; bounds memory on files of any length. */
const REMEMBERED_BARS = 50_000;

/**
 * Which series a file holds: as said, else as its name says.
 * @throws CommandFailure (usage) when neither says.
 */
export function seriesOfFile(path: string, symbol?: string, timeframe?: string): FileSeries {
  const named = seriesOfFileName(path);
  if (timeframe !== undefined && !isTimeframe(timeframe)) {
    throw new CommandFailure(
      EXIT.USAGE,
      `--timeframe: '${timeframe}' is not known; use one of ${TIMEFRAMES.join(', ')}`,
    );
  }
  const key = readSeriesKey(symbol ?? named.symbol, timeframe ?? named.timeframe);
  if (key.ok) return { path, instrument: inferInstrument(key.symbol), timeframe: key.timeframe };
  const field = key.refusal.field;
  const hint = key.refusal.rule === 'missing' ? `the name of ${path} does not say the ${field}` : key.refusal.message;
  throw new CommandFailure(EXIT.USAGE, `${hint}: add --${field}`);
}

/**
 * Reads a file row by row, each checked against the rows before it. Bad rows come as refusals, in their place.
 * @throws CommandFailure (bad data) when the file is not there, is no CSV, or lacks a column.
 */
export async function* readBarFile(series: FileSeries, nowMs: number): AsyncGenerator<FileRow> {
  const { path, timeframe, instrument } = series;
  const { symbol, assetClass } = instrument;
  if (!(await stat(path).catch(() => undefined))?.isFile()) {
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: there is no such file`);
  }
  let columns: CsvColumns | undefined;
  let lastOpenTimeMs: number | null = null;
  const accepted = new Map<number, PriceBar>();
  try {
    for await (const { line, cells } of csvRows(path)) {
      if (columns === undefined) {
        columns = headerOf(path, cells);
        continue;
      }
      if (isBlankRow(cells)) continue;
      const raw = csvRow(cells, columns);
      const acceptedAt = (openTimeMs: number): PriceBar | undefined => accepted.get(openTimeMs);
      const reading = inspectBar(raw, { symbol, timeframe, assetClass, line, nowMs, lastOpenTimeMs, acceptedAt });
      if (reading.ok) {
        lastOpenTimeMs = reading.bar.openTimeMs;
        accepted.set(lastOpenTimeMs, reading.bar);
        const oldest = accepted.keys().next().value;
        if (accepted.size > REMEMBERED_BARS && oldest !== undefined) accepted.delete(oldest);
        yield { line, raw, bar: reading.bar };
      } else {
        yield { line, refusal: reading.refusal };
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new CommandFailure(EXIT.BAD_DATA, `${path}: ${error.message} [not-csv]`);
  }
  if (columns === undefined) headerOf(path, ['']);
}

function headerOf(path: string, cells: readonly string[]): CsvColumns {
  const header = readCsvHeader(cells);
  if (!header.ok) throw new CommandFailure(EXIT.BAD_DATA, `${path}: ${header.message}`);
  if (header.columns.ignored.length > 0) say(`${path}: columns not read: ${header.columns.ignored.join(', ')}`);
  return header.columns;
}

async function* csvRows(path: string): AsyncGenerator<{ readonly line: number; readonly cells: string[] }> {
  const parser = createReadStream(path).pipe(
    // A row may be short or long: the rules on bars say what it lacks, with its line.
    parse({
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    }),
  );
  for await (const row of parser as AsyncIterable<{ info: { lines: number }; record: string[] }>) {
    yield { line: row.info.lines, cells: row.record };
  }
}
