import type { Series, SqlRunner } from '@tape/persistence';
import type { ShadowTrade } from '@tape/trading';

/** Rows of shadow_outcomes: the trade as plain data to go on from, and in columns what is asked of it. */
export class ShadowRepository {
  /** One row a rejection, in the transaction that stores the rejection. */
  async insert(sql: SqlRunner, shadows: readonly ShadowTrade[]): Promise<void> {
    if (shadows.length === 0) return;
    await sql.query(
      `insert into shadow_outcomes (rejection_id, symbol, timeframe, state, ending, closed_at, through, trade)
       select t.trade ->> 'rejectionId', t.trade ->> 'symbol', t.trade ->> 'timeframe', t.trade ->> 'state',
              t.trade ->> 'ending', to_timestamp((t.trade ->> 'closedAtMs')::double precision / 1000),
              to_timestamp((t.trade ->> 'throughMs')::double precision / 1000), t.trade
       from unnest($1::jsonb[]) as t (trade)
       on conflict (rejection_id) do nothing`,
      [shadows.map((shadow) => JSON.stringify(shadow))],
    );
  }

  /** What is open in these series, in one look at a small index. */
  async open(sql: SqlRunner, series: readonly Series[]): Promise<readonly ShadowTrade[]> {
    const rows = await sql.query<{ trade: ShadowTrade }[]>(
      `select o.trade from shadow_outcomes o
       join unnest($1::text[], $2::text[]) as s (symbol, timeframe) using (symbol, timeframe)
       where o.state = 'OPEN' order by o.rejection_id`,
      [series.map(({ symbol }) => symbol), series.map(({ timeframe }) => timeframe)],
    );
    return rows.map(({ trade }) => trade);
  }

  /** Moves shadows forward in one statement; what has ended, or is further already, stays as it is. */
  async save(sql: SqlRunner, shadows: readonly ShadowTrade[]): Promise<void> {
    if (shadows.length === 0) return;
    await sql.query(
      `update shadow_outcomes o
       set state = t.trade ->> 'state', ending = t.trade ->> 'ending',
           entry_price = (t.trade ->> 'entryPrice')::numeric, exit_price = (t.trade ->> 'exitPrice')::numeric,
           r_multiple = (t.trade ->> 'rMultiple')::numeric,
           opened_at = to_timestamp((t.trade ->> 'openedAtMs')::double precision / 1000),
           closed_at = to_timestamp((t.trade ->> 'closedAtMs')::double precision / 1000),
           through = to_timestamp((t.trade ->> 'throughMs')::double precision / 1000), trade = t.trade
       from unnest($1::jsonb[]) as t (trade)
       where o.rejection_id = t.trade ->> 'rejectionId' and o.state = 'OPEN'
         and o.through < to_timestamp((t.trade ->> 'throughMs')::double precision / 1000)`,
      [shadows.map((shadow) => JSON.stringify(shadow))],
    );
  }
}
