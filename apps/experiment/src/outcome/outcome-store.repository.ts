import type { PaperTrade } from '@tape/experiments';
import type { SqlRunner } from '@tape/persistence';

/** A shadow of a signal whose real trade is over. */
export interface UnsynchronisedOutcome {
  readonly id: string;
  readonly kind: 'REAL' | 'SHADOW';
  readonly symbol: string;
  /** Null for a real one. */
  readonly trade: PaperTrade | null;
  /** Null when the signal ended without a position of execution, or its order was another engine's. */
  readonly real: RealPosition | null;
  /** How the signal ended, or why execution entered by another plan than the policy asks for. */
  readonly status: string;
}

export interface RealPosition {
  readonly entryPrice: string;
  readonly exitPrice: string;
  /** Price of its last fill: where the market was when it was over. */
  readonly lastPrice: string;
  readonly rMultiple: string | null;
  readonly openedAtMs: number;
  readonly closedAtMs: number;
}

/** Ways a signal ends; without a position these were not our trade, or none. */
const ENDED = `('EXPIRED', 'CANCELLED', 'TARGET_HIT', 'STOPPED', 'CLOSED')`;

/** Rows of trade_outcomes that are still to move. Every read locks what it reads and skips what others hold. */
export class OutcomeStore {
  /** Open shadows that have bars before them, the one that is furthest behind first. */
  async behind(sql: SqlRunner, limit: number): Promise<readonly PaperTrade[]> {
    const rows = await sql.query<{ trade: PaperTrade }[]>(
      `select o.trade from trade_outcomes o
       where o.state = 'OPEN' and o.kind = 'SHADOW'
         and exists (select 1 from bars b
                     where b.symbol = o.symbol and b.timeframe = o.timeframe and b.open_time > o.through)
       order by o.through, o.id limit $1 for update of o skip locked`,
      [limit],
    );
    return rows.map(({ trade }) => trade);
  }

  /** Moves shadows forward in one statement. */
  async save(sql: SqlRunner, trades: readonly PaperTrade[]): Promise<void> {
    if (trades.length === 0) return;
    await sql.query(
      `update trade_outcomes o
       set state = t.trade ->> 'state', ending = t.trade ->> 'ending',
           entry_price = (t.trade #>> '{entered,entryPrice}')::numeric,
           opened_at = to_timestamp((t.trade #>> '{entered,openedAtMs}')::double precision / 1000),
           own_exit_price = (t.trade ->> 'exitPrice')::numeric, own_r = (t.trade ->> 'rMultiple')::numeric,
           own_closed_at = to_timestamp((t.trade ->> 'closedAtMs')::double precision / 1000),
           sync_state = case when t.trade ->> 'state' = 'NOT_ENTERED' then 'NONE' else o.sync_state end,
           through = to_timestamp((t.trade ->> 'throughMs')::double precision / 1000), trade = t.trade
       from unnest($1::jsonb[]) as t (trade)
       where o.id = t.trade ->> 'id' and o.state = 'OPEN'`,
      [trades.map((trade) => JSON.stringify(trade))],
    );
  }

  /** Outcomes whose real trade is over, or will never be; shadows only once they have seen the bar it ended in. */
  async unsynchronised(sql: SqlRunner, limit: number): Promise<readonly UnsynchronisedOutcome[]> {
    return sql.query<UnsynchronisedOutcome[]>(
      `select o.id, o.kind, o.symbol, o.trade, coalesce(d.reason, c.status, s.status) as status, case when p.id is null then null else json_build_object(
         'entryPrice', trim_scale(p.entry_price)::text, 'exitPrice', trim_scale(p.exit_price)::text,
         'lastPrice', trim_scale(coalesce(f.price, p.exit_price))::text, 'rMultiple', trim_scale(p.r_multiple)::text,
         'openedAtMs', round(date_part('epoch', p.opened_at) * 1000)::bigint,
         'closedAtMs', round(date_part('epoch', p.closed_at) * 1000)::bigint) end as real
       from trade_outcomes o
       join experiments e on e.id = o.experiment_id
       join signals s on s.id = e.signal_id
       left join entry_plans d on d.signal_id = s.id
       left join signals c on d.engines = 'A+B' and o.engine = 'B' and c.pattern_id = s.pattern_id || ':B'
       left join positions p on p.signal_id = coalesce(c.id, s.id)
         and (o.kind = 'SHADOW' or position(o.engine in coalesce(d.engines, 'A')) > 0)
       left join lateral (select f.price from fills f join orders r using (client_order_id)
                          where r.signal_id = p.signal_id and r.purpose <> 'ENTRY' order by f.at desc, f.id desc limit 1) f on true
       where o.sync_state = 'WAITING'
         and ((p.closed_at is not null and p.exit_price is not null
               and (o.kind = 'REAL' or o.state <> 'OPEN' or o.through >= p.closed_at))
              or (p.id is null and coalesce(c.status, s.status) in ${ENDED}))
       order by o.id limit $1 for update of o skip locked`,
      [limit],
    );
  }

  /** There is no real trade, or the engine was not in the market when it ended. */
  async withoutRealExit(sql: SqlRunner, { id, kind, status }: UnsynchronisedOutcome): Promise<void> {
    await sql.query(
      `update trade_outcomes set sync_state = 'NONE', state = case when $2 = 'REAL' then 'NOT_ENTERED' else state end,
         ending = case when $2 = 'REAL' then lower($3) else ending end where id = $1`,
      [id, kind, status],
    );
  }

  async synchronised(
    sql: SqlRunner,
    id: string,
    exit: { price: string; atMs: number; rMultiple: string },
  ): Promise<void> {
    await sql.query(
      `update trade_outcomes set sync_state = 'RECORDED', sync_exit_price = $2, sync_r = $3, sync_closed_at = $4 where id = $1`,
      [id, exit.price, exit.rMultiple, new Date(exit.atMs)],
    );
  }

  /** The real trade itself: its own end and the synchronised one are the same. */
  async realised(sql: SqlRunner, id: string, real: RealPosition): Promise<void> {
    await sql.query(
      `update trade_outcomes
       set state = 'CLOSED', ending = 'position-closed', entry_price = $2, opened_at = $3, own_exit_price = $4, own_r = $5,
           own_closed_at = $6, through = $6, sync_state = 'RECORDED', sync_exit_price = $4, sync_r = $5, sync_closed_at = $6
       where id = $1`,
      [id, real.entryPrice, new Date(real.openedAtMs), real.exitPrice, real.rMultiple, new Date(real.closedAtMs)],
    );
  }

  /** Experiments of which nothing is open any more. @returns how many those were. */
  async complete(sql: SqlRunner): Promise<number> {
    const [, count] = await sql.query<[unknown, number]>(
      `update experiments e set state = 'COMPLETED', completed_at = now()
       where e.state = 'RUNNING' and not exists (
         select 1 from trade_outcomes o
         where o.experiment_id = e.id and (o.state = 'OPEN' or o.sync_state = 'WAITING'))`,
    );
    return count;
  }
}
