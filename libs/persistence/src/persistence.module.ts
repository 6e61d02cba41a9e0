import { type DynamicModule, Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { BarStore } from './bar/bar-store.js';
import { type DatabaseOptions, dataSourceOptions, openDataSource } from './database/data-source.js';
import { Inbox } from './inbox/inbox.js';
import { InboxPruning } from './inbox/inbox-pruning.js';
import { InstrumentStore } from './instrument/instrument-store.js';
import { pendingMigrations } from './migration/run-migrations.js';
import { Outbox } from './outbox/outbox.js';
import { SeriesProgress } from './progress/series-progress.js';

/** How long the start of a service waits for Postgres, which may be starting too. */
const START_PATIENCE_MS = 30_000;

export interface PersistenceOptions extends Partial<Pick<DatabaseOptions, 'poolSize' | 'onConnectionLost'>> {
  /** Default: DATABASE_URL of the environment. */
  readonly url?: string;
}

/** The schema of the database is older than the program. */
export class SchemaBehind extends Error {
  override readonly name = 'SchemaBehind';

  constructor(pending: readonly string[]) {
    super(`the database lacks the migrations ${pending.join(', ')}: run "npm run migrate" first`);
  }
}

/**
 * Provides `DataSource`, `Outbox`, `Inbox`, `SeriesProgress`, `BarStore` and `InstrumentStore` to the whole application. Waits for a
 * Postgres that is starting; refuses to start on a schema older than the program.
 */
@Global()
@Module({})
export class PersistenceModule {
  static forService(service: string, options: PersistenceOptions = {}): DynamicModule {
    return {
      module: PersistenceModule,
      imports: [
        TypeOrmModule.forRootAsync({
          // Waiting for Postgres is done below, once: what else fails would only fail again.
          useFactory: () => ({ ...dataSourceOptions(databaseOf(service, options)), retryAttempts: 0 }),
          dataSourceFactory: async () => await openChecked(databaseOf(service, options)),
        }),
      ],
      providers: [
        { provide: Outbox, useFactory: () => new Outbox(service) },
        { provide: Inbox, useFactory: () => new Inbox() },
        {
          provide: InboxPruning,
          inject: [Inbox, DataSource],
          useFactory: (inbox: Inbox, dataSource: DataSource) => new InboxPruning(inbox, dataSource),
        },
        { provide: SeriesProgress, useFactory: () => new SeriesProgress() },
        { provide: BarStore, inject: [DataSource], useFactory: (dataSource: DataSource) => new BarStore(dataSource) },
        {
          provide: InstrumentStore,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) => new InstrumentStore(dataSource),
        },
      ],
      exports: [TypeOrmModule, Outbox, Inbox, SeriesProgress, BarStore, InstrumentStore],
    };
  }
}

function databaseOf(service: string, { url = process.env.DATABASE_URL, ...rest }: PersistenceOptions): DatabaseOptions {
  if (url === undefined || url === '') {
    throw new Error(
      `DATABASE_URL: value '' must be the URL of a Postgres database, like postgres://user:password@host/db`,
    );
  }
  return { ...rest, url, applicationName: `tape-${service}` };
}

async function openChecked(database: DatabaseOptions): Promise<DataSource> {
  const dataSource = await openDataSource(database, { totalMs: START_PATIENCE_MS });
  const pending = await pendingMigrations(dataSource);
  if (pending.length === 0) return dataSource;
  await dataSource.destroy();
  throw new SchemaBehind(pending);
}
