import type { BarIngested, TradeSignal } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { InstrumentStore, Outbox, SeriesProgress } from '@tape/persistence';
import { CLASSIC_RISK, type EmergencyExit, type RateSource, ratesFrom } from '@tape/risk-rules';
import {
  type BarStep,
  DEFAULT_COSTS,
  type ExecutionEvent,
  obeyExit,
  type SeriesBook,
  stepBar,
  submitEntry,
} from '@tape/trading';
import type { DataSource } from 'typeorm';
import { outgoingOf } from './execution-events.js';
import type { SeriesBookRepository } from './series-book.repository.js';
import { tradingStates } from './trading-states.js';

/** A bar worked in memory: what became of the book, and what has to be kept of it. */
export interface WorkedBar {
  readonly bar: BarIngested;
  readonly step: BarStep;
  /** Everything that happened, orders made before the bar included. Empty when the bar changed nothing. */
  readonly events: readonly ExecutionEvent[];
}

/** Works one bar of one series on paper: exits ordered before it, entries, stops, targets. */
export class BarExecution {
  readonly #database: DataSource;
  readonly #books: SeriesBookRepository;
  readonly #instruments: InstrumentStore;
  readonly #outbox: Outbox;
  readonly #progress: SeriesProgress;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;
  readonly #rates: RateSource;

  constructor(parts: {
    database: DataSource;
    books: SeriesBookRepository;
    instruments: InstrumentStore;
    outbox: Outbox;
    progress: SeriesProgress;
    publisher: Pick<EventPublisher, 'outgoing'>;
    rates: RateSource;
  }) {
    this.#database = parts.database;
    this.#books = parts.books;
    this.#instruments = parts.instruments;
    this.#outbox = parts.outbox;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
    this.#rates = parts.rates;
  }

  /** Exits and signals of the bars before become orders, then the bar is worked. Nothing is stored yet. */
  async work(
    before: SeriesBook,
    bar: BarIngested,
    exits: readonly EmergencyExit[],
    signals: readonly TradeSignal[],
  ): Promise<WorkedBar> {
    const events: ExecutionEvent[] = [];
    let book = before;
    for (const exit of exits) {
      const step = obeyExit(book, exit);
      book = step.book;
      events.push(...step.events);
    }
    for (const signal of signals) {
      const step = submitEntry(book, signal);
      book = step.book;
      events.push(...step.events);
    }
    const instrument = await this.#instruments.of(bar.symbol);
    const { accountCurrency } = CLASSIC_RISK;
    const step = stepBar(book, bar, {
      instrument,
      costs: DEFAULT_COSTS[bar.assetClass],
      // Only entries ask what may be traded; a bar without one is spared the look.
      tradingState:
        book.entries.length === 0
          ? 'ACTIVE'
          : await tradingStates(this.#database, closeTimeMs(bar.openTimeMs, bar.timeframe)),
      accountCurrency,
      rates: isIdle(book) ? {} : await ratesFrom(this.#rates, instrument, { accountCurrency, atMs: bar.openTimeMs }),
    });
    events.push(...step.events);
    return { bar, step, events };
  }

  /** Orders, fills, positions, events and progress of a worked bar, in one transaction. */
  async keep({ bar, step, events }: WorkedBar, correlationId: string): Promise<void> {
    await this.#database.transaction(async (manager) => {
      // None reads what another writes, so they go to the server together, in this order.
      await Promise.all([
        this.#books.save(manager, events, step.fills, [...step.book.positions, ...step.closed]),
        this.#outbox.append(
          manager,
          events.map((event) => outgoingOf(event, this.#publisher, correlationId)),
        ),
        this.#progress.advance(manager, 'execution', [
          { symbol: bar.symbol, timeframe: bar.timeframe, throughMs: bar.openTimeMs },
        ]),
      ]);
    });
    this.#outbox.poke();
    for (const event of events) if (event.kind === 'order') metrics.orders.inc({ state: event.order.state });
  }
}

/** Nothing is pending and nothing is held: no money moves, so no rate is asked for. */
function isIdle({ entries, exits, positions }: SeriesBook): boolean {
  return entries.length + exits.length + positions.length === 0;
}
