import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { InstrumentStore, openDataSource, RateReader, runMigrations } from '@tape/persistence';
import { BAR_RATE_DELAY_MS } from '@tape/risk-rules';
import { type TestServers, testServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { AccountSnapshots } from '../src/account-snapshots.js';

const MINUTE_MS = 60_000;
const AT = Date.parse('2024-03-01T12:00:30Z');

let servers: TestServers;
let database: DataSource;

beforeAll(async () => {
  servers = await testServers();
  database = await openDataSource({ url: servers.databaseUrl, applicationName: 'execution-test' });
  await runMigrations(database);
}, 120_000);

afterAll(async () => {
  await database?.destroy();
  await servers?.stop();
});

const take = (nowMs: number): Promise<void> =>
  new AccountSnapshots({
    sql: database,
    instruments: new InstrumentStore(database),
    rates: new RateReader(database, BAR_RATE_DELAY_MS),
    everyMs: MINUTE_MS,
    nowMs: () => nowMs,
  }).take();

const kept = (): Promise<unknown[]> =>
  database.query(
    `select at, trim_scale(equity)::text as equity, trim_scale(realised_pnl)::text as realised,
            trim_scale(unrealised_pnl)::text as unrealised, trim_scale(fees)::text as fees, open_positions as open
     from account_snapshots order by at`,
  );

it('keeps what the account is worth once an interval, and nothing where there is no account', async () => {
  await take(AT);
  expect(await kept()).toEqual([]);
  await database.query(
    `insert into portfolios (id, initial_equity, peak_equity, equity) values ('main', 100000, 100000, 100000)`,
  );
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source)
     values ('ACME', 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED')`,
  );
  const row = `'c', 'ACME', '1d', 'LONG'`;
  const rest = `'[]', '{"kind":"SPRING_LOW","price":"1"}', 500`;
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, realised_pnl, fees, opened_at, closed_at, updated_at)
     values ('p1', 's1', ${row}, 0, 100, 100, 95, ${rest}, 250.5, 2, now(), now(), now()),
            ('p2', 's2', ${row}, 50, 100, 100, 95, ${rest}, -1.25, 1.25, now(), null, now())`,
  );
  await take(AT);
  // Without a bar the position counts at its entry.
  const first = { at: new Date('2024-03-01T12:00Z'), realised: '249.25', fees: '3.25', open: 1 };
  expect(await kept()).toEqual([{ ...first, equity: '100249.25', unrealised: '0' }]);
  await database.query(`select ensure_bar_partitions('2024-03-01', '2024-03-01')`);
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     values ('ACME', '1d', '2024-03-01T00:00Z', 100, 104, 99, 103.5, 1000, 'FEED')`,
  );
  await take(AT + 10_000);
  const marked = { ...first, equity: '100424.25', unrealised: '175' };
  expect(await kept()).toEqual([marked]);
  await take(AT + MINUTE_MS);
  expect(await kept()).toEqual([marked, { ...marked, at: new Date('2024-03-01T12:01Z') }]);
});
