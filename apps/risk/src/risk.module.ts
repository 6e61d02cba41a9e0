import { Module } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import {
  InstrumentStore,
  Outbox,
  PersistenceModule,
  RateReader,
  SeriesProgress,
  type SeriesThrough,
} from '@tape/persistence';
import { BAR_RATE_DELAY_MS, riskProfileOf } from '@tape/risk-rules';
import {
  type CoalescedWrites,
  LOGGER,
  LivePatience,
  SERVICE_CONFIG,
  WatermarkGate,
  WatermarkModule,
} from '@tape/service';
import { DataSource } from 'typeorm';
import { AccountCompany } from './account-company.js';
import { AccountGauges } from './account-gauges.js';
import { AccountLedger } from './account-ledger.js';
import { Assessments } from './assessments.js';
import { BarGuard } from './bar-guard.js';
import { BAR_GUARD_PARTS, BarGuardHandler, type BarGuardParts } from './bar-guard.handler.js';
import type { RiskConfig } from './config.js';
import { ExitReports } from './exit-reports.js';
import { ExitReportsHandler } from './exit-reports.handler.js';
import { ExitReportsRepository } from './exit-reports.repository.js';
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
  controllers: [RiskDeskController, BarGuardHandler, ExitReportsHandler],
  providers: [
    {
      provide: RiskStateRepository,
      inject: [DataSource, SERVICE_CONFIG],
      useFactory: async (database: DataSource, config: RiskConfig) => {
        const states = new RiskStateRepository();
        await states.create(database, config.INITIAL_EQUITY, config.ACCOUNT_ZONE);
        return states;
      },
    },
    {
      provide: RateReader,
      inject: [DataSource],
      useFactory: (database: DataSource) => new RateReader(database, BAR_RATE_DELAY_MS),
    },
    {
      provide: TradeBook,
      inject: [InstrumentStore, RateReader],
      useFactory: (instruments: InstrumentStore, rates: RateReader) => new TradeBook(instruments, rates),
    },
    {
      provide: TradingStates,
      inject: [DataSource, RiskStateRepository, Outbox, EventPublisher],
      useFactory: (database: DataSource, states: RiskStateRepository, outbox: Outbox, publisher: EventPublisher) =>
        new TradingStates({ database, states, outbox, publisher, nowMs }),
    },
    {
      provide: AccountLedger,
      inject: [DataSource, RiskStateRepository, TradeBook, WatermarkGate, AccountCompany, SERVICE_CONFIG],
      useFactory: (
        database: DataSource,
        states: RiskStateRepository,
        book: TradeBook,
        gate: WatermarkGate,
        company: AccountCompany,
        config: RiskConfig,
      ) => new AccountLedger({ database, states, book, gate, company, profile: riskProfileOf(config) }),
    },
    {
      provide: AccountCompany,
      // Behind the database, which waits until Postgres is there.
      inject: [SERVICE_CONFIG, DataSource],
      useFactory: async (config: RiskConfig) => {
        const company = new AccountCompany(config.DATABASE_URL);
        await company.join();
        return company;
      },
    },
    {
      provide: GUARD_WRITES,
      inject: [DataSource, RiskStateRepository, AccountLedger, SeriesProgress],
      useFactory: guardWrites,
    },
    {
      provide: Assessments,
      inject: [DataSource, RiskStateRepository, TradeBook, Outbox, EventPublisher, InstrumentStore, RateReader],
      useFactory: (
        database: DataSource,
        states: RiskStateRepository,
        book: TradeBook,
        outbox: Outbox,
        publisher: EventPublisher,
        instruments: InstrumentStore,
        rates: RateReader,
      ) => new Assessments({ database, states, book, outbox, publisher, instruments, rates }),
    },
    {
      provide: AccountGauges,
      inject: [DataSource, RiskStateRepository, TradeBook],
      useFactory: (database: DataSource, states: RiskStateRepository, book: TradeBook) =>
        new AccountGauges(database, states, book),
    },
    {
      provide: ExitReports,
      inject: [DataSource, LOGGER],
      useFactory: (database: DataSource, logger: Logger) =>
        new ExitReports({ database, exits: new ExitReportsRepository(), logger }),
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
        AccountCompany,
        SeriesProgress,
        EventPublisher,
        ExitReports,
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
        company: AccountCompany,
        seriesProgress: SeriesProgress,
        publisher: EventPublisher,
        reports: ExitReports,
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
            reports,
            profile: riskProfileOf(config),
            logger,
          }),
          ledger,
          company,
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
