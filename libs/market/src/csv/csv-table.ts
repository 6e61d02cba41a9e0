import { isBlankRow } from './csv-row.js';
import { splitCells } from './split-cells.js';

/** One column of a small table: its name, and other names it goes by. */
export interface CsvTableColumn {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Must stand in the file. Default true. */
  readonly required?: boolean;
}

/** One data line: its values by column name, still text. An empty cell is absent. */
export interface CsvTableRow {
  /** Number of the line in the file, from 1. */
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

export type CsvTableRule = 'empty-file' | 'missing-columns' | 'repeated-column';

export type CsvTable =
  | { readonly ok: true; readonly rows: readonly CsvTableRow[]; readonly ignored: readonly string[] }
  | { readonly ok: false; readonly rule: CsvTableRule; readonly message: string };

/**
 * Reads a small table whole: a header line with the columns in any order, then one row a line. Takes a byte-order mark, CRLF, quoted
 * cells, and `,` or `;` as the separator; names are compared in small letters without blanks and underscores. A line that starts
 * with `#` is a remark.
 */
export function readCsvTable(text: string, columns: readonly CsvTableColumn[]): CsvTable {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const headerAt = lines.findIndex((line) => line.trim() !== '' && !line.startsWith('#'));
  const wanted = columns.filter((column) => column.required !== false).map((column) => column.name);
  if (headerAt < 0) {
    return no('empty-file', `the file is empty; its first line must name ${wanted.join(',')}`);
  }
  const headerLine = lines[headerAt] ?? '';
  const separator = !headerLine.includes(',') && headerLine.includes(';') ? ';' : ',';
  const names = splitCells(headerLine, separator);
  const positions = new Map<string, number>();
  const ignored: string[] = [];
  for (const [position, name] of names.entries()) {
    const column = columns.find((each) =>
      [each.name, ...(each.aliases ?? [])].some((one) => plain(one) === plain(name)),
    );
    if (column === undefined) ignored.push(name);
    else if (positions.has(column.name)) {
      return no('repeated-column', `line ${headerAt + 1} names the column ${column.name} twice; keep one of them`);
    } else positions.set(column.name, position);
  }
  const missing = wanted.filter((name) => !positions.has(name));
  if (missing.length > 0) {
    const unknown = ignored.length === 0 ? '' : `; not known: ${ignored.join(', ')}`;
    return no(
      'missing-columns',
      `line ${headerAt + 1} lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}${unknown}; name them ${wanted.join(',')}`,
    );
  }
  const rows = lines.slice(headerAt + 1).flatMap((line, index): CsvTableRow[] => {
    const cells = splitCells(line, separator);
    if (isBlankRow(cells) || line.startsWith('#')) return [];
    const values = [...positions].flatMap(([name, position]): [string, string][] => {
      const cell = cells[position] ?? '';
      return cell === '' ? [] : [[name, cell]];
    });
    return [{ line: headerAt + 2 + index, values: Object.fromEntries(values) }];
  });
  return { ok: true, rows, ignored };
}

function no(rule: CsvTableRule, message: string): CsvTable {
  return { ok: false, rule, message: `${message} [${rule}]` };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_]/g, '');
}
