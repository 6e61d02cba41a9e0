import { Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost } from '@nestjs/core';
import { ThrottlerGuard, ThrottlerModule } from '@nestjs/throttler';
import { BrokerConnection, MessagingModule, RpcClient } from '@tape/messaging';
import { BarStore, InstrumentStore, PersistenceModule } from '@tape/persistence';
import { SERVICE_CONFIG } from '@tape/service';
import { DataSource } from 'typeorm';
import { AUTH, ROLE_GUARD } from './auth/auth.providers.js';
import { Authenticator } from './auth/authenticator.js';
import type { GatewayConfig } from './config.js';
import { BacktestStart } from './backtest/backtest-start.js';
import { AuditLog } from './database/audit-log.js';
import { KnownSymbols } from './database/known-symbols.js';
import { SQL, sqlOf, type Sql } from './database/sql.js';
import { DeadLetterBox } from './dead-letter/dead-letter-box.js';
import { BarFeed } from './feed/bar-feed.js';
import { FeedHub } from './feed/feed-hub.js';
import { FeedLifecycle, feedSourceOf } from './feed/feed-lifecycle.js';
import { FeedServer } from './feed/feed-server.js';
import { NATS_STATE, type NatsState } from './feed/nats-state.js';
import { ServiceHealth } from './health/service-health.js';
import { AuditInterceptor } from './http/audit.interceptor.js';
import { IdempotencyInterceptor } from './http/idempotency.interceptor.js';
import { IdempotencyKeys } from './http/idempotency-keys.js';
import { ProblemFilter } from './http/problem.filter.js';
import { ServiceCalls } from './http/rpc.js';
import { ManualDesk } from './manual/manual-desk.js';
import { OperatorActions } from './manual/operator-actions.js';
import { DecisionLatency } from './orchestrator/decision-latency.js';
import { DecisionWatch } from './orchestrator/decision-watch.js';
import { ROUTES } from './routes.js';
import { WebhookGate } from './webhook/webhook-gate.js';
import { DESIRED, DESIRED_BUCKET } from './watchlist/desired-state.js';
import { DesiredBucket } from './watchlist/desired-bucket.js';

const A_MINUTE_MS = 60_000;

const STORES: Provider[] = [
  { provide: SQL, inject: [DataSource], useFactory: (dataSource: DataSource) => sqlOf(dataSource) },
  { provide: KnownSymbols, inject: [SQL], useFactory: (sql: Sql) => new KnownSymbols(sql) },
  { provide: AuditLog, inject: [SQL], useFactory: (sql: Sql) => new AuditLog(sql) },
];

const SERVICES: Provider[] = [
  { provide: ServiceCalls, inject: [RpcClient], useFactory: (rpc: RpcClient) => new ServiceCalls(rpc) },
  {
    provide: BacktestStart,
    inject: [KnownSymbols, ServiceCalls, AuditLog],
    useFactory: (symbols: KnownSymbols, services: ServiceCalls, audit: AuditLog) =>
      new BacktestStart(symbols, services, audit),
  },
  {
    provide: ServiceHealth,
    inject: [SERVICE_CONFIG],
    useFactory: (config: GatewayConfig) => new ServiceHealth(config.SERVICE_URLS),
  },
  {
    provide: DeadLetterBox,
    inject: [BrokerConnection],
    useFactory: (broker: BrokerConnection) => new DeadLetterBox(broker.nats),
  },
  { provide: DecisionLatency, useFactory: () => new DecisionLatency() },
  {
    provide: DecisionWatch,
    inject: [BrokerConnection, DecisionLatency],
    useFactory: (broker: BrokerConnection, latency: DecisionLatency) => new DecisionWatch(broker.nats, latency),
  },
  {
    provide: NATS_STATE,
    inject: [BrokerConnection],
    useFactory: (broker: BrokerConnection): NatsState => ({ connected: () => broker.connected }),
  },
  {
    provide: DESIRED,
    inject: [BrokerConnection],
    useFactory: (broker: BrokerConnection) => new DesiredBucket(DESIRED_BUCKET, broker.nats),
  },
];

const HANDS: Provider[] = [
  {
    provide: OperatorActions,
    inject: [SQL, AuditLog],
    useFactory: (sql: Sql, audit: AuditLog) => new OperatorActions(sql, audit),
  },
  {
    provide: ManualDesk,
    inject: [SQL, OperatorActions, ServiceCalls, InstrumentStore, BarStore],
    useFactory: (
      sql: Sql,
      actions: OperatorActions,
      services: ServiceCalls,
      instruments: InstrumentStore,
      bars: BarStore,
    ) => new ManualDesk({ sql, actions, services, instruments, bars }),
  },
];

const FEED: Provider[] = [
  {
    provide: FeedHub,
    inject: [BrokerConnection],
    useFactory: (broker: BrokerConnection) => new FeedHub(feedSourceOf(broker.nats)),
  },
  { provide: BarFeed, inject: [FeedHub], useFactory: (hub: FeedHub) => new BarFeed(hub) },
  {
    provide: FeedServer,
    inject: [FeedHub, Authenticator, SERVICE_CONFIG],
    useFactory: (hub: FeedHub, authenticator: Authenticator, config: GatewayConfig) =>
      new FeedServer(hub, authenticator, {
        onlyOwnNames: config.TAPE_LOOPBACK_ROLE !== undefined,
        allowedHosts: config.ALLOWED_HOSTS,
        allowedOrigins: config.CORS_ORIGINS,
        maxClients: config.WS_MAX_CLIENTS,
        maxBufferedBytes: config.WS_MAX_BUFFERED_BYTES,
      }),
  },
  {
    provide: FeedLifecycle,
    inject: [HttpAdapterHost, BrokerConnection, FeedHub, BarFeed, FeedServer],
    useFactory: (http: HttpAdapterHost, broker: BrokerConnection, hub: FeedHub, bars: BarFeed, server: FeedServer) =>
      new FeedLifecycle(http, broker.nats, hub, bars, server),
  },
];

const GUARDS: Provider[] = [
  { provide: APP_FILTER, useFactory: () => new ProblemFilter() },
  {
    provide: WebhookGate,
    inject: [SERVICE_CONFIG],
    useFactory: (config: GatewayConfig) => new WebhookGate(config.TRADINGVIEW_WEBHOOK_SECRET),
  },
  // Declared first, asked first: who floods is turned away before anything else is looked at.
  { provide: APP_GUARD, useClass: ThrottlerGuard },
  ROLE_GUARD,
  // Outermost first: an answer that is given again changes nothing, so it leaves no entry.
  {
    provide: APP_INTERCEPTOR,
    inject: [SQL],
    useFactory: (sql: Sql) => new IdempotencyInterceptor(new IdempotencyKeys(sql)),
  },
  { provide: APP_INTERCEPTOR, inject: [AuditLog], useFactory: (audit: AuditLog) => new AuditInterceptor(audit) },
];

/** The way in: REST, WebSocket and the page. Holds no rule of its own; asks the services and reads their tables. */
@Module({
  imports: [
    MessagingModule.forService('gateway'),
    PersistenceModule.forService('gateway'),
    ThrottlerModule.forRootAsync({
      inject: [SERVICE_CONFIG],
      useFactory: (config: GatewayConfig) => ({
        throttlers: [{ ttl: A_MINUTE_MS, limit: config.RATE_LIMIT_PER_MINUTE }],
      }),
    }),
  ],
  controllers: ROUTES,
  providers: [...STORES, ...AUTH, ...SERVICES, ...HANDS, ...FEED, ...GUARDS],
})
export class GatewayModule {}
