import { csvRow, isBlankRow, readCsvHeader, splitCells, type CsvColumns } from '@tape/market';

/** A line this long is no bar; without a limit a file without line ends would be held in memory whole. */
export const MAX_LINE_LENGTH = 4_096;

/** One data line, still text. */
export interface CsvRow {
  /** Number of the line in the file, from 1. */
  readonly line: number;
  readonly bar: ReturnType<typeof csvRow>;
  /** Why the line does not fit the header; null when it does. */
  readonly fault: string | null;
}

/** Why the file as a whole cannot be read. `rule` is a stable word. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(message);
    this.rule = rule;
  }
}

/**
 * Cuts a CSV stream into rows, chunk by chunk, so that a file is never in memory whole. Reads a byte-order mark, CRLF,
 * quoted cells, and `,` or `;` as the separator; bars have no cells with line ends, so a line is a row.
 */
export class CsvRows {
  #rest = '';
  #line = 0;
  #columns: CsvColumns | undefined;
  #separator = ',';

  /** @throws UnreadableFile when the first line is not a usable header, or a line has no end. */
  push(chunk: string): CsvRow[] {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > MAX_LINE_LENGTH) {
      throw new UnreadableFile(
        'line-too-long',
        `line ${this.#line + lines.length + 1} is longer than ${MAX_LINE_LENGTH} characters`,
      );
    }
    return lines.flatMap((line) => this.#row(line));
  }

  /** The last line, when the file does not end with a line end. @throws UnreadableFile when there was no header at all. */
  end(): CsvRow[] {
    const rows = this.#rest === '' ? [] : this.#row(this.#rest);
    this.#rest = '';
    if (this.#columns === undefined) this.#readHeader('');
    return rows;
  }

  #row(text: string): CsvRow[] {
    this.#line += 1;
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (this.#columns === undefined) {
      this.#readHeader(line);
      return [];
    }
    const cells = splitCells(line, this.#separator);
    if (isBlankRow(cells)) return [];
    const { count } = this.#columns;
    const fault = cells.length === count ? null : `has ${cells.length} cells where the header has ${count}`;
    return [{ line: this.#line, bar: csvRow(cells, this.#columns), fault }];
  }

  #readHeader(line: string): void {
    this.#separator = !line.includes(',') && line.includes(';') ? ';' : ',';
    const header = readCsvHeader(splitCells(line, this.#separator));
    if (!header.ok) throw new UnreadableFile(header.rule, header.message);
    this.#columns = header.columns;
  }
}
