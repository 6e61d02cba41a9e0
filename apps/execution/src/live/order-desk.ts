import type { Logger } from '@nestjs/common';
import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { InstrumentStore, Outbox, RateReader, SqlRunner } from '@tape/persistence';
import { ratesFrom } from '@tape/risk-rules';
import {
  afterAsk,
  afterCancel,
  afterReport,
  afterSend,
  bookLiveFill,
  type BrokerOrderReport,
  type ExecutionEvent,
  isEnded,
  type LiveOrder,
  type MoneyContext,
  nextStep,
  type OrderStep,
  type Position,
  protectionPlan,
  requestOf,
  retryPauseMs,
  sendable,
  sending,
  wishCancel,
} from '@tape/trading';
import type { DataSource } from 'typeorm';
import { outgoingOf } from '../execution-events.js';
import { saveFills, savePosition } from '../trade-rows.js';
import type { BrokerLine } from './broker-line.js';
import type { EntryGate } from './entry-gate.js';
import { orderEvents, positionEvent, published } from './live-events.js';
import { Turns } from './turns.js';
import type { LiveOrderRepository, LiveTrade } from './live-order.repository.js';

export interface OrderDeskParts {
  readonly database: DataSource;
  readonly orders: LiveOrderRepository;
  readonly instruments: InstrumentStore;
  readonly rates: RateReader;
  readonly outbox: Outbox;
  readonly publisher: Pick<EventPublisher, 'outgoing'>;
  readonly line: BrokerLine;
  readonly gate: EntryGate;
  readonly accountCurrency: string;
  readonly nowMs: () => number;
  readonly draw: () => number;
  readonly logger: Logger;
}

/** A bound on what one visit to a trade does, so that a broker that contradicts itself cannot hold the desk. */
const MOST_STEPS = 25;

/**
 * Works orders at a broker. Every step is written before and after it is taken, and what comes next is read off what is written,
 * so a process that ends anywhere is followed by one that goes on: nothing is sent twice and no fill is lost.
 */
export class OrderDesk {
  readonly #parts: OrderDeskParts;
  readonly #turns = new Turns();
  /** When an order that came to nothing is looked at again. */
  readonly #notBeforeMs = new Map<string, number>();

  constructor(parts: OrderDeskParts) {
    this.#parts = parts;
  }

  /** Writes orders down; the desk sends them when it comes to them. An order that is written already stays as it is. */
  async write(
    sql: SqlRunner,
    orders: readonly LiveOrder[],
    known: readonly LiveOrder[],
    correlationId: string,
  ): Promise<void> {
    const written = new Set(known.map((order) => order.clientOrderId));
    const fresh = orders.filter((order) => !written.has(order.clientOrderId));
    for (const order of fresh) await this.#parts.orders.save(sql, order);
    await this.#tell(
      sql,
      fresh.map((order) => ({ kind: 'order', step: 'created', order: published(order) })),
      correlationId,
    );
  }

  /** Keeps a wish to cancel, in the caller's transaction; an order that was not sent ends with it. */
  async keepWish(sql: SqlRunner, trade: LiveTrade, order: LiveOrder): Promise<void> {
    const before = trade.orders.find((one) => one.clientOrderId === order.clientOrderId);
    if (before !== undefined) await this.#keep(sql, trade, before, { order, fill: null });
  }

  /** Keeps where the stop of a position belongs now, in the caller's transaction; the next visit moves the order there. */
  async keepTrail(sql: SqlRunner, trade: LiveTrade, position: Position): Promise<void> {
    await savePosition(sql, position);
    await this.#tell(sql, [positionEvent(trade.position, position, this.#parts.nowMs())], trade.terms.id);
  }

  /** Books what is known of an order without asking the broker. Call it while holding the signal's turn. */
  async book(signalId: string, order: LiveOrder, learn: (order: LiveOrder) => OrderStep): Promise<void> {
    const trade = await this.#parts.orders.trade(this.#parts.database, signalId);
    await this.#store(trade, order, learn(order));
  }

  /** One at a time for each signal, because its orders change one position. */
  exclusively<Result>(signalId: string, work: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(signalId, work);
  }

  /** One round over everything that is open; where that is more than one trade, with one list of all orders the broker works. */
  async round(): Promise<void> {
    const { database, orders, line, logger } = this.#parts;
    if (!line.isOpen) return;
    const signals = await orders.openSignals(database);
    const listed = await this.#list(signals.length);
    for (const signalId of signals) {
      try {
        await this.visit(signalId, listed);
      } catch (error) {
        // One trade in disorder must not keep the others from their stops.
        logger.error(`orders of signal ${signalId} could not be worked: ${(error as Error).message}`);
      }
    }
  }

  /** The broker has news of an order: it is asked now, not in the next round. Of an order that is not ours nothing is done. */
  async hear(clientOrderId: string): Promise<void> {
    const signalId = await this.#parts.orders.signalOf(this.#parts.database, clientOrderId);
    if (signalId !== null) await this.visit(signalId);
  }

  async #list(signals: number): Promise<ReadonlyMap<string, BrokerOrderReport> | null> {
    if (signals < 2) return null;
    const answer = await this.#parts.line.ask((broker) => broker.openOrders());
    return answer?.kind === 'done' ? new Map(answer.value.map((report) => [report.clientOrderId, report])) : null;
  }

  /** Does what can be done now for one signal's orders. */
  visit(signalId: string, listed: ReadonlyMap<string, BrokerOrderReport> | null = null): Promise<void> {
    return this.exclusively(signalId, async () => {
      const asked = new Set<string>();
      for (let step = 0; step < MOST_STEPS; step += 1) {
        const trade = await this.#parts.orders.trade(this.#parts.database, signalId);
        if (await this.#protect(trade)) continue;
        if (!(await this.#step(trade, asked, listed))) return;
      }
    });
  }

  /** Brings the orders that close the position into line. @returns whether anything was written. */
  async #protect(trade: LiveTrade): Promise<boolean> {
    const { position, orders } = trade;
    if (position === null) return false;
    const plan = protectionPlan(position, orders, this.#parts.nowMs());
    const cancelled = plan.cancel
      .map(({ clientOrderId, reason }) => ({
        order: orders.find((one) => one.clientOrderId === clientOrderId)!,
        reason,
      }))
      .filter(({ order }) => order.cancelBecause === null)
      .map(({ order, reason }) => ({ before: order, after: wishCancel(order, reason, this.#parts.nowMs()) }));
    if (cancelled.length + plan.create.length === 0) return false;
    await this.#parts.database.transaction(async (sql) => {
      for (const { before, after } of cancelled) await this.#keep(sql, trade, before, { order: after, fill: null });
      await this.write(sql, plan.create, orders, trade.terms.id);
    });
    this.#parts.outbox.poke();
    return true;
  }

  /** The next step of one order of the trade. @returns whether one was taken. */
  async #step(
    trade: LiveTrade,
    asked: Set<string>,
    listed: ReadonlyMap<string, BrokerOrderReport> | null,
  ): Promise<boolean> {
    for (const order of trade.orders) {
      const next = nextStep(order);
      if (next === 'nothing' || asked.has(order.clientOrderId) || !this.#isDue(order)) continue;
      if (next === 'send') {
        if (await this.#send(trade, order)) return true;
        continue;
      }
      asked.add(order.clientOrderId);
      const step = next === 'cancel' ? await this.#cancel(order) : await this.#ask(order, listed);
      if (step === null) continue;
      await this.#store(trade, order, step);
      return true;
    }
    return false;
  }

  async #send(trade: LiveTrade, order: LiveOrder): Promise<boolean> {
    const { database, gate, line, nowMs } = this.#parts;
    if (order.purpose === 'ENTRY') {
      const refusal = await gate.refusalOf(database, trade);
      if (refusal?.wait === true) return false;
      if (refusal !== null) {
        await this.#store(trade, order, { order: wishCancel(order, refusal.reason, nowMs()), fill: null });
        return true;
      }
    }
    const ready = sendable(order, trade.orders, trade.position, nowMs());
    if (ready === null || !line.isOpen) return false;
    if (isEnded(ready)) {
      await this.#store(trade, order, { order: ready, fill: null });
      return true;
    }
    const sent = sending(ready, nowMs());
    await this.#parts.orders.save(database, sent);
    const answer = await line.ask((broker) => broker.place(requestOf(sent)));
    const step = afterSend(sent, answer ?? { kind: 'unreachable', reason: 'the breaker is open' }, nowMs());
    this.#postpone(step.order, answer?.kind === 'busy' ? answer.retryAfterMs : null);
    await this.#store(trade, order, step);
    return true;
  }

  async #ask(order: LiveOrder, listed: ReadonlyMap<string, BrokerOrderReport> | null): Promise<OrderStep | null> {
    const { line, nowMs } = this.#parts;
    const report = listed?.get(order.clientOrderId);
    if (report !== undefined) return afterReport(order, report, nowMs());
    const answer = await line.ask((broker) => broker.order(order));
    if (answer === null) return null;
    const step = afterAsk(order, answer, nowMs());
    this.#postpone(step.order, answer.kind === 'busy' ? answer.retryAfterMs : null);
    return step;
  }

  async #cancel(order: LiveOrder): Promise<OrderStep | null> {
    const { line } = this.#parts;
    const cancelled = await line.ask((broker) => broker.cancel(order));
    if (cancelled === null) return null;
    const after = afterCancel(order, cancelled);
    this.#postpone(after, cancelled.kind === 'busy' ? cancelled.retryAfterMs : null);
    return cancelled.kind === 'done' ? this.#ask(after, null) : { order: after, fill: null };
  }

  #isDue({ clientOrderId }: LiveOrder): boolean {
    return (this.#notBeforeMs.get(clientOrderId) ?? 0) <= this.#parts.nowMs();
  }

  #postpone({ clientOrderId, failures }: LiveOrder, atLeastMs: number | null): void {
    if (failures === 0) this.#notBeforeMs.delete(clientOrderId);
    else {
      const pauseMs = Math.max(retryPauseMs(failures, this.#parts.draw()), atLeastMs ?? 0);
      this.#notBeforeMs.set(clientOrderId, this.#parts.nowMs() + pauseMs);
    }
  }

  async #store(trade: LiveTrade, before: LiveOrder, step: OrderStep): Promise<void> {
    await this.#parts.database.transaction((sql) => this.#keep(sql, trade, before, step));
    this.#parts.outbox.poke();
    if (before.state !== step.order.state) metrics.orders.inc({ state: step.order.state });
  }

  /** Order, fill and position in the caller's transaction, with the events that tell of them. */
  async #keep(sql: SqlRunner, trade: LiveTrade, before: LiveOrder, step: OrderStep): Promise<void> {
    const { orders } = this.#parts;
    await orders.save(sql, step.order);
    const events: ExecutionEvent[] = [...orderEvents(before, step)];
    if (step.fill !== null) {
      await saveFills(sql, [step.fill]);
      const position = bookLiveFill(
        trade.position,
        step.order,
        trade.terms,
        step.fill,
        await this.#money(sql, step.order.symbol),
      );
      await savePosition(sql, position);
      events.push(positionEvent(trade.position, position, step.fill.atMs));
    }
    await this.#tell(sql, events, trade.terms.id);
  }

  async #money(sql: SqlRunner, symbol: string): Promise<MoneyContext> {
    const { accountCurrency, instruments, nowMs, rates } = this.#parts;
    const instrument = await instruments.of(symbol);
    const known = await ratesFrom(rates.within(sql), instrument, { accountCurrency, atMs: nowMs() });
    return { instrument, accountCurrency, rates: known };
  }

  async #tell(sql: SqlRunner, events: readonly ExecutionEvent[], correlationId: string): Promise<void> {
    const { outbox, publisher } = this.#parts;
    await outbox.append(
      sql,
      events.map((event) => outgoingOf(event, publisher, correlationId)),
    );
  }
}
