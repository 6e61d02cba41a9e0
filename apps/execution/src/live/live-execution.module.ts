import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { EventPublisher, MessagingModule } from '@tape/messaging';
import { InstrumentStore, Outbox, PersistenceModule, RateReader, type SeriesThrough } from '@tape/persistence';
import { BAR_RATE_DELAY_MS, CLASSIC_RISK } from '@tape/risk-rules';
import { type CoalescedWrites, PROGRESS_WRITES, Readiness, SERVICE_CONFIG, WatermarkModule } from '@tape/service';
import type { Broker } from '@tape/trading';
import { DataSource } from 'typeorm';
import { accountSnapshots } from '../account-snapshots.provider.js';
import { brokerOf } from '../broker/broker-of.js';
import type { ExecutionConfig } from '../config.js';
import { SignalClaims } from '../signal-claims.js';
import { SIGNAL_CLAIMS } from '../signal-claims.providers.js';
import { BrokerLine } from './broker-line.js';
import { DeskRounds } from './desk-rounds.js';
import { DifferenceRepository } from './difference.repository.js';
import { EntryGate } from './entry-gate.js';
import { LIVE_HANDLER_PARTS, LiveHandler, type LiveHandlerParts } from './live.handler.js';
import { LiveOrderRepository } from './live-order.repository.js';
import { LiveTrading } from './live-trading.js';
import { OperatorController } from './operator.controller.js';
import { OrderDesk } from './order-desk.js';
import { Reconciliation } from './reconciliation.js';
import { flattenAll, type ShutdownFlattenParts } from './shutdown-flatten.js';

/** Injection token of the one broker of this process. */
const BROKER = Symbol('BROKER');

/** Injection token of what leaving at the end needs. */
const FLATTEN = Symbol('FLATTEN');

const now = (): number => Date.now();

@Module({
  imports: [
    MessagingModule.forService('execution'),
    PersistenceModule.forService('execution'),
    WatermarkModule.forStage('execution', []),
  ],
  controllers: [LiveHandler, OperatorController],
  providers: [
    ...SIGNAL_CLAIMS,
    { provide: BROKER, inject: [SERVICE_CONFIG], useFactory: (config: ExecutionConfig) => brokerOf(config) },
    {
      provide: BrokerLine,
      inject: [BROKER],
      useFactory: (broker: Broker) => {
        const logger = new Logger('Broker');
        return new BrokerLine(broker, now, (state, reason) => logger.warn(`breaker ${state}: ${reason}`));
      },
    },
    {
      provide: LiveOrderRepository,
      inject: [BROKER],
      useFactory: (broker: Broker) => new LiveOrderRepository(broker.name),
    },
    {
      provide: DifferenceRepository,
      inject: [BROKER],
      useFactory: (broker: Broker) => new DifferenceRepository(broker.name),
    },
    {
      provide: OrderDesk,
      inject: [
        DataSource,
        LiveOrderRepository,
        InstrumentStore,
        Outbox,
        EventPublisher,
        BrokerLine,
        DifferenceRepository,
        BROKER,
        SERVICE_CONFIG,
      ],
      useFactory: (
        database: DataSource,
        orders: LiveOrderRepository,
        instruments: InstrumentStore,
        outbox: Outbox,
        publisher: EventPublisher,
        line: BrokerLine,
        differences: DifferenceRepository,
        broker: Broker,
        config: ExecutionConfig,
      ) =>
        new OrderDesk({
          database,
          orders,
          instruments,
          rates: new RateReader(database, BAR_RATE_DELAY_MS),
          outbox,
          publisher,
          line,
          gate: new EntryGate({
            differences,
            sellsShort: broker.sellsShort,
            oldestSignalMs: config.LIVE_SIGNAL_MAX_AGE_SECONDS * 1_000,
            nowMs: now,
          }),
          accountCurrency: CLASSIC_RISK.accountCurrency,
          nowMs: now,
          draw: Math.random,
          logger: new Logger(OrderDesk.name),
        }),
    },
    {
      provide: LiveTrading,
      inject: [DataSource, LiveOrderRepository, OrderDesk, Outbox],
      useFactory: (database: DataSource, orders: LiveOrderRepository, desk: OrderDesk, outbox: Outbox) =>
        new LiveTrading({ database, orders, desk, outbox, nowMs: now }),
    },
    {
      provide: Reconciliation,
      inject: [DataSource, LiveOrderRepository, DifferenceRepository, BrokerLine, LiveTrading],
      useFactory: (
        database: DataSource,
        orders: LiveOrderRepository,
        differences: DifferenceRepository,
        line: BrokerLine,
        trading: LiveTrading,
      ) =>
        new Reconciliation({
          database,
          orders,
          differences,
          line,
          adopt: (difference, note) => trading.adopt(difference, note),
          nowMs: now,
          logger: new Logger(Reconciliation.name),
        }),
    },
    {
      provide: DeskRounds,
      inject: [OrderDesk, Reconciliation, SERVICE_CONFIG],
      useFactory: (desk: OrderDesk, reconciliation: Reconciliation, config: ExecutionConfig) =>
        new DeskRounds({
          desk,
          reconciliation,
          roundEveryMs: config.BROKER_ROUND_MS,
          reconcileEveryMs: config.RECONCILE_SECONDS * 1_000,
          nowMs: now,
          sleep: (ms) => sleep(ms),
          logger: new Logger(DeskRounds.name),
        }),
    },
    {
      provide: FLATTEN,
      inject: [DataSource, LiveOrderRepository, OrderDesk, LiveTrading],
      useFactory: (
        database: DataSource,
        orders: LiveOrderRepository,
        desk: OrderDesk,
        trading: LiveTrading,
      ): ShutdownFlattenParts => ({
        database,
        orders,
        desk,
        trading,
        nowMs: now,
        sleep: (ms) => sleep(ms),
        logger: new Logger('Shutdown'),
      }),
    },
    accountSnapshots,
    {
      provide: LIVE_HANDLER_PARTS,
      inject: [LiveTrading, SignalClaims, EventPublisher, PROGRESS_WRITES],
      useFactory: (
        trading: LiveTrading,
        claims: SignalClaims,
        publisher: EventPublisher,
        progress: CoalescedWrites<SeriesThrough>,
      ): LiveHandlerParts => ({ trading, claims, publisher, progress }),
    },
  ],
})
export class LiveExecutionModule implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #desk: OrderDesk;
  readonly #rounds: DeskRounds;
  readonly #broker: Broker;
  readonly #flatten: ShutdownFlattenParts;
  readonly #config: ExecutionConfig;
  readonly #logger = new Logger('Broker');
  #unwatch: (() => void) | undefined;

  constructor(
    @Inject(OrderDesk) desk: OrderDesk,
    @Inject(DeskRounds) rounds: DeskRounds,
    @Inject(BROKER) broker: Broker,
    @Inject(FLATTEN) flatten: ShutdownFlattenParts,
    @Inject(SERVICE_CONFIG) config: ExecutionConfig,
    @Inject(Readiness) readiness: Readiness,
  ) {
    this.#desk = desk;
    this.#rounds = rounds;
    this.#broker = broker;
    this.#flatten = flatten;
    this.#config = config;
    readiness.onDrain(() => {
      this.#unwatch?.();
      void rounds.stop();
    });
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
    this.#unwatch = this.#broker.watch?.({
      heard: (clientOrderId) => {
        this.#desk.hear(clientOrderId).catch((error: unknown) => {
          this.#logger.warn(`news of order ${clientOrderId} waits for the next round: ${(error as Error).message}`);
        });
      },
      said: (state, reason) => this.#logger.log(`stream ${state}: ${reason}`),
    });
  }

  /** Runs when no message is being handled any more and the tables are still there. */
  async onModuleDestroy(): Promise<void> {
    await this.#rounds.stop();
    if (this.#config.FLATTEN_ON_SHUTDOWN) await flattenAll(this.#flatten, this.#config.FLATTEN_SECONDS * 1_000);
  }
}
