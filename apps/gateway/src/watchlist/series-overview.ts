import type { Sql } from '../database/sql.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';

/**
 * One row a series. `bars` has no cheap list of its series, so the list comes from what detection and the watchlist
 * know; the newest two bars, phase and range are index look-ups each.
 */
const OVERVIEW = `
  with series as (
    select symbol, timeframe from series_progress
    union select symbol, timeframe from watchlist
  )
  select s.symbol, s.timeframe, i.asset_class, coalesce(i.simulated, false) as simulated,
         coalesce(w.desired_state, 'RUNNING') as desired_state, w.symbol is not null as watched,
         last.open_time as last_bar_time, last.close as last_price, before.close as previous_price,
         ph.content as phase, r.content as range,
         (select min(p.through) from series_progress p
           where p.symbol = s.symbol and p.timeframe = s.timeframe and p.stage = 'signal') as decided_through
    from series s
    left join instruments i on i.symbol = s.symbol
    left join watchlist w on w.symbol = s.symbol and w.timeframe = s.timeframe
    left join lateral (select open_time, close from bars b where b.symbol = s.symbol and b.timeframe = s.timeframe
                        order by open_time desc limit 1) last on true
    left join lateral (select close from bars b where b.symbol = s.symbol and b.timeframe = s.timeframe
                        order by open_time desc offset 1 limit 1) before on true
    left join lateral (select content from phases p where p.symbol = s.symbol and p.timeframe = s.timeframe
                        order by known_at desc, id desc limit 1) ph on true
    left join lateral (select content from ranges g where g.symbol = s.symbol and g.timeframe = s.timeframe
                        and g.state in ('FORMING', 'ACTIVE', 'BROKEN_UP', 'BROKEN_DOWN')
                        order by known_at desc, id desc limit 1) r on true
   order by s.symbol, s.timeframe`;

interface OverviewRow {
  readonly phase: { readonly phase: string | null; readonly side: string; readonly confidence: number } | null;
  readonly range: object | null;
  readonly [column: string]: unknown;
}

export async function readSeriesOverview(sql: Sql): Promise<Wire[]> {
  const rows = await sql.query<OverviewRow>(OVERVIEW);
  return rows.map(({ phase, range, ...row }) => ({
    ...objectToWire(row),
    side: phase?.side ?? null,
    phase: phase?.phase ?? null,
    phase_confidence: phase?.confidence ?? null,
    range: range === null ? null : objectToWire(range),
  }));
}
