import { createLogger, describeError } from '@tape/observability';
import { openDataSource } from './database/data-source.js';
import { runMigrations } from './migration/run-migrations.js';

const WAIT_FOR_POSTGRES_MS = 30_000;
const logger = createLogger({ service: 'migrate' });

/** `npm run migrate`: brings the schema of DATABASE_URL up to date; exit code 1 when it could not. */
async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (url === undefined || url === '') {
    throw new Error(
      `DATABASE_URL: value '' must be the URL of a Postgres database, like postgres://user:password@host/db`,
    );
  }
  const dataSource = await openDataSource(
    { url, applicationName: 'tape-migrate', poolSize: 2 },
    {
      totalMs: WAIT_FOR_POSTGRES_MS,
      onRetry: (error) => logger.warn({ error: describeError(error) }, 'waiting for Postgres'),
    },
  );
  try {
    const names = await runMigrations(dataSource);
    logger.info(
      { migrations: names },
      names.length === 0 ? 'the schema is up to date' : 'the schema was brought up to date',
    );
  } finally {
    await dataSource.destroy();
  }
}

try {
  await main();
} catch (error) {
  logger.fatal({ error }, 'migration failed');
  process.exitCode = 1;
}
