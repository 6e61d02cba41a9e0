import type { Page } from '../api/wire-page.js';

/** What is loaded of a list that is newest first. */
export interface PagedRows<Row> {
  readonly rows: readonly Row[];
  /** Where the rest begins; null when everything is here. */
  readonly cursor: string | null;
}

/** The list with the page after it; a row that moved down meanwhile is not shown twice. */
export function withOlder<Row>({ rows }: PagedRows<Row>, page: Page<Row>, keyOf: (row: Row) => string): PagedRows<Row> {
  const known = new Set(rows.map(keyOf));
  return { rows: [...rows, ...page.items.filter((row) => !known.has(keyOf(row)))], cursor: page.next_cursor };
}

/**
 * The list with its first page asked again: what is new comes first, what changed is replaced, what left the list is gone. Where
 * so much is new that the page does not reach the old rows, those are let go rather than shown with a hole above them.
 */
export function withNewest<Row>(before: PagedRows<Row>, page: Page<Row>, keyOf: (row: Row) => string): PagedRows<Row> {
  const last = page.items.at(-1);
  const joint = last === undefined ? -1 : before.rows.findIndex((row) => keyOf(row) === keyOf(last));
  if (joint === -1 || page.next_cursor === null) return { rows: page.items, cursor: page.next_cursor };
  return { rows: [...page.items, ...before.rows.slice(joint + 1)], cursor: before.cursor };
}
