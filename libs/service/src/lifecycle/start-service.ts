import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { type DynamicModule, type INestApplication, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { BrokerConnection, EventPublisher, JetStreamStrategy } from '@tape/messaging';
import {
  createLogger,
  type Logger,
  NestLogger,
  startMetrics,
  startTracing,
  type StopTracing,
  trackStages,
} from '@tape/observability';
import { Outbox, OutboxRelay } from '@tape/persistence';
import { DataSource } from 'typeorm';
import type { z } from 'zod';
import { type Cache, NO_CACHE } from '../cache/cache.js';
import { RedisCache } from '../cache/redis-cache.js';
import type { BaseConfig } from '../config/base-config.js';
import { type Environment, loadConfig } from '../config/load-config.js';
import { Readiness } from '../health/readiness.js';
import { Announcements } from './announcements.js';
import { ServiceModule } from './service.module.js';

type ApplicationModule = Type | DynamicModule;

/** What makes one service different from the others. */
export interface ServiceOptions<Config extends BaseConfig> {
  /** As in subjects, metrics and logs: "detection". */
  readonly name: string;
  /** Imports `MessagingModule.forService(name)` and `PersistenceModule.forService(name)`; by settings where modes differ. */
  readonly module: ApplicationModule | { readonly forConfig: (config: Config) => ApplicationModule };
  /** `baseConfig`, extended with what the service reads besides. */
  readonly configSchema: z.ZodType<Config>;
  /** Called on the finished application before it listens: global prefix, WebSocket adapter, OpenAPI, static files. */
  readonly configure?: (app: INestApplication, config: Config) => Promise<void> | void;
}

/** A service that takes work. */
export interface StartedService {
  readonly app: INestApplication;
  readonly logger: Logger;
  readonly url: string;
  readonly parts: ServiceLifecycle;
}

/** What has to be stopped, in the order of {@link stopService}. */
export interface ServiceLifecycle {
  readonly readiness: Readiness;
  readonly strategy: JetStreamStrategy;
  readonly relay: OutboxRelay;
  readonly announcements: Announcements;
  readonly cache: Cache;
  readonly stopTracing: StopTracing;
}

/**
 * Brings a service up: settings, log, traces, application, handlers, outbox relay, HTTP, announcement.
 * @throws ConfigurationError before anything is started; later errors leave nothing listening.
 */
export async function startService<Config extends BaseConfig>(
  { name, module, configSchema, configure }: ServiceOptions<Config>,
  environment: Environment = process.env,
): Promise<StartedService> {
  const config = loadConfig(configSchema, environment);
  const logger = createLogger({ service: name, level: config.LOG_LEVEL });
  const stopTracing = await startTracing(name, config.OTEL_EXPORTER_OTLP_ENDPOINT);
  startMetrics(name);
  trackStages({
    enabled: config.ENABLE_PERFORMANCE_TRACKING,
    alertThresholdMs: config.PERFORMANCE_ALERT_THRESHOLD_MS,
    onSlow: (stage, tookMs) => logger.warn({ stage, tookMs: Math.round(tookMs) }, 'a pipeline stage took too long'),
  });
  const cache = config.REDIS_URL === undefined ? NO_CACHE : new RedisCache(config.REDIS_URL, logger);
  const readiness = new Readiness();
  const application = 'forConfig' in module ? module.forConfig(config) : module;
  const root = ServiceModule.around({ config, logger, cache, readiness, application });
  const app = await NestFactory.create(root, {
    logger: new NestLogger(logger),
    abortOnError: false,
    forceCloseConnections: true,
  });
  try {
    const parts = { readiness, cache, stopTracing, ...workersOf(name, app, config, logger) };
    requireServers(readiness, app);
    await configure?.(app, config);
    app.connectMicroservice({ strategy: parts.strategy });
    parts.relay.start();
    await app.startAllMicroservices();
    await app.listen(config.HTTP_PORT, config.HTTP_HOST);
    const url = urlOf(app);
    logger.info({ url, partitions: config.TAPE_PARTITIONS }, `${name} takes work`);
    await parts.announcements.started(`takes work, health on ${url}`);
    return { app, logger, url, parts };
  } catch (error) {
    await app.close();
    throw error;
  }
}

/** What the application's module has made, found wherever in it that was. */
function workersOf(name: string, app: INestApplication, config: BaseConfig, logger: Logger) {
  const publisher = app.get(EventPublisher, { strict: false });
  const outbox = app.get(Outbox, { strict: false });
  return {
    strategy: app.get(JetStreamStrategy, { strict: false }),
    relay: new OutboxRelay({ url: config.DATABASE_URL, outbox, sink: publisher, logger }),
    announcements: new Announcements(name, publisher, logger),
  };
}

function requireServers(readiness: Readiness, app: INestApplication): void {
  const database = app.get(DataSource, { strict: false });
  const broker = app.get(BrokerConnection, { strict: false });
  readiness.need('postgres', async () => {
    await database.query('select 1');
  });
  readiness.need('nats', async () => {
    if (!broker.connected) throw new Error('not connected');
    await broker.nats.flush();
  });
}

function urlOf(app: INestApplication): string {
  const { address, family, port } = (app.getHttpServer() as Server).address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
