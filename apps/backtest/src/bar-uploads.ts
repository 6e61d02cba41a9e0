import type { PriceBar, Timeframe } from '@tape/market';
import { RpcRefusal } from '@tape/messaging';
import type { SqlRunner } from '@tape/persistence';

export interface UploadPart {
  readonly uploadId: string;
  readonly part: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: readonly PriceBar[];
}

/** A series that somebody brought along for backtests. */
export interface UploadedSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bars: readonly PriceBar[];
}

/** Opens of the first and the last bar that are wanted; undefined is all. */
export interface Period {
  readonly fromMs: number | undefined;
  readonly toMs: number | undefined;
}

const KEPT_HOURS = 24;
const FIRST_MS = Number.MIN_SAFE_INTEGER;
const LAST_MS = Number.MAX_SAFE_INTEGER;

/** Table backtest_uploads: bars that only backtests read. */
export class BarUploads {
  readonly #database: SqlRunner;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /** The same part twice is stored once. */
  async store({ uploadId, part, symbol, timeframe, bars }: UploadPart): Promise<void> {
    await this.#database.query(
      `insert into backtest_uploads (id, part, symbol, timeframe, bars) values ($1, $2, $3, $4, $5::jsonb)
       on conflict (id, part) do nothing`,
      [uploadId, part, symbol, timeframe, JSON.stringify(bars)],
    );
  }

  /** Bars of an upload between two times. @throws RpcRefusal `unknown-upload`. */
  async describe(
    id: string,
    { fromMs, toMs }: Period,
  ): Promise<{ readonly symbol: string; readonly timeframe: Timeframe; readonly bars: number }> {
    const [row] = await this.#database.query<{ symbol: string; timeframe: Timeframe; bars: number }[]>(
      `select min(symbol) as symbol, min(timeframe) as timeframe,
              count(*) filter (where (bar ->> 'openTimeMs')::bigint between $2 and $3)::int as bars
       from backtest_uploads, jsonb_array_elements(bars) as bar where id = $1 having count(*) > 0`,
      [id, fromMs ?? FIRST_MS, toMs ?? LAST_MS],
    );
    if (row === undefined) throw unknownUpload(id);
    return row;
  }

  /** @throws RpcRefusal `unknown-upload`. */
  async read(id: string, { fromMs, toMs }: Period): Promise<UploadedSeries> {
    const rows = await this.#database.query<UploadedSeries[]>(
      'select symbol, timeframe, bars from backtest_uploads where id = $1 order by part',
      [id],
    );
    const [first] = rows;
    if (first === undefined) throw unknownUpload(id);
    const from = fromMs ?? FIRST_MS;
    const to = toMs ?? LAST_MS;
    const bars = rows.flatMap((row) => row.bars).filter(({ openTimeMs }) => openTimeMs >= from && openTimeMs <= to);
    return { symbol: first.symbol, timeframe: first.timeframe, bars };
  }

  async forgetOld(): Promise<void> {
    await this.#database.query(`delete from backtest_uploads where created_at < now() - $1 * interval '1 hour'`, [
      KEPT_HOURS,
    ]);
  }
}

function unknownUpload(id: string): RpcRefusal {
  return new RpcRefusal(
    'unknown-upload',
    `there is no upload '${id}'; uploads are kept for ${KEPT_HOURS} hours`,
    false,
  );
}
