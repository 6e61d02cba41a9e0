import type { DataSource } from 'typeorm';

/** Any number; the same in every process that migrates. */
const MIGRATION_LOCK = 7_317_045_112;

/**
 * Brings the schema up to date and returns the names of the migrations that ran. Processes that start together take
 * turns: the first does the work, the others find nothing left to do.
 */
export async function runMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const guard = dataSource.createQueryRunner();
  await guard.connect();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const done = await dataSource.runMigrations({ transaction: 'all' });
    return done.map((migration) => migration.name);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
  }
}

/** Names of migrations this program knows and the database has not seen. A service does not start on an older schema. */
export async function pendingMigrations(dataSource: DataSource): Promise<readonly string[]> {
  const [table] = await dataSource.query<
    {
      present: boolean;
    }[]
  >(`select to_regclass('schema_migrations') is not null as present`);
  const known = dataSource.migrations.map((migration) => migration.name ?? migration.constructor.name);
  if (table?.present !== true) return known;
  const rows = await dataSource.query<{ name: string }[]>('select name from schema_migrations');
  const done = new Set(rows.map((row) => row.name));
  return known.filter((name) => !done.has(name));
}
