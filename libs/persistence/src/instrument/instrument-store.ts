import type { SqlRunner } from '../database/sql-runner.js';

/** An instrument as it is kept; decimals are text. Structurally the domain's instrument. */
export interface StoredInstrument {
  readonly symbol: string;
  readonly assetClass: 'STOCK' | 'FOREX' | 'CRYPTO';
  readonly tickSize: string;
  readonly quantityStep: string;
  readonly unit: 'SHARES' | 'LOTS' | 'CONTRACTS';
  readonly contractSize: string;
  readonly volumeSource: 'TRADED' | 'TICK';
  readonly sector: string | null;
}

/** No rule may guess what it trades: a symbol without a record stops here. */
export class UnknownInstrument extends Error {
  override readonly name = 'UnknownInstrument';
}

/** How long a record is trusted: a sector that was imported takes effect within it, in every process. */
export const INSTRUMENT_TTL_MS = 60_000;

/** Instruments by symbol. Ingest registers them before their first bar; the others read, and remember for a while. */
export class InstrumentStore {
  readonly #database: SqlRunner;
  readonly #nowMs: () => number;
  readonly #known = new Map<string, { readonly untilMs: number; readonly instrument: StoredInstrument }>();

  /** @param nowMs any clock that only moves forward; it ages the cache and decides nothing. */
  constructor(database: SqlRunner, nowMs: () => number = () => performance.now()) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  /**
   * @param sql the caller's transaction, where it has one: a second connection may not be free while it holds the first.
   * @throws UnknownInstrument when nothing is registered under this symbol.
   */
  async of(symbol: string, sql: SqlRunner = this.#database): Promise<StoredInstrument> {
    const known = this.#known.get(symbol);
    if (known !== undefined && known.untilMs > this.#nowMs()) return known.instrument;
    const [row] = await sql.query<StoredInstrument[]>(
      `select symbol, asset_class as "assetClass", trim_scale(tick_size)::text as "tickSize",
              trim_scale(quantity_step)::text as "quantityStep", unit, trim_scale(contract_size)::text as "contractSize",
              volume_source as "volumeSource", sector
       from instruments where symbol = $1`,
      [symbol],
    );
    if (row === undefined) throw new UnknownInstrument(`there is no instrument ${symbol}: offer a bar of it first`);
    this.#known.set(symbol, { untilMs: this.#nowMs() + INSTRUMENT_TTL_MS, instrument: row });
    return row;
  }
}
