import { type BarIngested, type OutgoingEvent, campaignChanged, emergencyExitTriggered } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import { type Logger, metrics } from '@tape/observability';
import type { Outbox, SeriesProgress, SqlRunner } from '@tape/persistence';
import {
  type BarCheck,
  type BarCheckResult,
  type EmergencyExit,
  type EntryFact,
  type RiskProfile,
  type RiskState,
  checkBar,
  equityOf,
} from '@tape/risk-rules';
import { markedPosition } from '@tape/trading';
import type { DataSource } from 'typeorm';
import type { Judged } from './account-ledger.js';
import type { ExitReports } from './exit-reports.js';
import { lastCloses } from './last-closes.js';
import type { RiskStateRepository } from './risk-state.repository.js';
import type { TradeBook } from './trade-book.repository.js';
import type { TradingStates } from './trading-states.js';

/** Risk's part of a bar that changes something, on locked rows and in one transaction: settle, guard, mark, tell. */
export class BarGuard {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #book: TradeBook;
  readonly #tradingStates: TradingStates;
  readonly #outbox: Outbox;
  readonly #progress: SeriesProgress;
  readonly #publisher: Pick<EventPublisher, 'outgoing'>;
  readonly #reports: ExitReports;
  readonly #profile: RiskProfile;
  readonly #logger: Logger;

  constructor(parts: {
    database: DataSource;
    states: RiskStateRepository;
    book: TradeBook;
    tradingStates: TradingStates;
    outbox: Outbox;
    progress: SeriesProgress;
    publisher: Pick<EventPublisher, 'outgoing'>;
    reports: ExitReports;
    profile: RiskProfile;
    logger: Logger;
  }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#book = parts.book;
    this.#tradingStates = parts.tradingStates;
    this.#outbox = parts.outbox;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
    this.#reports = parts.reports;
    this.#profile = parts.profile;
    this.#logger = parts.logger;
  }

  /**
   * Checks one bar. Harmless when repeated: a campaign that ended does not end again, and its exit has one id.
   * @param judged spares reading the account again, if under the lock it is still the one that was looked at.
   * @returns what was decided on exactly what was judged; undefined when the tables had to be read.
   */
  async check(bar: BarIngested, correlationId: string, judged?: Judged): Promise<BarCheckResult | undefined> {
    const { result, isAsJudged, openPositions } = await this.#database.transaction(async (manager) => {
      const isAsJudged = judged !== undefined && (await this.#states.lockVersion(manager)) === judged.version;
      const before = isAsJudged ? judged.state : await this.#states.lock(manager);
      const check = isAsJudged ? judged.check : await this.#checkOf(manager, before, bar);
      const entries = await this.#entriesOf(manager, before, bar);
      const result = checkBar(before, { ...check, entries }, this.#profile);
      // None reads what another writes, so they go to the server together, in this order.
      await Promise.all([
        this.#states.save(manager, before, result.state),
        ...result.exits.map((exit) => saveExit(manager, exit)),
        ...result.stateChanges.map((change) => this.#tradingStates.record(manager, change)),
        this.#outbox.append(manager, this.#eventsOf(result, bar, correlationId)),
        this.#progress.advance(manager, 'guard', [
          { symbol: bar.symbol, timeframe: bar.timeframe, throughMs: bar.openTimeMs },
        ]),
      ]);
      return { result, isAsJudged, openPositions: check.openPositions };
    });
    this.#outbox.poke();
    for (const exit of result.exits) {
      metrics.emergencyExits.inc({ trigger: exit.trigger });
      this.#logger.fatal({ exit }, `EMERGENCY EXIT ${exit.trigger}: ${exit.message}`);
    }
    // Where something must be closed first, the closing tells of it.
    const isOpen = (campaignId: string): boolean =>
      openPositions.some((position) => position.campaignId === campaignId);
    const finished = result.exits.filter(({ campaignId }) => campaignId === null || !isOpen(campaignId));
    if (finished.length > 0) this.#reports.settleBehind(finished.flatMap(({ campaignId }) => campaignId ?? []));
    return isAsJudged ? result : undefined;
  }

  /** News of what is held for this series; most bars have nothing to ask. */
  async #entriesOf(sql: SqlRunner, { reservations }: RiskState, bar: BarIngested): Promise<readonly EntryFact[]> {
    const held = reservations.filter((row) => row.symbol === bar.symbol && row.timeframe === bar.timeframe);
    return this.#book.entryFacts(sql, held);
  }

  /** The bar on the account as the tables have it. */
  async #checkOf(sql: SqlRunner, before: RiskState, bar: BarIngested): Promise<BarCheck> {
    const positions = await this.#book.openPositions(sql);
    const marks = await lastCloses(
      sql,
      bar,
      positions.map(({ position }) => position),
    );
    const marked = positions.map(({ position, context }) => markedPosition(position, marks(position), context));
    return {
      symbol: bar.symbol,
      timeframe: bar.timeframe,
      assetClass: bar.assetClass,
      bar,
      equity: equityOf({
        initialEquity: before.portfolio.initialEquity,
        realisedPnl: await this.#book.realisedPnl(sql),
        positions: marked,
      }),
      entries: [],
      openPositions: positions
        .filter(({ position }) => position.symbol === bar.symbol && position.timeframe === bar.timeframe)
        .map(({ position, pattern }) => ({ campaignId: position.campaignId, pattern })),
    };
  }

  #eventsOf(result: BarCheckResult, bar: BarIngested, correlationId: string): OutgoingEvent[] {
    const origin = { timeMs: closeTimeMs(bar.openTimeMs, bar.timeframe), correlationId };
    return [
      ...result.exits.map((exit) => this.#publisher.outgoing(emergencyExitTriggered, exit, origin)),
      ...result.campaignChanges.map((change) => this.#publisher.outgoing(campaignChanged, change, origin)),
    ];
  }
}

async function saveExit(sql: SqlRunner, exit: EmergencyExit): Promise<void> {
  await sql.query(
    `insert into emergency_exits (id, trigger, campaign_id, symbol, timeframe, bar_time, measured, limit_value, message)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing`,
    [
      exit.id,
      exit.trigger,
      exit.campaignId,
      exit.symbol,
      exit.timeframe,
      new Date(exit.barTimeMs),
      exit.measured,
      exit.limit,
      exit.message,
    ],
  );
}
