import type { BarIngested, TradeSignal } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { InstrumentStore, Outbox, SeriesProgress, SqlRunner } from '@tape/persistence';
import { CLASSIC_RISK, type Portfolio, type TradingState, tradingStateAt } from '@tape/risk-rules';
import { DEFAULT_COSTS, type ExecutionEvent, obeyExit, stepBar, submitEntry } from '@tape/trading';
import type { DataSource } from 'typeorm';
import { outgoingOf } from './execution-events.js';
import type { SeriesBookRepository } from './series-book.repository.js';

/** Works one bar of one series on paper: exits ordered before it, entries, stops, targets; one transaction. */
export class BarExecution {
  readonly #database: DataSource;
  readonly #books: SeriesBookRepository;
  readonly #instruments: InstrumentStore;
  readonly #outbox: Outbox;
  readonly #progress: SeriesProgress;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;

  constructor(parts: {
    database: DataSource;
    books: SeriesBookRepository;
    instruments: InstrumentStore;
    outbox: Outbox;
    progress: SeriesProgress;
    publisher: Pick<EventPublisher, 'outgoing'>;
  }) {
    this.#database = parts.database;
    this.#books = parts.books;
    this.#instruments = parts.instruments;
    this.#outbox = parts.outbox;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
  }

  /**
   * Exits and signals of the bars before become orders, then the bar is worked. Repeating a bar that was worked is
   * prevented by the caller's look at the progress, which moves in the same transaction.
   */
  async work(bar: BarIngested, signals: readonly TradeSignal[], correlationId: string): Promise<void> {
    const instrument = await this.#instruments.of(bar.symbol);
    const events = await this.#database.transaction(async (manager) => {
      let book = await this.#books.load(manager, bar.symbol, bar.timeframe);
      const happened: ExecutionEvent[] = [];
      const before = bar.previousOpenTimeMs ?? bar.openTimeMs - 1;
      for (const exit of await this.#books.exitsFor(manager, book, before)) {
        const step = obeyExit(book, exit);
        book = step.book;
        happened.push(...step.events);
      }
      for (const signal of signals) {
        const step = submitEntry(book, signal);
        book = step.book;
        happened.push(...step.events);
      }
      const step = stepBar(book, bar, {
        instrument,
        costs: DEFAULT_COSTS[bar.assetClass],
        tradingState: await tradingStateFor(manager, bar),
        accountCurrency: CLASSIC_RISK.accountCurrency,
        rates: {},
      });
      happened.push(...step.events);
      await this.#books.save(manager, happened, step.fills, [...step.book.positions, ...step.closed]);
      await this.#outbox.append(
        manager,
        happened.map((event) => outgoingOf(event, this.#publisher, correlationId)),
      );
      await this.#progress.advance(manager, 'execution', [
        { symbol: bar.symbol, timeframe: bar.timeframe, throughMs: bar.openTimeMs },
      ]);
      return happened;
    });
    if (events.length > 0) this.#outbox.poke();
    for (const event of events) if (event.kind === 'order') metrics.orders.inc({ state: event.order.state });
  }
}

/** What may be traded at this bar's open. @throws Error without an account: nothing may be traded unasked. */
async function tradingStateFor(sql: SqlRunner, bar: BarIngested): Promise<TradingState> {
  const [row] = (await sql.query(
    `select trading_state as "tradingState", state_reason as "stateReason", trading_day::text as "tradingDay" from portfolios`,
  )) as Pick<Portfolio, 'tradingState' | 'stateReason' | 'tradingDay'>[];
  if (row === undefined) throw new Error('there is no account yet: the risk service makes it at its first start');
  return tradingStateAt(row as Portfolio, closeTimeMs(bar.openTimeMs, bar.timeframe));
}
