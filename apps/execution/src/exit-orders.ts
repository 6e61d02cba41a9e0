import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { Outbox, Series, SqlRunner } from '@tape/persistence';
import type { EmergencyExit } from '@tape/risk-rules';
import { type BookStep, type ExecutionEvent, type Order, obeyExit, requestClose, type SeriesBook } from '@tape/trading';
import type { Timeframe } from '@tape/market';
import type { DataSource } from 'typeorm';
import { outgoingOf } from './execution-events.js';
import type { SeriesBookRepository } from './series-book.repository.js';
import type { SeriesKeeper } from './series-keeper.js';

type OrderStep = Extract<ExecutionEvent, { kind: 'order' }>;

/**
 * Sends the orders of an emergency exit at once. The bar that fills them obeys the same exit, and finds its orders made: both
 * give the same order the same id, so whoever is first makes it and the other changes nothing.
 */
export class ExitOrders {
  readonly #database: DataSource;
  readonly #books: SeriesBookRepository;
  readonly #series: SeriesKeeper;
  readonly #outbox: Outbox;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;

  constructor(parts: {
    database: DataSource;
    books: SeriesBookRepository;
    series: SeriesKeeper;
    outbox: Outbox;
    publisher: Pick<EventPublisher, 'outgoing'>;
  }) {
    this.#database = parts.database;
    this.#books = parts.books;
    this.#series = parts.series;
    this.#outbox = parts.outbox;
    this.#publisher = parts.publisher;
  }

  async obey(exit: EmergencyExit, correlationId: string): Promise<void> {
    const series = exit.campaignId === null ? await this.#openSeries() : [exit];
    for (const one of series) await this.#change(one, correlationId, (book) => obeyExit(book, exit));
  }

  /**
   * Closes at the next open, by hand or because a strategy wants out: one position, or all with null.
   * @returns how many orders that made or withdrew.
   */
  async close(
    positionId: string | null,
    reason: string,
    atMs: number,
    purpose: 'MANUAL_CLOSE' | 'STRATEGY_EXIT' = 'MANUAL_CLOSE',
  ): Promise<number> {
    let changed = 0;
    for (const one of await this.#openSeries()) {
      changed += await this.#change(one, positionId ?? 'close-all', (book) =>
        requestClose(book, {
          campaignId: null,
          ...(positionId === null ? {} : { positionId }),
          purpose,
          reason,
          atMs,
          closePositions: true,
        }),
      );
    }
    return changed;
  }

  async #change(
    { symbol, timeframe }: Series,
    correlationId: string,
    change: (book: SeriesBook) => BookStep,
  ): Promise<number> {
    const book = await this.#books.load(this.#database, symbol, timeframe as Timeframe);
    const steps = change(book).events.filter((event): event is OrderStep => event.kind === 'order');
    if (steps.length === 0) return 0;
    await this.#database.transaction(async (manager) => this.#send(manager, steps, correlationId));
    this.#series.fallBehind({ symbol, timeframe: timeframe as Timeframe });
    this.#outbox.poke();
    return new Set(steps.map(({ order }) => order.clientOrderId)).size;
  }

  async #send(sql: SqlRunner, steps: readonly OrderStep[], correlationId: string): Promise<void> {
    const last = new Map(steps.map(({ order }) => [order.clientOrderId, order]));
    const moved = new Set<string>();
    for (const order of last.values()) {
      const isNew = order.purpose !== 'ENTRY';
      if (isNew ? await insertOrder(sql, order) : await cancelOrder(sql, order)) moved.add(order.clientOrderId);
    }
    const told = steps.filter(({ order }) => moved.has(order.clientOrderId));
    await this.#outbox.append(
      sql,
      told.map((event) => outgoingOf(event, this.#publisher, correlationId)),
    );
    for (const { order } of told) metrics.orders.inc({ state: order.state });
  }

  async #openSeries(): Promise<readonly Series[]> {
    return await this.#database.query<readonly Series[]>(
      `select symbol, timeframe from positions where closed_at is null
       union select symbol, timeframe from orders where state = 'SUBMITTED' and purpose = 'ENTRY' order by symbol, timeframe`,
    );
  }
}

/** @returns false when the order is there already: its exit was obeyed by the bar that fills it. */
async function insertOrder(sql: SqlRunner, order: Order): Promise<boolean> {
  const rows = await sql.query<unknown[]>(
    `insert into orders (client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
                         filled_quantity, average_price, fees, reason, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, $11, $12, $13, $13)
     on conflict (client_order_id) do nothing returning client_order_id`,
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
      order.fees,
      order.reason,
      new Date(order.atMs),
    ],
  );
  return rows.length > 0;
}

/** @returns false when the entry was filled or withdrawn meanwhile. */
async function cancelOrder(sql: SqlRunner, order: Order): Promise<boolean> {
  const [, count] = await sql.query<[unknown, number]>(
    `update orders set state = $2, reason = $3, updated_at = $4 where client_order_id = $1 and state = 'SUBMITTED'`,
    [order.clientOrderId, order.state, order.reason, new Date(order.atMs)],
  );
  return count > 0;
}
