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

/** Instruments by symbol. Ingest registers them before their first bar; the others read and remember. */
export class InstrumentStore {
  readonly #database: SqlRunner;
  readonly #known = new Map<string, StoredInstrument>();

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /** @throws UnknownInstrument when nothing is registered under this symbol. */
  async of(symbol: string): Promise<StoredInstrument> {
    const known = this.#known.get(symbol);
    if (known !== undefined) return known;
    const [row] = await this.#database.query<StoredInstrument[]>(
      `select symbol, asset_class as "assetClass", trim_scale(tick_size)::text as "tickSize",
              trim_scale(quantity_step)::text as "quantityStep", unit, trim_scale(contract_size)::text as "contractSize",
              volume_source as "volumeSource", sector
       from instruments where symbol = $1`,
      [symbol],
    );
    if (row === undefined) throw new UnknownInstrument(`there is no instrument ${symbol}: offer a bar of it first`);
    this.#known.set(symbol, row);
    return row;
  }
}
