import type { BarIngested, TradeSignal } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import { metrics } from '@tape/observability';
import type { InstrumentStore, Outbox, SeriesProgress, SqlRunner } from '@tape/persistence';
import {
  CLASSIC_RISK,
  type EmergencyExit,
  type Portfolio,
  type RateSource,
  type TradingRestriction,
  type TradingState,
  WYCKOFF_ENGINE,
  effectiveState,
  ratesFrom,
  tradingStateAt,
} from '@tape/risk-rules';
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
          : await tradingStateFor(this.#database, bar.symbol, closeTimeMs(bar.openTimeMs, bar.timeframe)),
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

type AccountState = Pick<Portfolio, 'tradingState' | 'stateReason' | 'tradingDay' | 'zone'>;

/**
 * What may be traded at this bar's open: the strictest of account, engine and symbol.
 * @throws Error without an account: nothing may be traded unasked.
 */
export async function tradingStateFor(sql: SqlRunner, symbol: string, atMs: number): Promise<TradingState> {
  const [row] = await sql.query<AccountState[]>(
    `select trading_state as "tradingState", state_reason as "stateReason", trading_day::text as "tradingDay", zone from portfolios`,
  );
  if (row === undefined) throw new Error('there is no account yet: the risk service makes it at its first start');
  const restrictions = await sql.query<Pick<TradingRestriction, 'level' | 'name' | 'state'>[]>(
    `select level, name, state from trading_restrictions where state <> 'ACTIVE'`,
  );
  const account = tradingStateAt(row, atMs);
  return effectiveState(account, restrictions, { engine: WYCKOFF_ENGINE, symbol });
}

/** Nothing is pending and nothing is held: no money moves, so no rate is asked for. */
function isIdle({ entries, exits, positions }: SeriesBook): boolean {
  return entries.length + exits.length + positions.length === 0;
}
