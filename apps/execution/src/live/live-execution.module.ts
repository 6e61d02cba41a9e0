import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventPublisher, MessagingModule, RpcClient } from '@tape/messaging';
import { InstrumentStore, Outbox, PersistenceModule, RateReader, type SeriesThrough } from '@tape/persistence';
import { BAR_RATE_DELAY_MS, CLASSIC_RISK } from '@tape/risk-rules';
import { type CoalescedWrites, PROGRESS_WRITES, Readiness, SERVICE_CONFIG, WatermarkModule } from '@tape/service';
import type { Broker } from '@tape/trading';
import { DataSource } from 'typeorm';
import { brokerOf } from '../broker/broker-of.js';
import type { ExecutionConfig } from '../config.js';
import { SignalClaims } from '../signal-claims.js';
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

/** Injection token of the one broker of this process. */
const BROKER = Symbol('BROKER');

const now = (): number => Date.now();

@Module({
  imports: [
    MessagingModule.forService('execution'),
    PersistenceModule.forService('execution'),
    WatermarkModule.forStage('execution', []),
  ],
  controllers: [LiveHandler, OperatorController],
  providers: [
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
      provide: LIVE_HANDLER_PARTS,
      inject: [LiveTrading, RpcClient, EventPublisher, PROGRESS_WRITES],
      useFactory: (
        trading: LiveTrading,
        rpc: RpcClient,
        publisher: EventPublisher,
        progress: CoalescedWrites<SeriesThrough>,
      ): LiveHandlerParts => ({ trading, claims: new SignalClaims(rpc, (ms) => sleep(ms)), publisher, progress }),
    },
  ],
})
export class LiveExecutionModule implements OnApplicationBootstrap {
  readonly #rounds: DeskRounds;

  constructor(@Inject(DeskRounds) rounds: DeskRounds, @Inject(Readiness) readiness: Readiness) {
    this.#rounds = rounds;
    readiness.onDrain(() => void rounds.stop());
  }

  onApplicationBootstrap(): void {
    this.#rounds.start();
  }
}
