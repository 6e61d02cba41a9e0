import type { AssetClass, Instrument, PriceBar, Timeframe } from '@tape/market';
import type { SqlRunner } from '@tape/persistence';

/** A series as Postgres knows it. */
export interface StoredSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly assetClass: AssetClass;
  readonly simulated: boolean;
  readonly lastOpenTimeMs: number;
  readonly bars: number;
}

/** What ingest asks Postgres, and the rows only it writes: instruments. Bars themselves are written by the sink. */
export class AcceptedBarsRepository {
  readonly #database: SqlRunner;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /** Every series with its newest bar. Counts all bars: asked once, at start. */
  async series(): Promise<readonly StoredSeries[]> {
    return await this.#database.query<readonly StoredSeries[]>(
      `select b.symbol, b.timeframe, i.asset_class as "assetClass", i.simulated, b.bars,
              round(date_part('epoch', b.last) * 1000)::bigint as "lastOpenTimeMs"
       from (select symbol, timeframe, max(open_time) as last, count(*) as bars from bars group by symbol, timeframe) b
       join instruments i using (symbol)`,
    );
  }

  /** The stored ones among these bars of a series, by open time. */
  async barsAt(symbol: string, timeframe: string, openTimesMs: readonly number[]): Promise<readonly PriceBar[]> {
    if (openTimesMs.length === 0) return [];
    return await this.#database.query<readonly PriceBar[]>(
      `select round(date_part('epoch', open_time) * 1000)::bigint as "openTimeMs", open, high, low, close, volume
       from bars
       where symbol = $1 and timeframe = $2
         and open_time = any (select to_timestamp(t / 1000) from unnest($3::double precision[]) t)`,
      [symbol, timeframe, [...openTimesMs]],
    );
  }

  /**
   * Registers what is traded under a symbol unless somebody did before; the record that is there wins.
   * @returns what the record says.
   */
  async register(
    instrument: Instrument,
    simulated: boolean,
  ): Promise<{ readonly assetClass: AssetClass; readonly simulated: boolean }> {
    await this.#database.query(
      `insert into instruments
         (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, sector, simulated)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
      [
        instrument.symbol,
        instrument.assetClass,
        instrument.tickSize,
        instrument.quantityStep,
        instrument.unit,
        instrument.contractSize,
        instrument.volumeSource,
        instrument.sector,
        simulated,
      ],
    );
    const [row] = await this.#database.query<{ assetClass: AssetClass; simulated: boolean }[]>(
      'select asset_class as "assetClass", simulated from instruments where symbol = $1',
      [instrument.symbol],
    );
    if (row === undefined) throw new Error(`${instrument.symbol} was registered and is not there`);
    return row;
  }

  /** Puts series on the watchlist that are not there; what an operator set stays. */
  async watch(series: readonly { readonly symbol: string; readonly timeframe: string }[]): Promise<void> {
    await this.#database.query(
      'insert into watchlist (symbol, timeframe) select * from unnest($1::text[], $2::text[]) on conflict do nothing',
      [series.map((one) => one.symbol), series.map((one) => one.timeframe)],
    );
  }
}
