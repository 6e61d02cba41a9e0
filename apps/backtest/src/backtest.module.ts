import { Logger, Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { backtestProgress, type BacktestProgress } from '@tape/contracts';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import { BarStore, InstrumentStore, PersistenceModule } from '@tape/persistence';
import { SERVICE_CONFIG } from '@tape/service';
import { Piscina } from 'piscina';
import { DataSource } from 'typeorm';
import { BacktestController } from './backtest.controller.js';
import { BacktestRuns } from './backtest-runs.js';
import { BarUploads } from './bar-uploads.js';
import type { BacktestConfig } from './config.js';
import { ReferenceData } from './reference-data.js';
import { RunBars } from './run-bars.js';
import { RunKeeper } from './run-keeper.js';
import { RunTable } from './run-table.js';

function publishProgress(publisher: EventPublisher, progress: BacktestProgress): void {
  const origin = { timeMs: progress.atMs, correlationId: progress.backtestId };
  publisher.publish([publisher.outgoing(backtestProgress, progress, origin)]).catch((error: unknown) => {
    new Logger('backtest').warn(`progress of ${progress.backtestId} was not published: ${String(error)}`);
  });
}

/** Looks for what a dead process left behind when the service starts, and ends runs and threads with it. */
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #keeper: RunKeeper;
  readonly #pool: Piscina;
  readonly #leaseMs: number;

  constructor(keeper: RunKeeper, pool: Piscina, leaseMs: number) {
    this.#keeper = keeper;
    this.#pool = pool;
    this.#leaseMs = leaseMs;
  }

  onApplicationBootstrap(): void {
    this.#keeper.start(this.#leaseMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#keeper.stop();
    await this.#pool.destroy();
  }
}

@Module({
  imports: [MessagingModule.forService('backtest'), PersistenceModule.forService('backtest')],
  controllers: [BacktestController],
  providers: [
    {
      provide: Piscina,
      inject: [SERVICE_CONFIG],
      useFactory: (config: BacktestConfig) =>
        new Piscina({
          filename: new URL('./backtest.worker.js', import.meta.url).href,
          minThreads: 0,
          // Single runs keep their threads while a study is worked.
          maxThreads: config.BACKTEST_THREADS * 2,
          idleTimeout: 30_000,
        }),
    },
    {
      provide: RunTable,
      inject: [DataSource, SERVICE_CONFIG],
      useFactory: (database: DataSource, config: BacktestConfig) => new RunTable(database, config.BACKTEST_LEASE_MS),
    },
    { provide: BarUploads, inject: [DataSource], useFactory: (database: DataSource) => new BarUploads(database) },
    {
      provide: RunBars,
      inject: [DataSource, BarStore, InstrumentStore, BarUploads],
      useFactory: (database: DataSource, bars: BarStore, instruments: InstrumentStore, uploads: BarUploads) =>
        new RunBars(database, { bars, instruments, uploads }),
    },
    {
      provide: BacktestRuns,
      inject: [RunTable, Piscina, EventPublisher, SERVICE_CONFIG],
      useFactory: (table: RunTable, pool: Piscina, publisher: EventPublisher, config: BacktestConfig) =>
        new BacktestRuns(table, pool, (progress) => publishProgress(publisher, progress), {
          threads: config.BACKTEST_THREADS,
          waiting: config.BACKTEST_QUEUE,
        }),
    },
    {
      provide: RunKeeper,
      inject: [RunTable, BacktestRuns, BarUploads, EventPublisher],
      useFactory: (table: RunTable, runs: BacktestRuns, uploads: BarUploads, publisher: EventPublisher) =>
        new RunKeeper(table, runs, uploads, {
          tell: (progress) => publishProgress(publisher, progress),
          warn: (message) => new Logger('backtest').warn(message),
        }),
    },
    {
      provide: ReferenceData,
      inject: [DataSource],
      useFactory: (database: DataSource) => new ReferenceData(database),
    },
    {
      provide: Lifecycle,
      inject: [RunKeeper, Piscina, SERVICE_CONFIG],
      useFactory: (keeper: RunKeeper, pool: Piscina, config: BacktestConfig) =>
        new Lifecycle(keeper, pool, config.BACKTEST_LEASE_MS),
    },
  ],
})
export class BacktestModule {}
