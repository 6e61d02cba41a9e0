import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { ENTITIES } from '../entity/entities.js';
import { MIGRATIONS } from '../migration/migrations.js';
import { DirectDataSource } from './direct-data-source.js';
import { PreparingClient } from './preparing-client.js';
import { SnakeCaseNaming } from './snake-case.naming.js';
import { valueParsers } from './value-parsers.js';

/** Where the database is and how it is used. */
export interface DatabaseOptions {
  /** postgres://user:password@host:port/database */
  readonly url: string;
  /** Shown by Postgres in pg_stat_activity. */
  readonly applicationName: string;
  /** Connections held at most. */
  readonly poolSize?: number;
  /** Told when an idle connection broke, by a restart of Postgres for example; the pool opens another when it needs one. */
  readonly onConnectionLost?: (error: Error) => void;
}

const DEFAULT_POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 5_000;

/** Entities, migrations and connection settings. The schema changes by migrations only, never by `synchronize`. */
export function dataSourceOptions({
  url,
  applicationName,
  poolSize,
  onConnectionLost,
}: DatabaseOptions): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    applicationName,
    poolSize: poolSize ?? DEFAULT_POOL_SIZE,
    connectTimeoutMS: CONNECT_TIMEOUT_MS,
    poolErrorHandler: (error: Error) => onConnectionLost?.(error),
    // The schema needs no extension, and creating one asks for rights a service should not have.
    installExtensions: false,
    extra: { Client: PreparingClient, types: valueParsers, keepAlive: true, idleTimeoutMillis: 30_000 },
    entities: [...ENTITIES],
    migrations: [...MIGRATIONS],
    migrationsTableName: 'schema_migrations',
    migrationsTransactionMode: 'all',
    namingStrategy: new SnakeCaseNaming(),
    synchronize: false,
    logging: false,
  };
}

/** How long a start waits for Postgres, which may be starting too. */
export interface Patience {
  readonly totalMs: number;
  readonly onRetry?: (error: Error) => void;
}

const RETRY_MS = 500;

/**
 * Connects, and waits for a Postgres that is not there yet.
 * @throws the last error when `patience.totalMs` has passed.
 */
export async function openDataSource(
  options: DatabaseOptions,
  patience: Patience = { totalMs: 0 },
): Promise<DataSource> {
  const deadline = Date.now() + patience.totalMs;
  for (;;) {
    const dataSource = new DirectDataSource(dataSourceOptions(options));
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (Date.now() + RETRY_MS > deadline) throw error;
      patience.onRetry?.(error as Error);
      await sleep(RETRY_MS);
    }
  }
}
