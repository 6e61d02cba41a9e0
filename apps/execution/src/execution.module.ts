import { Inject, Module, type OnModuleDestroy } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import {
  InstrumentStore,
  Outbox,
  PersistenceModule,
  RateReader,
  SeriesProgress,
  type SeriesThrough,
} from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import {
  type CoalescedWrites,
  LivePatience,
  PROGRESS_WRITES,
  SERVICE_CONFIG,
  WatermarkGate,
  WatermarkModule,
} from '@tape/service';
import { DataSource } from 'typeorm';
import { accountSnapshots } from './account-snapshots.provider.js';
import { BarExecution } from './bar-execution.js';
import { BAR_EXECUTION_PARTS, BarExecutionHandler, type BarExecutionParts } from './bar-execution.handler.js';
import type { ExecutionConfig } from './config.js';
import { ExitOrders } from './exit-orders.js';
import { ExitOrdersHandler } from './exit-orders.handler.js';
import { PaperOperatorController } from './paper-operator.controller.js';
import { SeriesBookRepository } from './series-book.repository.js';
import { SeriesKeeper } from './series-keeper.js';
import { SignalClaims } from './signal-claims.js';
import { SIGNAL_CLAIMS } from './signal-claims.providers.js';
import { StrategyCover } from './strategy-cover.js';

/** How far a series is follows behind: a few milliseconds later it is one statement for many bars. */
const GATHER_MS = 10;

@Module({
  imports: [
    MessagingModule.forService('execution'),
    PersistenceModule.forService('execution'),
    WatermarkModule.forStage('execution', ['signal', 'strategy', 'guard'], GATHER_MS),
  ],
  controllers: [BarExecutionHandler, ExitOrdersHandler, PaperOperatorController],
  providers: [
    ...SIGNAL_CLAIMS,
    accountSnapshots,
    { provide: SeriesKeeper, useFactory: () => new SeriesKeeper() },
    {
      provide: ExitOrders,
      inject: [DataSource, SeriesKeeper, Outbox, EventPublisher],
      useFactory: (database: DataSource, series: SeriesKeeper, outbox: Outbox, publisher: EventPublisher) =>
        new ExitOrders({ database, books: new SeriesBookRepository(), series, outbox, publisher }),
    },
    {
      provide: BAR_EXECUTION_PARTS,
      inject: [
        DataSource,
        InstrumentStore,
        Outbox,
        SeriesProgress,
        EventPublisher,
        SeriesKeeper,
        SignalClaims,
        WatermarkGate,
        PROGRESS_WRITES,
        SERVICE_CONFIG,
      ],
      useFactory: (
        database: DataSource,
        instruments: InstrumentStore,
        outbox: Outbox,
        seriesProgress: SeriesProgress,
        publisher: EventPublisher,
        series: SeriesKeeper,
        claims: SignalClaims,
        gate: WatermarkGate,
        progress: CoalescedWrites<SeriesThrough>,
        config: ExecutionConfig,
      ): BarExecutionParts => {
        const books = new SeriesBookRepository();
        return {
          execution: new BarExecution({
            database,
            books,
            instruments,
            outbox,
            progress: seriesProgress,
            publisher,
            rates: new RateReader(database, BAR_RATE_DELAY_MS),
          }),
          books,
          series,
          claims: config.EXECUTION_MODE === 'OFF' ? null : claims,
          cover: new StrategyCover(database),
          database,
          gate,
          patience: new LivePatience(config.LIVE_PATIENCE_MS, () => Date.now()),
          progress,
          publisher,
        };
      },
    },
  ],
})
export class ExecutionModule implements OnModuleDestroy {
  readonly #orders: ExitOrders;
  readonly #config: ExecutionConfig;

  constructor(@Inject(ExitOrders) orders: ExitOrders, @Inject(SERVICE_CONFIG) config: ExecutionConfig) {
    this.#orders = orders;
    this.#config = config;
  }

  /** On paper there is no price without a bar: what is left at the end is left at the open of the first bar after it. */
  async onModuleDestroy(): Promise<void> {
    if (!this.#config.FLATTEN_ON_SHUTDOWN || this.#config.EXECUTION_MODE === 'OFF') return;
    await this.#orders.close(null, 'shutdown: FLATTEN_ON_SHUTDOWN', Date.now());
  }
}
