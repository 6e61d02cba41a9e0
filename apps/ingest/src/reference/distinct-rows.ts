import type { ReferenceRefusal, RowReading } from '@tape/market';

/** A row that was not taken, by its place in the request. */
export interface RefusedRow {
  readonly index: number;
  readonly refusal: ReferenceRefusal;
}

export interface DistinctRows<Row> {
  /** Each key once, in the order of the request. */
  readonly rows: readonly Row[];
  /** Rows that say again what one before them said. */
  readonly repeats: number;
  readonly refused: readonly RefusedRow[];
}

/**
 * Takes the good rows of a request, each key once. A row that says the same again is counted; one that contradicts the one before it is
 * refused, because nobody can tell which of the two is right.
 * @param conflictField where two rows of one key differ.
 */
export function distinctRows<Row>(
  readings: readonly RowReading<Row>[],
  keyOf: (row: Row) => string,
  valueOf: (row: Row) => string = () => '',
  conflictField = '',
): DistinctRows<Row> {
  const rows = new Map<string, Row>();
  const refused: RefusedRow[] = [];
  let repeats = 0;
  for (const [index, reading] of readings.entries()) {
    if (!reading.ok) {
      refused.push({ index, refusal: reading.refusal });
      continue;
    }
    const key = keyOf(reading.row);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, reading.row);
    else if (valueOf(known) === valueOf(reading.row)) repeats += 1;
    else {
      const text = `${conflictField}: ${key} was ${valueOf(known)} in a row before; keep one of them [conflicting-repeat]`;
      refused.push({ index, refusal: { field: conflictField, rule: 'conflicting-repeat', message: text } });
    }
  }
  return { rows: [...rows.values()], repeats, refused };
}
