import { Logger, Module, type OnApplicationShutdown } from '@nestjs/common';
import { backtestProgress, type BacktestProgress } from '@tape/contracts';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import { PersistenceModule } from '@tape/persistence';
import { SERVICE_CONFIG } from '@tape/service';
import { Piscina } from 'piscina';
import { DataSource } from 'typeorm';
import { BacktestController } from './backtest.controller.js';
import { BacktestRuns } from './backtest-runs.js';
import type { BacktestConfig } from './config.js';
import { ReferenceData } from './reference-data.js';

function publishProgress(publisher: EventPublisher, progress: BacktestProgress): void {
  const origin = { timeMs: progress.atMs, correlationId: progress.backtestId };
  publisher.publish([publisher.outgoing(backtestProgress, progress, origin)]).catch((error: unknown) => {
    new Logger('backtest').warn(`progress of ${progress.backtestId} was not published: ${String(error)}`);
  });
}

/** Ends the worker threads with the service. */
class PoolCloser implements OnApplicationShutdown {
  readonly #pool: Piscina;

  constructor(pool: Piscina) {
    this.#pool = pool;
  }

  async onApplicationShutdown(): Promise<void> {
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
          maxThreads: config.BACKTEST_THREADS,
          idleTimeout: 30_000,
        }),
    },
    {
      provide: BacktestRuns,
      inject: [DataSource, Piscina, EventPublisher],
      useFactory: (database: DataSource, pool: Piscina, publisher: EventPublisher) =>
        new BacktestRuns(database, pool, (progress) => publishProgress(publisher, progress)),
    },
    {
      provide: ReferenceData,
      inject: [DataSource],
      useFactory: (database: DataSource) => new ReferenceData(database),
    },
    { provide: PoolCloser, inject: [Piscina], useFactory: (pool: Piscina) => new PoolCloser(pool) },
  ],
})
export class BacktestModule {}
