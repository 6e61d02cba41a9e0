import { MIGRATIONS } from '../src/migration/migrations.js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDataSource, pendingMigrations, runMigrations } from '@tape/persistence';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';

const TABLES = [
  [
    'account_snapshots',
    'analyzer_snapshots',
    'api_keys',
    'audit_log',
    'backtest_uploads',
    'backtests',
    'bars',
    'broker_differences',
    'calendar_coverage',
    'campaigns',
  ],
  [
    'custom_events',
    'earnings_dates',
    'economic_events',
    'emergency_exits',
    'entry_plans',
    'execution_policies',
    'experiments',
    'explained_holdings',
  ],
  ['fills', 'forex_rates', 'idempotency_keys', 'inbox'],
  [
    'instruments',
    'login_attempts',
    'market_contexts',
    'notification_deliveries',
    'notifications',
    'operator_actions',
    'orders',
    'outbox',
    'patterns',
    'phases',
    'portfolios',
  ],
  ['positions', 'push_subscriptions', 'ranges', 'refresh_tokens', 'rejected_signals'],
  [
    'reservations',
    'risk_assessments',
    'series_progress',
    'sessions',
    'shadow_outcomes',
    'signal_status_history',
    'signals',
    'strategies',
    'strategy_account',
    'strategy_instances',
    'strategy_series',
  ],
  ['trade_outcomes', 'trading_restrictions', 'users', 'validation_results'],
  ['watchlist'],
].flat();

let servers: TestServers;
let dataSource: DataSource;

beforeAll(async () => {
  servers = await testServers();
  dataSource = await openDataSource({ url: servers.databaseUrl, applicationName: 'schema-test' });
  await runMigrations(dataSource);
}, 120_000);

afterAll(async () => {
  await dataSource?.destroy();
  await servers?.stop();
});

async function tables(database: DataSource): Promise<string[]> {
  const rows = await database.query<{ name: string }[]>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by 1`,
  );
  return rows.map((row) => row.name);
}

describe('migrations', () => {
  it('build every table from an empty database, say what is pending, and do nothing the second time', async () => {
    const url = await servers.createDatabase();
    const database = await openDataSource({ url, applicationName: 'empty', poolSize: 2 });
    expect(await pendingMigrations(database)).toHaveLength(MIGRATIONS.length);
    expect(await runMigrations(database)).toHaveLength(MIGRATIONS.length);
    expect(await pendingMigrations(database)).toEqual([]);
    expect(await runMigrations(database)).toEqual([]);
    expect(await tables(database)).toEqual(TABLES);
    await database.destroy();
  });

  it('leave nothing for TypeORM to change: entities and migrations describe the same schema', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('run once when several processes start together', async () => {
    const url = await servers.createDatabase();
    const replicas = await Promise.all(
      [1, 2, 3].map((n) => openDataSource({ url, applicationName: `replica-${n}`, poolSize: 2 })),
    );
    const ran = await Promise.all(replicas.map((replica) => runMigrations(replica)));
    expect(ran.filter((names) => names.length > 0)).toHaveLength(1);
    expect(ran.flat()).toHaveLength(MIGRATIONS.length);
    for (const replica of replicas) await replica.destroy();
  });

  it('can be taken back to an empty database', async () => {
    const url = await servers.createDatabase();
    const database = await openDataSource({ url, applicationName: 'undo', poolSize: 2 });
    await runMigrations(database);
    for (let left = MIGRATIONS.length; left > 0; left -= 1) await database.undoLastMigration();
    expect(await tables(database)).toEqual([]);
    await database.destroy();
  });
});

describe('values', () => {
  it('come back exact: money as text, int8 as number, a date as the day it is, time in milliseconds', async () => {
    const [row] = await dataSource.query<unknown[]>(
      `select 0.10000000000000000001::numeric as money, 9007199254740991::int8 as big, '2026-03-29'::date as day,
              '2026-11-20T10:00:00.123Z'::timestamptz as time`,
    );
    expect(row).toEqual({
      money: '0.10000000000000000001',
      big: 9_007_199_254_740_991,
      day: '2026-03-29',
      time: new Date('2026-11-20T10:00:00.123Z'),
    });
  });

  it('refuse an integer that would not be exact', async () => {
    await expect(dataSource.query('select 9007199254740993::int8')).rejects.toThrow('too large to be read exactly');
  });
});
