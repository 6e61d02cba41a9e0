import type { BarIngested } from '@tape/contracts';
import type { Series } from '@tape/persistence';
import {
  type Amount,
  type BarCheckResult,
  type Portfolio,
  type RiskState,
  checkBar,
  equityFrom,
  isLive,
  unrealisedPnl,
} from '@tape/risk-rules';
import { markedPosition } from '@tape/trading';
import type { WatermarkGate } from '@tape/service';
import type { DataSource } from 'typeorm';
import { type ExitNews, keyOf } from './exit-news.js';
import { lastCloses } from './last-closes.js';
import type { RiskStateRepository } from './risk-state.repository.js';
import type { BookedPosition, TradeBook } from './trade-book.repository.js';

/** What is remembered of the account between bars. */
interface Page {
  state: RiskState;
  readonly version: number;
  readonly positions: readonly BookedPosition[];
  readonly realisedPnl: string;
  readonly exits: ExitNews;
  /** What each open position is worth at a close, so that a bar of one series does not count all others again. */
  readonly worth: Map<string, { readonly close: string; readonly amount: Amount }>;
}

/**
 * `quiet`: nothing of this series can change. `marked`: only the worth of the account has. `changes`: something must be
 * decided, on locked rows.
 */
export type Glance = 'quiet' | 'marked' | 'changes';

/**
 * The account in memory, so that a bar in which nothing happens costs no transaction. It only ever spares work: what it
 * cannot rule out is decided in the tables, and marks made on an account that somebody else has changed are refused.
 */
export class AccountLedger {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #book: TradeBook;
  readonly #gate: WatermarkGate;
  readonly #closes = new Map<string, string>();
  #page: Page | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: { database: DataSource; states: RiskStateRepository; book: TradeBook; gate: WatermarkGate }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#book = parts.book;
    this.#gate = parts.gate;
  }

  /** One at a time: what is decided on the account is decided in one order. */
  exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Forgets everything: the tables have changed under it. */
  invalidate(): void {
    this.#page = undefined;
  }

  /** The account as last marked, and the version of it that the mark belongs to; undefined while nothing is remembered. */
  get mark(): { readonly portfolio: Portfolio; readonly version: number } | undefined {
    return this.#page === undefined
      ? undefined
      : { portfolio: this.#page.state.portfolio, version: this.#page.version };
  }

  /** Looks at one bar, and marks the account when that is all there is to do. */
  async glance(bar: BarIngested): Promise<Glance> {
    this.#closes.set(keyOf(bar), bar.close);
    const checked = this.#gate.through('guard', bar) ?? Number.NEGATIVE_INFINITY;
    const isNews = this.#gate.hasNews('execution', bar, checked);
    const page = isNews || this.#page === undefined ? await this.#read() : this.#page;
    const concerns = concernsOf(page, bar);
    if (!concerns && !isNews && page.state.portfolio.tradingState === 'ACTIVE') return 'quiet';
    const result = await this.#check(page, bar);
    if (isNews && concerns) return 'changes';
    if (result.exits.length + result.stateChanges.length + result.campaignChanges.length + result.settled.length > 0) {
      return 'changes';
    }
    page.state = result.state;
    return 'marked';
  }

  /** Newest bar with an exit that this series must obey; null without one. */
  async exitNews(series: Series): Promise<number | null> {
    const { exits } = this.#page ?? (await this.#read());
    const own = exits.bySeries.get(keyOf(series)) ?? null;
    return own === null || exits.ofAccount === null ? (own ?? exits.ofAccount) : Math.max(own, exits.ofAccount);
  }

  async #check(page: Page, bar: BarIngested): Promise<BarCheckResult> {
    const missing = page.positions.map(({ position }) => position).filter((each) => !this.#closes.has(keyOf(each)));
    const stored = await lastCloses(this.#database, bar, missing);
    const closeOf = (series: Series): string => this.#closes.get(keyOf(series)) ?? stored(series);
    return checkBar(page.state, {
      symbol: bar.symbol,
      timeframe: bar.timeframe,
      assetClass: bar.assetClass,
      bar,
      equity: equityFrom(
        page.state.portfolio.initialEquity,
        page.realisedPnl,
        page.positions.map((booked) => this.#unrealised(page, booked, closeOf(booked.position))),
      ),
      entries: [],
      openPositions: page.positions
        .filter(({ position }) => keyOf(position) === keyOf(bar))
        .map(({ position, pattern }) => ({ campaignId: position.campaignId, pattern })),
    });
  }

  #unrealised(page: Page, { position, context }: BookedPosition, close: string): Amount {
    const known = page.worth.get(position.id);
    if (known?.close === close) return known.amount;
    const worth = { close, amount: unrealisedPnl(markedPosition(position, close, context)) };
    page.worth.set(position.id, worth);
    return worth.amount;
  }

  async #read(): Promise<Page> {
    const kept = this.#page;
    const { state, version } =
      kept === undefined ? await this.#states.read(this.#database) : { state: kept.state, version: kept.version };
    const page: Page = {
      state,
      version,
      positions: await this.#book.openPositions(this.#database),
      realisedPnl: await this.#book.realisedPnl(this.#database),
      worth: new Map(),
      exits: kept?.exits ?? (await this.#book.exitNews(this.#database)),
    };
    this.#page = page;
    return page;
  }
}

/** Whether anything of this bar's series is held, campaigning or open. */
function concernsOf({ state, positions }: Page, bar: BarIngested): boolean {
  const isOfSeries = (item: Series): boolean => item.symbol === bar.symbol && item.timeframe === bar.timeframe;
  return (
    state.campaigns.some((campaign) => isLive(campaign) && isOfSeries(campaign)) ||
    state.reservations.some((reservation) => reservation.status === 'HELD' && isOfSeries(reservation)) ||
    positions.some(({ position }) => isOfSeries(position))
  );
}
