import { type BarIngested, type OutgoingEvent, campaignChanged, emergencyExitTriggered } from '@tape/contracts';
import { closeTimeMs } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import { type Logger, metrics } from '@tape/observability';
import type { Outbox, SeriesProgress, SqlRunner } from '@tape/persistence';
import { type BarCheckResult, type EmergencyExit, type RiskState, checkBar, equityOf } from '@tape/risk-rules';
import { markedPosition } from '@tape/trading';
import type { DataSource } from 'typeorm';
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
  readonly #logger: Logger;

  constructor(parts: {
    database: DataSource;
    states: RiskStateRepository;
    book: TradeBook;
    tradingStates: TradingStates;
    outbox: Outbox;
    progress: SeriesProgress;
    publisher: Pick<EventPublisher, 'outgoing'>;
    logger: Logger;
  }) {
    this.#database = parts.database;
    this.#states = parts.states;
    this.#book = parts.book;
    this.#tradingStates = parts.tradingStates;
    this.#outbox = parts.outbox;
    this.#progress = parts.progress;
    this.#publisher = parts.publisher;
    this.#logger = parts.logger;
  }

  /** Checks one bar. Harmless when repeated: a campaign that ended does not end again, and its exit has one id. */
  async check(bar: BarIngested, correlationId: string): Promise<void> {
    const result = await this.#database.transaction(async (manager) => {
      const before = await this.#states.lock(manager);
      const result = await this.#decide(manager, before, bar);
      await this.#states.save(manager, before, result.state);
      for (const exit of result.exits) await saveExit(manager, exit);
      for (const change of result.stateChanges) await this.#tradingStates.record(manager, change);
      await this.#outbox.append(manager, this.#eventsOf(result, bar, correlationId));
      await this.#progress.advance(manager, 'guard', [
        { symbol: bar.symbol, timeframe: bar.timeframe, throughMs: bar.openTimeMs },
      ]);
      return result;
    });
    this.#outbox.poke();
    for (const exit of result.exits) {
      metrics.emergencyExits.inc({ trigger: exit.trigger });
      this.#logger.fatal({ exit }, `EMERGENCY EXIT ${exit.trigger}: ${exit.message}`);
    }
  }

  async #decide(sql: SqlRunner, before: RiskState, bar: BarIngested): Promise<BarCheckResult> {
    const positions = await this.#book.openPositions(sql);
    const held = before.reservations.filter((row) => row.symbol === bar.symbol && row.timeframe === bar.timeframe);
    const marks = await lastCloses(
      sql,
      bar,
      positions.map(({ position }) => position),
    );
    const marked = positions.map(({ position, context }) => markedPosition(position, marks(position), context));
    return checkBar(before, {
      symbol: bar.symbol,
      timeframe: bar.timeframe,
      assetClass: bar.assetClass,
      bar,
      equity: equityOf({
        initialEquity: before.portfolio.initialEquity,
        realisedPnl: await this.#book.realisedPnl(sql),
        positions: marked,
      }),
      entries: await this.#book.entryFacts(
        sql,
        held.map((row) => row.id),
      ),
      openPositions: positions
        .filter(({ position }) => position.symbol === bar.symbol && position.timeframe === bar.timeframe)
        .map(({ position, pattern }) => ({ campaignId: position.campaignId, pattern })),
    });
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
