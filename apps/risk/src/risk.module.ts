import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { InstrumentStore, Outbox, PersistenceModule, SeriesProgress, type SeriesThrough } from '@tape/persistence';
import {
  type CoalescedWrites,
  LOGGER,
  LivePatience,
  SERVICE_CONFIG,
  WatermarkGate,
  WatermarkModule,
} from '@tape/service';
import { DataSource } from 'typeorm';
import { AccountGauges } from './account-gauges.js';
import { AccountLedger } from './account-ledger.js';
import { Assessments } from './assessments.js';
import { BarGuard } from './bar-guard.js';
import { BAR_GUARD_PARTS, BarGuardHandler, type BarGuardParts } from './bar-guard.handler.js';
import type { RiskConfig } from './config.js';
import { RiskDeskController } from './risk-desk.controller.js';
import { RiskStateRepository } from './risk-state.repository.js';
import { GUARD_WRITES, guardWrites } from './guard-writes.js';
import { TradeBook } from './trade-book.repository.js';
import { TradingStates } from './trading-states.js';

const nowMs = (): number => Date.now();

@Module({
  imports: [
    MessagingModule.forService('risk'),
    PersistenceModule.forService('risk'),
    WatermarkModule.forStage('guard', ['execution']),
  ],
  controllers: [RiskDeskController, BarGuardHandler],
  providers: [
    {
      provide: RiskStateRepository,
      inject: [DataSource, SERVICE_CONFIG],
      useFactory: async (database: DataSource, config: RiskConfig) => {
        const states = new RiskStateRepository();
        await states.create(database, config.INITIAL_EQUITY);
        return states;
      },
    },
    {
      provide: TradeBook,
      inject: [InstrumentStore],
      useFactory: (instruments: InstrumentStore) => new TradeBook(instruments),
    },
    {
      provide: TradingStates,
      inject: [DataSource, RiskStateRepository, Outbox, EventPublisher],
      useFactory: (database: DataSource, states: RiskStateRepository, outbox: Outbox, publisher: EventPublisher) =>
        new TradingStates({ database, states, outbox, publisher, nowMs }),
    },
    {
      provide: AccountLedger,
      inject: [DataSource, RiskStateRepository, TradeBook, WatermarkGate],
      useFactory: (database: DataSource, states: RiskStateRepository, book: TradeBook, gate: WatermarkGate) =>
        new AccountLedger({ database, states, book, gate }),
    },
    {
      provide: GUARD_WRITES,
      inject: [DataSource, RiskStateRepository, AccountLedger, SeriesProgress],
      useFactory: guardWrites,
    },
    {
      provide: Assessments,
      inject: [DataSource, RiskStateRepository, TradeBook, Outbox, EventPublisher, InstrumentStore],
      useFactory: (
        database: DataSource,
        states: RiskStateRepository,
        book: TradeBook,
        outbox: Outbox,
        publisher: EventPublisher,
        instruments: InstrumentStore,
      ) => new Assessments({ database, states, book, outbox, publisher, instruments }),
    },
    {
      provide: AccountGauges,
      inject: [DataSource],
      useFactory: (database: DataSource) => new AccountGauges(database),
    },
    {
      provide: BAR_GUARD_PARTS,
      inject: [
        DataSource,
        RiskStateRepository,
        TradeBook,
        TradingStates,
        Outbox,
        AccountLedger,
        SeriesProgress,
        EventPublisher,
        LOGGER,
        WatermarkGate,
        GUARD_WRITES,
        SERVICE_CONFIG,
      ],
      useFactory: (
        database: DataSource,
        states: RiskStateRepository,
        book: TradeBook,
        tradingStates: TradingStates,
        outbox: Outbox,
        ledger: AccountLedger,
        seriesProgress: SeriesProgress,
        publisher: EventPublisher,
        logger: Logger,
        gate: WatermarkGate,
        progress: CoalescedWrites<SeriesThrough>,
        config: RiskConfig,
      ): BarGuardParts => {
        return {
          guard: new BarGuard({
            database,
            states,
            book,
            tradingStates,
            outbox,
            progress: seriesProgress,
            publisher,
            logger,
          }),
          ledger,
          gate,
          patience: new LivePatience(config.LIVE_PATIENCE_MS, nowMs),
          progress,
          publisher,
        };
      },
    },
  ],
})
export class RiskModule {}
