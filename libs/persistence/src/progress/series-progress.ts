import type { SqlRunner } from '../database/sql-runner.js';

/** One series of bars. */
export interface Series {
  readonly symbol: string;
  readonly timeframe: string;
}

/** How far a stage has come in a series: the open time of the newest bar it has finished. */
export interface SeriesThrough extends Series {
  readonly throughMs: number;
}

/** How far each stage has come, per series. It only ever moves forward, so a repeated or late message changes nothing. */
export class SeriesProgress {
  /** Moves a stage forward in the series given; rows that lie behind what is known are ignored. */
  async advance(manager: SqlRunner, stage: string, rows: readonly SeriesThrough[]): Promise<void> {
    if (rows.length === 0) return;
    const newest = newestBySeries(rows);
    await manager.query(
      `insert into series_progress (stage, symbol, timeframe, through)
       select $1, p.symbol, p.timeframe, to_timestamp(p.through_ms / 1000)
       from unnest($2::text[], $3::text[], $4::double precision[]) with ordinality
         as p (symbol, timeframe, through_ms, place)
       order by p.place
       on conflict (stage, symbol, timeframe) do update set through = excluded.through
       where series_progress.through < excluded.through`,
      [stage, newest.map((row) => row.symbol), newest.map((row) => row.timeframe), newest.map((row) => row.throughMs)],
    );
  }

  /** How far a stage has come in these series; a series it has not begun has no row in the answer. */
  async read(manager: SqlRunner, stage: string, series: readonly Series[]): Promise<readonly SeriesThrough[]> {
    if (series.length === 0) return [];
    const rows = await manager.query<{ symbol: string; timeframe: string; through: Date }[]>(
      `select p.symbol, p.timeframe, p.through
       from series_progress p
       join (select distinct * from unnest($2::text[], $3::text[]) as s (symbol, timeframe)) s using (symbol, timeframe)
       where p.stage = $1`,
      [stage, series.map((one) => one.symbol), series.map((one) => one.timeframe)],
    );
    return rows.map(({ symbol, timeframe, through }) => ({ symbol, timeframe, throughMs: through.getTime() }));
  }
}

/** A statement may not touch a row twice; and one order for all keeps two writers from waiting in a circle. */
function newestBySeries(rows: readonly SeriesThrough[]): readonly SeriesThrough[] {
  const newest = new Map<string, SeriesThrough>();
  for (const row of rows) {
    const key = `${row.symbol}\u0000${row.timeframe}`;
    const known = newest.get(key);
    if (known === undefined || known.throughMs < row.throughMs) newest.set(key, row);
  }
  return [...newest].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
