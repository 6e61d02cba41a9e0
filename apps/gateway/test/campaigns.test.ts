import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { AUTHORIZED, get, migratedDatabase, startGateway, stopGateways } from './gateway-under-test.js';
import { sampleSignal } from './sample-signal.js';
import { storeBars, storeSignal } from './stored-rows.js';

let servers: TestServers;
let database: DataSource;
let url: string;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storePair('EURJPY');
  await storePair('EURSEK');
  // Forty bars are stored, and the guards have come to the eleventh, which closes at 111.5.
  await database.query(
    `insert into series_progress (stage, symbol, timeframe, through)
     values ('guard', 'EURJPY', '1d', '2024-01-11T00:00Z'), ('guard', 'EURSEK', '1d', '2024-01-11T00:00Z')`,
  );
  await database.query(
    `insert into forex_rates values ('JPY', 'USD', '2024-01-05T00:00Z', 0.008), ('JPY', 'USD', '2024-01-08T00:00Z', 0.009)`,
  );
  ({ url } = await startGateway(servers));
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

/** A pair with bars, and half a lot of it bought at 110 on the sixth of January, guarded at 105. */
async function storePair(symbol: string): Promise<void> {
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ($1, 'FOREX', 0.001, 0.01, 'LOTS', 100000, 'TICK', false)`,
    [symbol],
  );
  await storeBars(database, symbol, 40);
  await storeSignal(database, sampleSignal(0, symbol), 'FILLED');
  await database.query(
    `insert into campaigns (id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, reason)
     values ($1, $2, '1d', 'LONG', $1, 'ACTIVE', 'SPRING_LOW', 105, '2024-01-05', 'spring-opened')`,
    [`${symbol}-2024-01-01`, symbol],
  );
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, opened_at, updated_at)
     values ($1, $2, $3, $4, '1d', 'LONG', 0.5, 0.5, 110, 105, '[]', '{"kind":"SPRING_LOW","price":"105"}', 800,
             '2024-01-06', '2024-01-06')`,
    [`pos_${symbol}`, `sig_${symbol}_0`, `${symbol}-2024-01-01`, symbol],
  );
}

describe('a campaign in a cross', () => {
  it('is worth what risk marks it at: the newest guarded close, at the rate of its opening', async () => {
    const { body } = await get(`${url}/api/v1/campaigns/EURJPY-2024-01-01`);
    // 50 000 euro have gained 1.50 yen each, and a yen was worth 0.008 dollars when they were bought.
    expect(body).toMatchObject({
      metrics: { health: 'WINNING', unrealised_pnl: '600', unrealised_r: '0.75', guard_distance_percent: '5.83' },
    });
  });

  it('counts nothing where nobody knows the rate', async () => {
    const { body } = await get(`${url}/api/v1/campaigns/EURSEK-2024-01-01`);
    expect(body).toMatchObject({ metrics: { unrealised_pnl: '0', guard_distance_percent: '5.83' } });
  });
});

describe('decimals', () => {
  it('leave as text with all that is stored of them, up to eight places', async () => {
    await database.query(
      `insert into portfolios (id, initial_equity, trading_state, state_revision, peak_equity, trading_day, day_start_equity, equity)
       values ('main', 100000, 'ACTIVE', 0, 100000, '2024-01-11', 100000, 100000)`,
    );
    await database.query(
      `insert into reservations (id, portfolio_id, pattern_id, campaign_id, symbol, timeframe, direction, pattern, quantity,
                                 entry, stop, risk_amount, notional, status, bar_time, expires_at)
       values ('rsv_1', 'main', 'p', 'EURJPY-2024-01-01', 'EURJPY', '1d', 'LONG', 'LPS', 406504065.04065, 0.00004321,
               0.00000001, 123456789.12345678, 17565.04065041, 'HELD', now(), now())`,
    );
    const answer = await fetch(`${url}/api/v1/campaigns/EURJPY-2024-01-01`, { headers: AUTHORIZED });
    const body = await answer.text();
    expect(body).toContain('"quantity":"406504065.04065","entry":"0.00004321","stop":"0.00000001"');
    expect(body).toContain('"risk_amount":"123456789.12345678"');
    // Held and what the open position risks.
    expect(JSON.parse(body)).toMatchObject({ metrics: { risk_used: '123457589.12345678' } });
  });
});
