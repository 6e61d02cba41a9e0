import { decodeCursor, encodeCursor } from '../http/cursor.js';
import type { Sql } from './sql.js';

export const MAX_PAGE = 500;

/** One list: newest first, then by id, so that rows arriving while a client pages neither repeat nor vanish. */
export interface ListQuery {
  readonly table: string;
  /** Columns to select, besides those of the order. */
  readonly select: string;
  /** Column of type timestamptz the list is ordered by. */
  readonly time: string;
  /** Column that makes the order total. */
  readonly id: string;
  /** `column = value`, for values that are given. */
  readonly equal: Readonly<Record<string, string | boolean | undefined>>;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

interface Keyed {
  readonly page_time: Date;
  readonly page_id: string;
}

/** Column and table names come from the code, every value from a parameter. */
export async function keysetPage<Row>(sql: Sql, list: ListQuery): Promise<Page<Row>> {
  const parameters: unknown[] = [];
  const conditions: string[] = [];
  const parameter = (value: unknown) => `$${parameters.push(value)}`;
  for (const [column, value] of Object.entries(list.equal)) {
    if (value !== undefined) conditions.push(`${column} = ${parameter(value)}`);
  }
  if (list.from !== undefined) conditions.push(`${list.time} >= ${parameter(list.from)}::timestamptz`);
  if (list.to !== undefined) conditions.push(`${list.time} <= ${parameter(list.to)}::timestamptz`);
  if (list.cursor !== undefined) {
    const cursor = decodeCursor(list.cursor);
    const time = parameter(new Date(cursor.timeMs).toISOString());
    conditions.push(`(${list.time}, ${list.id}::text) < (${time}::timestamptz, ${parameter(cursor.id)}::text)`);
  }
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const rows = await sql.query<Row & Keyed>(
    `select ${list.select}, ${list.time} as page_time, ${list.id}::text as page_id from ${list.table} ${where}
     order by ${list.time} desc, ${list.id}::text desc limit ${parameter(list.limit + 1)}`,
    parameters,
  );
  const page = rows.slice(0, list.limit);
  const last = page.at(-1);
  const more = rows.length > list.limit && last !== undefined;
  return {
    rows: page,
    nextCursor: more ? encodeCursor({ timeMs: last.page_time.getTime(), id: last.page_id }) : null,
  };
}
