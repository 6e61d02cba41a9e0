import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Module, type Provider } from '@nestjs/common';
import { MessagingModule } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import { BarStore, InstrumentStore, PersistenceModule, RateReader } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { LOGGER, Readiness, SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import type { ExperimentConfig } from './config.js';
import { ExperimentDeskController } from './experiment-desk.controller.js';
import { ExperimentIntake } from './intake/experiment-intake.repository.js';
import { OwnSignalsHandler } from './intake/own-signals.handler.js';
import { MarketView } from './market/market-view.js';
import { OutcomeLoop } from './outcome/outcome-loop.js';
import { OutcomeStore } from './outcome/outcome-store.repository.js';
import { PolicyBook } from './policy/policy-book.repository.js';
import { ExperimentStore } from './worker/experiment-store.repository.js';
import { LoopLifecycle } from './worker/loop-lifecycle.js';
import { PlanningLoop } from './worker/planning-loop.js';

const STORES: Provider[] = [
  {
    provide: PolicyBook,
    inject: [DataSource, SERVICE_CONFIG, LOGGER],
    useFactory: async (database: DataSource, config: ExperimentConfig, logger: Logger) => {
      const policies = new PolicyBook(database);
      const version = config.POLICY_VERSION;
      if (await policies.adopt(version, config.SPLIT_PERCENTAGE))
        logger.info({ version }, 'a policy was made of the settings');
      return policies;
    },
  },
  {
    provide: ExperimentIntake,
    inject: [DataSource],
    useFactory: (database: DataSource) => new ExperimentIntake(database),
  },
  {
    provide: MarketView,
    inject: [DataSource, InstrumentStore, BarStore],
    useFactory: (database: DataSource, instruments: InstrumentStore, bars: BarStore) =>
      new MarketView(instruments, bars, new RateReader(database, BAR_RATE_DELAY_MS)),
  },
];

const WORKERS: Provider[] = [
  {
    provide: PlanningLoop,
    inject: [DataSource, MarketView, LOGGER, SERVICE_CONFIG],
    useFactory: (database: DataSource, market: MarketView, logger: Logger, config: ExperimentConfig) =>
      new PlanningLoop({
        store: new ExperimentStore(database),
        market,
        logger,
        options: {
          worker: `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`,
          pollMs: config.SIGNAL_POLL_INTERVAL_MS,
          backoffMs: config.WORKER_BACKOFF_MS,
          batch: config.MAX_SIGNALS_PER_BATCH,
          leaseMs: config.EXPERIMENT_LEASE_MS,
        },
      }),
  },
  {
    provide: OutcomeLoop,
    inject: [DataSource, BarStore, InstrumentStore, MarketView, LOGGER, SERVICE_CONFIG],
    useFactory: (
      database: DataSource,
      bars: BarStore,
      instruments: InstrumentStore,
      market: MarketView,
      logger: Logger,
      config: ExperimentConfig,
    ) => {
      const options = { pollMs: config.SIGNAL_POLL_INTERVAL_MS, backoffMs: config.WORKER_BACKOFF_MS };
      return new OutcomeLoop({ database, outcomes: new OutcomeStore(), bars, instruments, market, logger, options });
    },
  },
  {
    provide: LoopLifecycle,
    inject: [PlanningLoop, OutcomeLoop, Readiness],
    useFactory: (planning: PlanningLoop, outcomes: OutcomeLoop, readiness: Readiness) =>
      new LoopLifecycle([planning, outcomes], readiness),
  },
];

/** Two engines on the same signals, and what came of them. */
@Module({
  imports: [MessagingModule.forService('experiment'), PersistenceModule.forService('experiment')],
  controllers: [OwnSignalsHandler, ExperimentDeskController],
  providers: [...STORES, ...WORKERS],
})
export class ExperimentModule {}
