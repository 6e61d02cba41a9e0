import { unknownSymbol } from '../http/problem.js';
import type { Sql } from './sql.js';

/** Which symbols the system has met: with bars, or on the watchlist. */
export class KnownSymbols {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** @throws Problem 404 naming the first symbol that is not known. */
  async require(symbols: readonly string[]): Promise<void> {
    if (symbols.length === 0) return;
    const rows = await this.#sql.query<{ symbol: string }>(
      `select symbol from instruments where symbol = any($1::text[])
       union select symbol from watchlist where symbol = any($1::text[])`,
      [symbols],
    );
    const known = new Set(rows.map((row) => row.symbol));
    const missing = symbols.find((symbol) => !known.has(symbol));
    if (missing !== undefined) throw unknownSymbol(missing);
  }
}
