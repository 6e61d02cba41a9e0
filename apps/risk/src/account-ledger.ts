import type { BarIngested } from '@tape/contracts';
import type { Series } from '@tape/persistence';
import {
  type Amount,
  type BarCheck,
  type BarCheckResult,
  type Portfolio,
  type RiskProfile,
  type RiskState,
  checkBar,
  equityFrom,
  isLive,
  unrealisedPnl,
} from '@tape/risk-rules';
import { markedPosition } from '@tape/trading';
import type { WatermarkGate } from '@tape/service';
import type { DataSource } from 'typeorm';
import type { AccountCompany } from './account-company.js';
import { type ExitNews, keyOf, withExits } from './exit-news.js';
import { lastCloses } from './last-closes.js';
import type { RiskStateRepository } from './risk-state.repository.js';
import type { BookedPosition, TradeBook } from './trade-book.repository.js';

/** What is remembered of the account between bars. */
interface Page {
  state: RiskState;
  /** The account was valued since it was read, and that is to be stored. */
  isMarked: boolean;
  version: number;
  readonly positions: readonly BookedPosition[];
  readonly realisedPnl: string;
  exits: ExitNews;
  /** What each open position is worth at a close, so that a bar of one series does not count all others again. */
  readonly worth: Map<string, { readonly close: string; readonly amount: Amount }>;
}

/** A bar as it was looked at, with the account and the version of it that it was looked at on. */
export interface Judged {
  readonly state: RiskState;
  readonly version: number;
  readonly check: BarCheck;
}

/**
 * `quiet`: nothing of this series can change. `marked`: only the worth of the account has. `changes`: something must be
 * decided, on locked rows.
 */
export type Glance = 'quiet' | 'marked' | 'changes';

/**
 * The account in memory, so that a bar in which nothing happens costs no transaction. It only ever spares work: what it
 * cannot rule out is decided in the tables, and marks made on an account that somebody else has changed are refused.
 * Beside other replicas it remembers nothing that it has not just compared with the tables, and leaves marks to them.
 */
export class AccountLedger {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #book: TradeBook;
  readonly #gate: WatermarkGate;
  readonly #company: Pick<AccountCompany, 'alone'>;
  /** Only while alone: the series of other replicas move on unseen. */
  readonly #closes = new Map<string, string>();
  readonly #profile: RiskProfile;
  /** The news of execution that the page holds, by series: after a restart execution may trade in a bar that is checked already. */
  readonly #seenNews = new Map<string, number | null>();
  #page: Page | undefined;
  #judged: Judged | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: {
    database: DataSource;
    states: RiskStateRepository;
    book: TradeBook;
    gate: WatermarkGate;
    company: Pick<AccountCompany, 'alone'>;
    profile: RiskProfile;
  }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#book = parts.book;
    this.#gate = parts.gate;
    this.#profile = parts.profile;
    this.#company = parts.company;
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

  /** What the last glance looked at; undefined beside other replicas, whose bars move on unseen. */
  get judged(): Judged | undefined {
    return this.#judged;
  }

  /** What was judged has been decided so, on the account at that version: this is the account now. */
  accept({ state, exits }: BarCheckResult): void {
    const page = this.#page;
    if (page === undefined) return;
    const reservations = state.reservations.filter(({ status }) => status === 'HELD');
    page.state = { ...state, reservations, campaigns: state.campaigns.filter(isLive) };
    page.version += 1;
    page.isMarked = false;
    page.exits = withExits(page.exits, exits);
  }

  /** The account as last marked, and the version of it that the mark belongs to; undefined while there is no mark to store. */
  get mark(): { readonly portfolio: Portfolio; readonly version: number } | undefined {
    return this.#page?.isMarked === true
      ? { portfolio: this.#page.state.portfolio, version: this.#page.version }
      : undefined;
  }

  /** Looks at one bar, and marks the account when that is all there is to do. */
  async glance(bar: BarIngested): Promise<Glance> {
    const { alone } = this.#company;
    if (alone) this.#closes.set(keyOf(bar), bar.close);
    else await this.#compare();
    const checked = this.#gate.through('guard', bar) ?? Number.NEGATIVE_INFINITY;
    const isNews = this.#gate.hasNews('execution', bar, checked) || this.#isUnseen(bar);
    const page = isNews || this.#page === undefined ? await this.#read() : this.#page;
    this.#seenNews.set(keyOf(bar), this.#gate.news('execution', bar) ?? null);
    const concerns = concernsOf(page, bar);
    if (!concerns && !isNews && page.state.portfolio.tradingState === 'ACTIVE') return 'quiet';
    this.#judged = undefined;
    if (!alone) return 'changes';
    const check = await this.#checkOf(page, bar);
    this.#judged = { state: page.state, version: page.version, check };
    const result = checkBar(page.state, check, this.#profile);
    if (isNews && concerns) return 'changes';
    if (result.exits.length + result.stateChanges.length + result.campaignChanges.length + result.settled.length > 0) {
      return 'changes';
    }
    page.state = result.state;
    page.isMarked = true;
    return 'marked';
  }

  #isUnseen(bar: BarIngested): boolean {
    const seen = this.#seenNews.get(keyOf(bar));
    return seen !== undefined && seen !== this.#gate.news('execution', bar);
  }

  /** Forgets what other replicas have decided on since. */
  async #compare(): Promise<void> {
    this.#closes.clear();
    if (this.#page === undefined) return;
    if ((await this.#states.version(this.#database)) !== this.#page.version) this.#page = undefined;
  }

  /** Newest bar with an exit that this series must obey; null without one. */
  async exitNews(series: Series): Promise<number | null> {
    const { exits } = this.#page ?? (await this.#read());
    const own = exits.bySeries.get(keyOf(series)) ?? null;
    return own === null || exits.ofAccount === null ? (own ?? exits.ofAccount) : Math.max(own, exits.ofAccount);
  }

  async #checkOf(page: Page, bar: BarIngested): Promise<BarCheck> {
    const missing = page.positions.map(({ position }) => position).filter((each) => !this.#closes.has(keyOf(each)));
    const stored = await lastCloses(this.#database, bar, missing);
    const closeOf = (series: Series): string => this.#closes.get(keyOf(series)) ?? stored(series);
    return {
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
    };
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
      isMarked: kept?.isMarked ?? false,
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
