import { regimeChanged, strategyProposed, strategyWatermark, type OutgoingEvent } from '@tape/contracts';
import { closeTimeMs, toBar, type Bar } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import type { InstrumentStore, StoredBar } from '@tape/persistence';
import type { LivePatience, WatermarkGate } from '@tape/service';
import { admissionOf, type Intent, type Regime, type RegimeChanged, type Strategy, toProposal } from '@tape/strategies';
import type { NamedSeries } from '../config.js';
import type { AccountTier } from '../account/account-tier.js';
import type { StrategyOrders } from './orders.js';
import { loadPage, type PageParts, type SeriesPage } from './series-page.js';
import type { SeriesWrite } from './series-store.repository.js';
import { stanceOf, tradeStateOf } from './trade.js';
import type { TradeFactsRepository } from './trade-facts.repository.js';

/** Bars read at once; a step is stored as one, so a restart repeats at most so many. */
const PAGE_BARS = 500;
/** How often stored bars are looked for when nobody has told of any. */
const LOOK_MS = 1_000;
const NOT_STORED_PAUSE_MS = 20;
const UNDECIDED_PAUSE_MS = 5;
const AFTER_FAILURE_MS = 1_000;

export interface RunnerParts extends PageParts {
  readonly facts: TradeFactsRepository;
  readonly instruments: Pick<InstrumentStore, 'of'>;
  readonly orders: StrategyOrders;
  readonly tier: AccountTier;
  readonly gate: WatermarkGate;
  readonly patience: LivePatience;
  readonly publisher: Pick<EventPublisher, 'outgoing' | 'publish'>;
  readonly logger: Logger;
}

/**
 * Works the strategies of one series bar by bar: bars come from Postgres in their order, what became of earlier wishes from the
 * tables of execution, which is waited for while anything is open. Snapshots, proposals and progress are one transaction; then
 * each proposal is judged, and only when it is a signal or a rejection may execution go on to the next bar.
 */
export class SeriesRunner {
  readonly series: NamedSeries;
  readonly #strategies: readonly Strategy[];
  readonly #parts: RunnerParts;
  #page: SeriesPage | undefined;
  #announcedMs = Number.NEGATIVE_INFINITY;
  #closed = false;
  #wake: () => void = () => {};
  #running: Promise<void> = Promise.resolve();

  constructor(series: NamedSeries, strategies: readonly Strategy[], parts: RunnerParts) {
    this.series = series;
    this.#strategies = strategies;
    this.#parts = parts;
  }

  get strategyIds(): readonly string[] {
    return this.#strategies.map(({ id }) => id);
  }

  get regime(): Regime | null {
    return this.#page?.desk.regime ?? null;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** A bar was accepted; it may not be stored yet. */
  heard(openTimeMs: number): void {
    this.#announcedMs = Math.max(this.#announcedMs, openTimeMs);
    this.#wake();
  }

  /** Ends behind the step that is under way. */
  async stop(): Promise<void> {
    this.#closed = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#closed) {
      let pauseMs = LOOK_MS;
      try {
        this.#page ??= await this.#open();
        await this.#revive(this.#page);
        const worked = await this.#step(this.#page);
        if (worked) continue;
        if ((this.#page.throughMs ?? Number.NEGATIVE_INFINITY) < this.#announcedMs) pauseMs = NOT_STORED_PAUSE_MS;
      } catch (error) {
        this.#page = undefined;
        if (this.#closed) return;
        const { symbol, timeframe } = this.series;
        this.#parts.logger.error(
          { symbol, timeframe, err: error },
          'a series of strategies begins anew after a failure',
        );
        pauseMs = AFTER_FAILURE_MS;
      }
      await this.#somethingNew(pauseMs);
    }
  }

  #somethingNew(ms: number): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), ms);
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
    });
  }

  /** What was proposed and not decided is decided first. */
  async #open(): Promise<SeriesPage> {
    const page = await loadPage(this.series, this.#strategies, this.#parts);
    if (page.throughMs !== null) await this.#decide(page, page.throughMs);
    return page;
  }

  async #revive({ desk, throughMs }: SeriesPage): Promise<void> {
    const nowMs = this.#parts.nowMs();
    for (const { strategyId, throughMs: readThroughMs } of desk.due(nowMs)) {
      const fromMs = readThroughMs === null ? undefined : readThroughMs + 1;
      const missed = throughMs === null ? [] : await this.#read(fromMs, throughMs, undefined);
      desk.revive(strategyId, missed, nowMs);
    }
  }

  /** @returns whether there was a bar. */
  async #step(page: SeriesPage): Promise<boolean> {
    const { patience, gate, logger, nowMs } = this.#parts;
    const { symbol, timeframe } = this.series;
    const stored = await this.#stored(page.throughMs === null ? undefined : page.throughMs + 1, undefined, PAGE_BARS);
    let unwritten: OutgoingEvent[] = [];
    /** Newest bar that is read and not written. */
    let readMs: number | null = null;
    for (const row of stored) {
      if (this.#closed) break;
      const bar = toBar(row);
      const closeMs = closeTimeMs(bar.openTimeMs, timeframe);
      const wasHolding = page.trades.length > 0;
      if (wasHolding) {
        const reached = await gate.reach('execution', this.series, bar.openTimeMs, patience.forBarClosedAt(closeMs));
        if (reached === 'closed') throw new Error('stopping: the bar is left for the next start');
        await this.#lookAtTrades(page, closeMs);
      }
      const tier = await this.#tierFor(closeMs, row === stored.at(-1));
      const { regimeChange, intents, failed, analysis } = page.desk.push(
        bar,
        (id) => ({ stance: stanceOf(page.trades, id), admission: this.#admission(id, tier) }),
        nowMs(),
      );
      for (const id of failed)
        logger.error({ strategy: id, symbol, timeframe, openTimeMs: bar.openTimeMs }, 'a strategy failed');
      if (regimeChange !== null) unwritten.push(this.#regimeEvent(regimeChange));
      // Risk judges a proposal only when execution has worked its bar, which waits for all bars before it.
      if (intents.length > 0 && readMs !== null) await this.#announce(page, readMs);
      const news = await this.#obey(page, bar, row.source === 'SIMULATED', analysis, intents);
      unwritten.push(...news);
      readMs = bar.openTimeMs;
      // What is held is read from tables that move on with each bar: such a bar is kept before the next is let go.
      if (intents.length === 0 && !wasHolding && page.trades.length === 0) continue;
      await this.#keep(page, readMs, intents.length > 0, unwritten);
      unwritten = [];
      readMs = null;
    }
    if (readMs !== null) await this.#keep(page, readMs, false, unwritten);
    return stored.length > 0 && !this.#closed;
  }

  async #keep(page: SeriesPage, throughMs: number, isNews: boolean, events: readonly OutgoingEvent[]): Promise<void> {
    const isDecided = page.trades.every(({ proposal }) => page.decided.has(proposal.id));
    const newsMs = isNews ? throughMs : null;
    await this.#write(page, { fromMs: page.throughMs, throughMs, newsMs, events, isDecided });
    await (isDecided ? this.#say(page, throughMs) : this.#decide(page, throughMs));
  }

  async #tierFor(closeMs: number, isNewest: boolean) {
    const { tier } = this.#parts;
    return isNewest || tier.state === null ? await tier.at(closeMs) : tier.state;
  }

  #admission(strategyId: string, held: { readonly tier: Strategy['tier'] } | null) {
    const needed = this.#strategies.find(({ id }) => id === strategyId)?.tier;
    // Without an account nothing may be opened.
    return held === null || needed === undefined ? 'EXITS_ONLY' : admissionOf(needed, held.tier);
  }

  /** Exits are asked for before they are written: asked twice they happen once, and unwritten they would be forgotten. */
  async #obey(
    page: SeriesPage,
    bar: Bar,
    simulated: boolean,
    analysis: Parameters<typeof toProposal>[1]['analysis'],
    intents: readonly Intent[],
  ): Promise<OutgoingEvent[]> {
    const { orders, instruments, publisher, logger } = this.#parts;
    const closeMs = closeTimeMs(bar.openTimeMs, this.series.timeframe);
    const events: OutgoingEvent[] = [];
    for (const intent of intents) {
      if (intent.kind === 'EXIT') {
        const own = page.trades.filter(({ strategyId }) => strategyId === intent.strategyId);
        for (const { proposal } of own) await orders.exit(proposal, intent.reason, closeMs);
      } else if (intent.kind === 'ENTER') {
        const instrument = await instruments.of(this.series.symbol);
        try {
          const proposal = toProposal(intent, { bar, analysis, instrument, simulated });
          page.trades = [...page.trades, { strategyId: intent.strategyId, proposal }];
          events.push(publisher.outgoing(strategyProposed, proposal, { timeMs: closeMs, correlationId: proposal.id }));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          logger.warn({ problem: error.message }, 'an entry that the instrument cannot tell from nothing is left out');
        }
      }
    }
    return events;
  }

  async #write(page: SeriesPage, write: Omit<SeriesWrite, 'instances' | 'trades'>): Promise<void> {
    const written = await this.#parts.store.write(this.series, {
      ...write,
      instances: page.desk.kept(),
      trades: page.trades,
    });
    if (!written) throw new Error('another replica works this series');
    page.throughMs = write.throughMs;
    page.newsMs = write.newsMs ?? page.newsMs;
  }

  /** Every proposal becomes a signal or a rejection; then execution may go on. */
  async #decide(page: SeriesPage, throughMs: number): Promise<void> {
    const { orders, facts } = this.#parts;
    for (const { proposal } of page.trades) {
      if (page.decided.has(proposal.id)) continue;
      if (!(await facts.isDecided(proposal.id))) await orders.judge(proposal);
      while (!(await facts.isDecided(proposal.id))) await orders.pause(UNDECIDED_PAUSE_MS);
      page.decided.add(proposal.id);
    }
    await this.#announce(page, throughMs);
  }

  async #announce(page: SeriesPage, throughMs: number): Promise<void> {
    await this.#parts.store.advance(this.series, throughMs);
    await this.#say(page, throughMs);
  }

  async #say(page: SeriesPage, throughMs: number): Promise<void> {
    const { publisher } = this.#parts;
    const mark = { ...this.series, throughOpenTimeMs: throughMs, newsOpenTimeMs: page.newsMs };
    const timeMs = closeTimeMs(throughMs, this.series.timeframe);
    const correlationId = `bar:${this.series.symbol}:${this.series.timeframe}:${throughMs}`;
    await publisher.publish([publisher.outgoing(strategyWatermark, mark, { timeMs, correlationId })]);
  }

  async #lookAtTrades(page: SeriesPage, closeMs: number): Promise<void> {
    const facts = await this.#parts.facts.of(page.trades.map(({ proposal }) => proposal.id));
    page.trades = page.trades.filter(({ proposal }) => {
      const known = facts.get(proposal.id);
      return known === undefined || tradeStateOf(known, closeMs) !== 'OVER';
    });
    if (page.trades.length === 0) page.decided.clear();
  }

  #regimeEvent({ from, to, barTimeMs, inputs }: RegimeChanged): OutgoingEvent {
    const { symbol, timeframe } = this.series;
    const origin = {
      timeMs: closeTimeMs(barTimeMs, timeframe),
      correlationId: `bar:${symbol}:${timeframe}:${barTimeMs}`,
    };
    return this.#parts.publisher.outgoing(regimeChanged, { symbol, timeframe, from, to, barTimeMs, inputs }, origin);
  }

  async #read(
    fromMs: number | undefined,
    toMs: number | undefined,
    limit: number | undefined,
  ): Promise<readonly Bar[]> {
    return (await this.#stored(fromMs, toMs, limit)).map((row) => toBar(row));
  }

  #stored(
    fromMs: number | undefined,
    toMs: number | undefined,
    limit: number | undefined,
  ): Promise<readonly StoredBar[]> {
    return this.#parts.bars.read({ ...this.series, fromMs, toMs, limit, order: 'asc' });
  }
}
