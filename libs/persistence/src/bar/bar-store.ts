import type { SqlRunner } from '../database/sql-runner.js';
import type { Series } from '../progress/series-progress.js';

/** A bar as it is kept: prices and volume as decimal text. */
export interface StoredBar extends Series {
  readonly openTimeMs: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly source: string;
}

/** Which bars of a series to read. */
export interface BarQuery extends Series {
  /** Open time of the earliest bar wanted, itself included. */
  readonly fromMs?: number | undefined;
  /** Open time of the latest bar wanted, itself included. */
  readonly toMs?: number | undefined;
  readonly limit?: number | undefined;
  /** `desc` gives the newest first: with `limit`, the last n bars. */
  readonly order?: 'asc' | 'desc' | undefined;
}

/** Bars a statement writes at most: its arrays stay in the low megabytes. */
const BATCH = 10_000;

const COLUMNS = `symbol, timeframe, round(date_part('epoch', open_time) * 1000)::bigint as "openTimeMs",
  open, high, low, close, volume, source`;

/** The bars in Postgres, written and read in bulk. */
export class BarStore {
  readonly #database: SqlRunner;
  readonly #years = new Set<number>();

  /** @param database a `DataSource`: partitions are made outside of the caller's transaction, so that a rollback keeps them. */
  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /**
   * Stores bars and returns those that were new, in the order given. A bar that is there already stays as it is, so
   * repeating a batch is harmless. All in one transaction only when `manager` is one.
   */
  async append(bars: readonly StoredBar[], manager: SqlRunner = this.#database): Promise<readonly StoredBar[]> {
    await this.#ensurePartitions(bars);
    const added: StoredBar[] = [];
    for (let start = 0; start < bars.length; start += BATCH) {
      added.push(...(await insertBatch(manager, bars.slice(start, start + BATCH))));
    }
    return added;
  }

  /** Bars of one series in order of time. */
  async read(query: BarQuery, manager: SqlRunner = this.#database): Promise<readonly StoredBar[]> {
    const { symbol, timeframe, fromMs, toMs, limit, order = 'asc' } = query;
    return await manager.query<readonly StoredBar[]>(
      `select ${COLUMNS} from bars
       where symbol = $1 and timeframe = $2
         and open_time >= coalesce($3::timestamptz, '-infinity') and open_time <= coalesce($4::timestamptz, 'infinity')
       order by open_time ${order === 'desc' ? 'desc' : 'asc'} limit $5`,
      [symbol, timeframe, timeOf(fromMs), timeOf(toMs), limit ?? null],
    );
  }

  /** The newest bar of a series. */
  async last(series: Series, manager: SqlRunner = this.#database): Promise<StoredBar | undefined> {
    const [bar] = await this.read({ ...series, order: 'desc', limit: 1 }, manager);
    return bar;
  }

  /** Partitions are made once a year of bars; what this process has seen is not asked for again. */
  async #ensurePartitions(bars: readonly StoredBar[]): Promise<void> {
    const years = new Set(bars.map((bar) => new Date(bar.openTimeMs).getUTCFullYear()));
    const missing = [...years].filter((year) => !this.#years.has(year)).toSorted((a, b) => a - b);
    for (const year of missing) {
      const day = new Date(Date.UTC(year, 0, 1));
      await this.#database.query('select ensure_bar_partitions($1, $1)', [day]);
      this.#years.add(year);
    }
  }
}

async function insertBatch(manager: SqlRunner, bars: readonly StoredBar[]): Promise<readonly StoredBar[]> {
  const rows = await manager.query<{ symbol: string; timeframe: string; open_ms: number }[]>(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     select b.symbol, b.timeframe, to_timestamp(b.open_ms / 1000), b.open, b.high, b.low, b.close, b.volume, b.source
     from unnest($1::text[], $2::text[], $3::double precision[], $4::numeric[], $5::numeric[], $6::numeric[],
                 $7::numeric[], $8::numeric[], $9::text[])
       as b (symbol, timeframe, open_ms, open, high, low, close, volume, source)
     on conflict do nothing
     returning symbol, timeframe, round(date_part('epoch', open_time) * 1000)::bigint as open_ms`,
    [
      bars.map((bar) => bar.symbol),
      bars.map((bar) => bar.timeframe),
      bars.map((bar) => bar.openTimeMs),
      bars.map((bar) => bar.open),
      bars.map((bar) => bar.high),
      bars.map((bar) => bar.low),
      bars.map((bar) => bar.close),
      bars.map((bar) => bar.volume),
      bars.map((bar) => bar.source),
    ],
  );
  const added = new Set(rows.map((row) => keyOf(row.symbol, row.timeframe, row.open_ms)));
  // A bar that stands twice in the batch was added once: the first one is the one that counts.
  return bars.filter((bar) => added.delete(keyOf(bar.symbol, bar.timeframe, bar.openTimeMs)));
}

function keyOf(symbol: string, timeframe: string, openTimeMs: number): string {
  return `${symbol}\u0000${timeframe}\u0000${openTimeMs}`;
}

function timeOf(ms: number | undefined): Date | null {
  return ms === undefined ? null : new Date(ms);
}
