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
import { HttpEngine } from './engine/http.engine.js';
import { ExperimentIntake } from './intake/experiment-intake.repository.js';
import { OwnSignalsHandler } from './intake/own-signals.handler.js';
import { MarketView } from './market/market-view.js';
import { OutcomeLoop } from './outcome/outcome-loop.js';
import { OutcomeStore } from './outcome/outcome-store.repository.js';
import { PolicyBook } from './policy/policy-book.repository.js';
import { ExperimentStore } from './worker/experiment-store.repository.js';
import { LoopLifecycle } from './worker/loop-lifecycle.js';
import type { EngineB } from './worker/planned-outcomes.js';
import { PlanningLoop } from './worker/planning-loop.js';

/** Connections that are open and know their statements before the service takes work. */
const WARM_CONNECTIONS = 4;

function engineBOf(config: ExperimentConfig, logger: Logger): EngineB | undefined {
  const { ENGINE_B_URL: url, ENGINE_B_TIMEOUT_MS: timeoutMs } = config;
  if (url === undefined) return undefined;
  const outside = new HttpEngine({ url: new URL(url), timeoutMs, logger });
  return (frozen) => outside.answering(frozen);
}

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
    useFactory: async (database: DataSource) => {
      const intake = new ExperimentIntake(database);
      await intake.warmUp(WARM_CONNECTIONS);
      return intake;
    },
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
        engineB: engineBOf(config, logger),
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
