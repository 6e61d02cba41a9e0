import { keysetPage, type ListQuery } from '../database/keyset-page.js';
import type { KnownSymbols } from '../database/known-symbols.js';
import type { Sql } from '../database/sql.js';
import type { Wire } from '../wire/to-wire.js';
import type { PageQuery, SeriesListQuery } from './list-query.js';

/** A list as it is answered. */
export interface WirePage {
  readonly items: readonly Wire[];
  readonly next_cursor: string | null;
}

/** Where a list comes from and how a row becomes an item. */
export interface ListSource<Row> {
  readonly table: string;
  readonly select: string;
  readonly time: string;
  readonly id: string;
  readonly equal?: Readonly<Record<string, string | boolean | undefined>>;
  readonly toItem: (row: Row) => Wire;
}

export async function listPage<Row>(sql: Sql, source: ListSource<Row>, query: PageQuery): Promise<WirePage> {
  const list: ListQuery = {
    table: source.table,
    select: source.select,
    time: source.time,
    id: source.id,
    equal: source.equal ?? {},
    limit: query.limit,
    cursor: query.cursor,
    from: 'from' in query ? (query.from as string | undefined) : undefined,
    to: 'to' in query ? (query.to as string | undefined) : undefined,
  };
  const page = await keysetPage<Row>(sql, list);
  return { items: page.rows.map(source.toItem), next_cursor: page.nextCursor };
}

/** {@link listPage} for what belongs to a series. @throws Problem 404 for a symbol nobody has heard of. */
export async function seriesListPage<Row>(
  sql: Sql,
  symbols: KnownSymbols,
  source: ListSource<Row>,
  query: SeriesListQuery,
): Promise<WirePage> {
  await symbols.require(query.symbol === undefined ? [] : [query.symbol]);
  const equal = { symbol: query.symbol, timeframe: query.timeframe, ...source.equal };
  return listPage(sql, { ...source, equal }, query);
}
