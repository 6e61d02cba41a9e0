import { Module } from '@nestjs/common';
import {
  BrokerConnection,
  EventPublisher,
  MESSAGING_OPTIONS,
  MessagingModule,
  type MessagingOptions,
  RpcClient,
} from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { BarStore, InstrumentStore, Outbox, PersistenceModule, SeriesProgress } from '@tape/persistence';
import { LivePatience, LOGGER, Readiness, SERVICE_CONFIG, WatermarkGate, WatermarkModule } from '@tape/service';
import type { Strategy } from '@tape/strategies';
import { CLASSIC_CONFIG, STRICT_CONFIG } from '@tape/wyckoff';
import { DataSource } from 'typeorm';
import { AccountTier } from './account/account-tier.js';
import { Catalogue } from './catalogue/catalogue.js';
import { readStrategyFiles } from './catalogue/strategy-files.js';
import type { StrategyConfig } from './config.js';
import { StrategyOrders } from './series/orders.js';
import { SeriesStore } from './series/series-store.repository.js';
import { TradeFactsRepository } from './series/trade-facts.repository.js';
import { STRATEGY_DESK_PARTS, StrategyDeskController, type StrategyDeskParts } from './strategy-desk.controller.js';
import { StrategyList } from './switch/strategy-list.repository.js';
import { Supervisor } from './switch/supervisor.js';
import { Switches } from './switch/switches.repository.js';

const nowMs = (): number => Date.now();
/** Strategies that are written in code and not built in: none here, some in tests. */
export const FURTHER_STRATEGIES = Symbol('FURTHER_STRATEGIES');

@Module({
  imports: [
    MessagingModule.forService('strategy'),
    PersistenceModule.forService('strategy'),
    WatermarkModule.forStage('strategy', []),
  ],
  controllers: [StrategyDeskController],
  providers: [
    { provide: FURTHER_STRATEGIES, useValue: [] },
    {
      provide: Catalogue,
      inject: [SERVICE_CONFIG, FURTHER_STRATEGIES],
      useFactory: async ({ STRATEGIES_DIR }: StrategyConfig, further: readonly Strategy[]) =>
        new Catalogue(STRATEGIES_DIR === '' ? [] : await readStrategyFiles(STRATEGIES_DIR), further),
    },
    { provide: AccountTier, inject: [DataSource], useFactory: (database: DataSource) => new AccountTier(database) },
    { provide: Switches, inject: [DataSource], useFactory: (database: DataSource) => new Switches(database) },
    {
      provide: SeriesStore,
      inject: [DataSource, Outbox, SeriesProgress],
      useFactory: (database: DataSource, outbox: Outbox, progress: SeriesProgress) =>
        new SeriesStore(database, outbox, progress),
    },
    {
      provide: StrategyOrders,
      inject: [RpcClient, LOGGER, Readiness],
      useFactory: (rpc: RpcClient, logger: Logger, readiness: Readiness) => {
        const stopping = new AbortController();
        readiness.onDrain(() => stopping.abort());
        return new StrategyOrders(rpc, logger, stopping.signal);
      },
    },
    {
      provide: Supervisor,
      inject: [
        DataSource,
        Catalogue,
        Switches,
        SeriesStore,
        StrategyOrders,
        AccountTier,
        BarStore,
        InstrumentStore,
        WatermarkGate,
        EventPublisher,
        BrokerConnection,
        MESSAGING_OPTIONS,
        LOGGER,
        SERVICE_CONFIG,
      ],
      useFactory: (
        database: DataSource,
        catalogue: Catalogue,
        switches: Switches,
        store: SeriesStore,
        orders: StrategyOrders,
        tier: AccountTier,
        bars: BarStore,
        instruments: InstrumentStore,
        gate: WatermarkGate,
        publisher: EventPublisher,
        connection: BrokerConnection,
        { partitions }: MessagingOptions,
        logger: Logger,
        config: StrategyConfig,
      ) =>
        new Supervisor({
          catalogue,
          switches,
          runner: {
            store,
            facts: new TradeFactsRepository(database),
            bars,
            instruments,
            orders,
            tier,
            gate,
            patience: new LivePatience(config.LIVE_PATIENCE_MS, nowMs),
            publisher,
            logger,
            analysis: config.ANALYSIS_PROFILE === 'strict' ? STRICT_CONFIG : CLASSIC_CONFIG,
            higherTimeframes: config.HIGHER_TIMEFRAME,
            nowMs,
          },
          database,
          connection,
          logger,
          partitions,
          suggested: config.STRATEGIES_ENABLED,
          regimeSeries: config.REGIME_SERIES,
          rescanMs: config.STRATEGY_RESCAN_MS,
        }),
    },
    {
      provide: STRATEGY_DESK_PARTS,
      inject: [DataSource, Catalogue, Switches, Supervisor, SeriesStore, AccountTier],
      useFactory: (
        database: DataSource,
        catalogue: Catalogue,
        switches: Switches,
        supervisor: Supervisor,
        store: SeriesStore,
        tier: AccountTier,
      ): StrategyDeskParts => ({ catalogue, switches, supervisor, store, list: new StrategyList(database), tier }),
    },
  ],
})
export class StrategyModule {}
