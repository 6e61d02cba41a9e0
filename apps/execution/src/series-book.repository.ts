import type { TradeSignal } from '@tape/contracts';
import type { Timeframe } from '@tape/market';
import { type SqlRunner, readOpenPositions } from '@tape/persistence';
import type { EmergencyExit } from '@tape/risk-rules';
import type { ExecutionEvent, Fill, Order, Position, SeriesBook } from '@tape/trading';
import { saveFills, savePosition } from './trade-rows.js';

interface OrderRow extends Order {
  readonly terms: TradeSignal;
  readonly positionId: string | null;
}

/** Rebuilds what is open in a series from the tables, and writes what a bar did to it. */
export class SeriesBookRepository {
  /** The oldest bar with a signal that execution may still take; null without one. */
  async firstSignalBarMs(sql: SqlRunner, symbol: string, timeframe: string, claimer: string): Promise<number | null> {
    const [row] = await sql.query<{ first: number | null }[]>(
      `select round(date_part('epoch', min(s.bar_time)) * 1000)::bigint as first
       from signals s
       where s.symbol = $1 and s.timeframe = $2 and not s.acknowledged
         and (s.status = 'APPROVED' or (s.status = 'CLAIMED' and s.claimed_by = $3))
         and not exists (select 1 from orders o where o.signal_id = s.id)`,
      [symbol, timeframe, claimer],
    );
    return row?.first ?? null;
  }

  /** Those of the signals that no order was made for yet, in the order given. */
  async untraded(sql: SqlRunner, signals: readonly TradeSignal[]): Promise<readonly TradeSignal[]> {
    if (signals.length === 0) return [];
    const rows = await sql.query<{ signalId: string }[]>(
      `select distinct signal_id as "signalId" from orders where signal_id = any($1::text[])`,
      [signals.map((signal) => signal.id)],
    );
    const traded = new Set(rows.map((row) => row.signalId));
    return signals.filter((signal) => !traded.has(signal.id));
  }

  /**
   * What is open in a series, as it was at a time. Risk may be bars ahead of execution, and the orders of its exits are sent
   * at once: after a restart they are in the table before the bars that come before them are worked.
   * @param knownByMs emergency exits of later bars are left out; without it none are.
   */
  async load(sql: SqlRunner, symbol: string, timeframe: Timeframe, knownByMs?: number): Promise<SeriesBook> {
    const orders = await sql.query<OrderRow[]>(
      `select o.client_order_id as "clientOrderId", o.signal_id as "signalId", o.campaign_id as "campaignId", o.symbol,
              o.timeframe, o.purpose, o.buy_sell as "buySell", trim_scale(o.quantity)::text as quantity, o.state,
              trim_scale(o.filled_quantity)::text as "filledQuantity", trim_scale(o.average_price)::text as "averagePrice",
              trim_scale(o.fees)::text as fees, o.reason,
              round(date_part('epoch', o.updated_at) * 1000)::bigint as "atMs",
              s.content || coalesce(d.terms - 'second', '{}') as terms, p.id as "positionId"
       from orders o
       join signals s on s.id = o.signal_id
       left join entry_plans d on d.signal_id = o.signal_id
       left join positions p on p.signal_id = o.signal_id and o.purpose <> 'ENTRY'
       where o.symbol = $1 and o.timeframe = $2 and o.state = 'SUBMITTED' and o.broker is null
         and (o.purpose <> 'EMERGENCY_EXIT' or $3::timestamptz is null or o.created_at <= $3)
       order by o.created_at, s.priority desc, o.client_order_id`,
      [symbol, timeframe, knownByMs === undefined ? null : new Date(knownByMs)],
    );
    const entries: SeriesBook['entries'][number][] = [];
    const exits: SeriesBook['exits'][number][] = [];
    for (const { terms, positionId, ...order } of orders) {
      if (positionId === null) entries.push({ order, terms });
      else exits.push({ order, positionId });
    }
    const positions = (await readOpenPositions(sql, { symbol, timeframe })) as readonly Position[];
    return { symbol, timeframe, entries, exits, positions };
  }

  /** Emergency exits that may concern this book, of bars up to and including the one named, oldest first. */
  async exitsFor(sql: SqlRunner, book: SeriesBook, throughMs: number): Promise<readonly EmergencyExit[]> {
    const open = [
      ...book.entries.map(({ order }) => ({ campaignId: order.campaignId, sinceMs: order.atMs })),
      ...book.positions.map((position) => ({ campaignId: position.campaignId, sinceMs: position.openedAtMs })),
    ];
    if (open.length === 0) return [];
    return await sql.query<readonly EmergencyExit[]>(
      `select id, trigger, campaign_id as "campaignId", symbol, timeframe,
              round(date_part('epoch', bar_time) * 1000)::bigint as "barTimeMs", trim_scale(measured)::text as measured,
              trim_scale(limit_value)::text as limit, message
       from emergency_exits
       where (campaign_id is null or campaign_id = any($1::text[])) and bar_time <= $2 and bar_time >= $3
       order by bar_time, id`,
      [
        open.map((item) => item.campaignId),
        new Date(throughMs),
        new Date(Math.min(...open.map((item) => item.sinceMs))),
      ],
    );
  }

  /**
   * Writes the last state of every order and position that moved, and every fill.
   * @throws Error when it would move an order that has ended: what was worked did not know of it.
   */
  async save(
    sql: SqlRunner,
    events: readonly ExecutionEvent[],
    fills: readonly Fill[],
    positions: readonly Position[],
  ): Promise<void> {
    const orders = new Map<string, { order: Order; createdAtMs: number | null }>();
    for (const event of events) {
      if (event.kind !== 'order') continue;
      const known = orders.get(event.order.clientOrderId);
      const createdAtMs = event.step === 'created' ? event.order.atMs : (known?.createdAtMs ?? null);
      orders.set(event.order.clientOrderId, { order: event.order, createdAtMs });
    }
    await Promise.all([
      ...[...orders.values()].map(({ order, createdAtMs }) => saveOrder(sql, order, createdAtMs ?? order.atMs)),
      saveFills(sql, fills),
      ...positions.map((position) => savePosition(sql, position)),
    ]);
  }
}

async function saveOrder(sql: SqlRunner, order: Order, createdAtMs: number): Promise<void> {
  const written = await sql.query<unknown[]>(
    `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
                         filled_quantity, average_price, fees, reason, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     on conflict (client_order_id) do update set state = excluded.state, filled_quantity = excluded.filled_quantity,
       average_price = excluded.average_price, fees = excluded.fees, reason = excluded.reason, updated_at = excluded.updated_at
     where orders.state not in ('FILLED', 'CANCELLED', 'REJECTED')
       or (orders.state = excluded.state and orders.filled_quantity = excluded.filled_quantity)
     returning client_order_id`,
    [
      order.clientOrderId,
      order.signalId,
      order.campaignId,
      order.symbol,
      order.timeframe,
      order.purpose,
      order.buySell,
      order.quantity,
      order.state,
      order.filledQuantity,
      order.averagePrice,
      order.fees,
      order.reason,
      new Date(createdAtMs),
      new Date(order.atMs),
    ],
  );
  if (written.length === 0) throw new Error(`order ${order.clientOrderId} has ended and cannot become ${order.state}`);
}
