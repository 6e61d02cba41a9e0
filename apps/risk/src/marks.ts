import type { SqlRunner } from '@tape/persistence';

interface Series {
  readonly symbol: string;
  readonly timeframe: string;
}

/** The last close that risk has seen of each series; a series it has not seen since its start is looked up once. */
export class Marks {
  readonly #closes = new Map<string, string>();

  saw(series: Series, close: string): void {
    this.#closes.set(`${series.timeframe} ${series.symbol}`, close);
  }

  /** @throws Error when the series has no bar at all: a position cannot exist without one. */
  async of(sql: SqlRunner, series: Series): Promise<string> {
    const known = this.#closes.get(`${series.timeframe} ${series.symbol}`);
    if (known !== undefined) return known;
    const [row] = (await sql.query(
      `select trim_scale(close)::text as close from bars where symbol = $1 and timeframe = $2 order by open_time desc limit 1`,
      [series.symbol, series.timeframe],
    )) as { close: string }[];
    if (row === undefined)
      throw new Error(`there is a position in ${series.symbol} ${series.timeframe} but no bar of it`);
    this.saw(series, row.close);
    return row.close;
  }
}
