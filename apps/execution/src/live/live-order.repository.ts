import type { SqlRunner } from '@tape/persistence';
import { readOpenPositions } from '@tape/persistence';
import type { TradeSignal } from '@tape/contracts';
import type { EntryTerms, LiveOrder, Position } from '@tape/trading';

const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;

const COLUMNS = `client_order_id as "clientOrderId", signal_id as "signalId", campaign_id as "campaignId", symbol, timeframe,
  purpose, buy_sell as "buySell", trim_scale(quantity)::text as quantity, state,
  trim_scale(filled_quantity)::text as "filledQuantity", trim_scale(average_price)::text as "averagePrice",
  trim_scale(fees)::text as fees, reason, ${ms('updated_at')} as "atMs", order_type as type,
  trim_scale(price)::text as price, broker_order_id as "brokerOrderId", ${ms('sent_at')} as "sentAtMs",
  cancel_because as "cancelBecause", failures`;

/** One signal's trade at a broker, as the tables have it. */
export interface LiveTrade {
  readonly terms: EntryTerms & Pick<TradeSignal, 'simulated'>;
  /** Oldest first, ended ones too. */
  readonly orders: readonly LiveOrder[];
  readonly position: Position | null;
}

/** Orders that a broker works. Unlike on paper, an ended order may still hear of a fill. */
export class LiveOrderRepository {
  readonly #broker: string;

  constructor(broker: string) {
    this.#broker = broker;
  }

  /** Orders that have not ended, oldest first. */
  async open(sql: SqlRunner): Promise<readonly LiveOrder[]> {
    return await sql.query<readonly LiveOrder[]>(
      `select ${COLUMNS} from orders
       where broker = $1 and state not in ('FILLED', 'CANCELLED', 'REJECTED') order by created_at, client_order_id`,
      [this.#broker],
    );
  }

  /** Signals with an open position or an order that has not ended. */
  async openSignals(sql: SqlRunner): Promise<readonly string[]> {
    const rows = await sql.query<{ id: string }[]>(
      `select distinct signal_id as id from orders o
       where broker = $1 and (state not in ('FILLED', 'CANCELLED', 'REJECTED')
         or exists (select 1 from positions p where p.signal_id = o.signal_id and p.closed_at is null))
       order by 1`,
      [this.#broker],
    );
    return rows.map((row) => row.id);
  }

  /** Whose order it is; null for one that is not ours. */
  async signalOf(sql: SqlRunner, clientOrderId: string): Promise<string | null> {
    const [row] = await sql.query<{ id: string }[]>(
      'select signal_id as id from orders where client_order_id = $1 and broker = $2',
      [clientOrderId, this.#broker],
    );
    return row?.id ?? null;
  }

  /** @throws Error when the signal is not stored: an order would serve nobody. */
  async trade(sql: SqlRunner, signalId: string): Promise<LiveTrade> {
    const [signal] = await sql.query<{ content: LiveTrade['terms'] }[]>(
      `select s.content || coalesce(d.terms - 'second', '{}') as content
       from signals s left join entry_plans d on d.signal_id = s.id where s.id = $1`,
      [signalId],
    );
    if (signal === undefined) throw new Error(`there is no signal ${signalId}`);
    const orders = await sql.query<readonly LiveOrder[]>(
      `select ${COLUMNS} from orders where signal_id = $1 and broker = $2 order by created_at, client_order_id`,
      [signalId, this.#broker],
    );
    const position = await this.#position(sql, signalId);
    return { terms: signal.content, orders, position };
  }

  /** Open positions of this broker, by signal. */
  async openPositions(sql: SqlRunner): Promise<readonly Position[]> {
    const traded = new Set(await this.openSignals(sql));
    const open = (await readOpenPositions(sql)) as readonly Position[];
    return open.filter((position) => traded.has(position.signalId));
  }

  async #position(sql: SqlRunner, signalId: string): Promise<Position | null> {
    const [row] = await sql.query<Position[]>(
      `select id, signal_id as "signalId", campaign_id as "campaignId", symbol, timeframe, direction,
              trim_scale(quantity)::text as quantity, trim_scale(initial_quantity)::text as "initialQuantity",
              trim_scale(entry_price)::text as "entryPrice", trim_scale(stop)::text as stop, targets, guard, trail,
              trim_scale(initial_risk)::text as "initialRisk", trim_scale(exit_price)::text as "exitPrice",
              exit_reason as "exitReason", trim_scale(realised_pnl)::text as "realisedPnl", trim_scale(fees)::text as fees,
              trim_scale(r_multiple)::text as "rMultiple", ${ms('opened_at')} as "openedAtMs",
              ${ms('closed_at')} as "closedAtMs"
       from positions where signal_id = $1`,
      [signalId],
    );
    return row ?? null;
  }

  /** Writes the order as it now stands. */
  async save(sql: SqlRunner, order: LiveOrder): Promise<void> {
    await sql.query(
      `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
                           filled_quantity, average_price, fees, reason, created_at, updated_at, broker, order_type, price,
                           broker_order_id, sent_at, cancel_because, failures)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14, $15, $16, $17, $18, $19, $20, $21)
       on conflict (client_order_id) do update set quantity = excluded.quantity, state = excluded.state,
         filled_quantity = excluded.filled_quantity, average_price = excluded.average_price, fees = excluded.fees,
         reason = excluded.reason, updated_at = excluded.updated_at, broker_order_id = excluded.broker_order_id,
         sent_at = excluded.sent_at, cancel_because = excluded.cancel_because, failures = excluded.failures`,
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
        new Date(order.atMs),
        this.#broker,
        order.type,
        order.price,
        order.brokerOrderId,
        order.sentAtMs === null ? null : new Date(order.sentAtMs),
        order.cancelBecause,
        order.failures,
      ],
    );
  }
}
