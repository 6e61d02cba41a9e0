/** Columns a file of bars must have, in any order. */
const REQUIRED = ['timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;
type BarColumn = (typeof REQUIRED)[number];

/** Other names that the same column goes by; compared in small letters, with blanks and underscores dropped. */
const NAMES: Record<string, BarColumn> = {
  timestamp: 'timestamp',
  time: 'timestamp',
  date: 'timestamp',
  datetime: 'timestamp',
  opentime: 'timestamp',
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
};

/** Where each value stands in a row. */
export interface CsvColumns {
  readonly index: Readonly<Record<BarColumn, number>>;
  readonly count: number;
  /** Columns that are not read, as the file names them. */
  readonly ignored: readonly string[];
}

export type CsvHeaderRule = 'empty-file' | 'no-header' | 'missing-columns' | 'repeated-column';

export type CsvHeader =
  | { readonly ok: true; readonly columns: CsvColumns }
  | { readonly ok: false; readonly rule: CsvHeaderRule; readonly message: string };

/** Reads the first row of a file. A column that is not known is left unread and named; one that is missing refuses the file. */
export function readCsvHeader(cells: readonly string[]): CsvHeader {
  const names = cells.map((cell) => cell.replace(/^\uFEFF/, '').trim());
  if (names.every((name) => name === ''))
    return no('empty-file', `the file is empty; its first line must name ${REQUIRED.join(',')}`);
  if (names.every((name) => NAMES[plain(name)] === undefined) && names.some((name) => /^[\d.,-]+$/.test(name))) {
    return no('no-header', `line 1 holds values, not column names; begin the file with the line ${REQUIRED.join(',')}`);
  }
  const index = new Map<BarColumn, number>();
  const ignored: string[] = [];
  for (const [position, name] of names.entries()) {
    const column = NAMES[plain(name)];
    if (column === undefined) ignored.push(name);
    else if (index.has(column))
      return no('repeated-column', `line 1 names the column ${column} twice; keep one of them`);
    else index.set(column, position);
  }
  const missing = REQUIRED.filter((column) => !index.has(column));
  if (missing.length > 0) {
    const unknown = ignored.length === 0 ? '' : `; not known: ${ignored.join(', ')}`;
    return no(
      'missing-columns',
      `line 1 lacks the column${missing.length > 1 ? 's' : ''} ${missing.join(', ')}${unknown}; name them ${REQUIRED.join(',')}`,
    );
  }
  return {
    ok: true,
    columns: { index: Object.fromEntries(index) as Record<BarColumn, number>, count: names.length, ignored },
  };
}

function no(rule: CsvHeaderRule, message: string): CsvHeader {
  return { ok: false, rule, message: `${message} [${rule}]` };
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_]/g, '');
}
