import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import { Ajv } from 'ajv';
import type { DataSource } from 'typeorm';
import { PORTFOLIO_SCHEMA } from '../src/trading/portfolio.schema.js';
import { get, migratedDatabase, startGateway, stopGateways } from './gateway-under-test.js';
import { sampleSignal } from './sample-signal.js';
import { storeBars, storeInstrument, storeSignal } from './stored-rows.js';

let servers: TestServers;
let database: DataSource;
let url: string;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  ({ url } = await startGateway(servers));
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

// `nullable` is OpenAPI 3.0's word and formats are for readers.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const conforms = ajv.compile(PORTFOLIO_SCHEMA);

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
async function portfolio(): Promise<any> {
  const { status, body } = await get(`${url}/api/v1/portfolio`);
  expect(status).toBe(200);
  conforms(body);
  expect(conforms.errors).toBeNull();
  return body;
}

async function storePosition(symbol: string, n: number, row: Record<string, string>): Promise<void> {
  await storeSignal(database, sampleSignal(n, symbol), 'FILLED');
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, opened_at, updated_at)
     values ($1, $2, $3, $4, '1d', $5, $6, $6, $7, $8, '[]', '{"kind":"SPRING_LOW","price":"1"}', 500, now(), now())`,
    [
      `pos_${symbol}_${n}`,
      `sig_${symbol}_${n}`,
      `${symbol}-2024-01-01`,
      symbol,
      row['direction'],
      row['quantity'],
      row['entry'],
      row['stop'],
    ],
  );
}

async function storeReservation(id: string, symbol: string, riskAmount: string): Promise<void> {
  await database.query(
    `insert into reservations (id, portfolio_id, pattern_id, campaign_id, symbol, timeframe, direction, pattern, sector,
                               quantity, entry, stop, risk_amount, notional, status, bar_time, expires_at)
     values ($1, 'main', $1, $2, $3, '1d', 'LONG', 'LPS', 'UNKNOWN', 100, 100, 95, $4, 10000, 'HELD', now(), now())`,
    [id, `${symbol}-2024-01-01`, symbol, riskAmount],
  );
}

describe('GET portfolio', () => {
  it('says that there is no account yet', async () => {
    // Row by row: the running gateway reads these tables, and a truncate would want them for itself alone.
    for (const table of ['positions', 'reservations', 'portfolios']) await database.query(`delete from ${table}`);
    expect(await portfolio()).toMatchObject({
      account: null,
      open_positions: 0,
      caps: [{ state: 'FULL', used: null }],
    });
  });

  it('shows every cap with what is used of it, what is held where, the day and the drawdown', async () => {
    await storeInstrument(database, 'AAPL');
    await storeInstrument(database, 'MSFT');
    await database.query(
      `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
       values ('USDJPY', 'FOREX', 0.001, 0.01, 'LOTS', 100000, 'TICK', false)`,
    );
    for (const symbol of ['AAPL', 'MSFT', 'USDJPY']) await storeBars(database, symbol, 40);
    // Only so far have the guards come: later bars are stored, but have not happened to the account.
    await database.query(
      `insert into series_progress (stage, symbol, timeframe, through)
       values ('guard', 'AAPL', '1d', '2024-01-11T00:00Z'), ('guard', 'USDJPY', '1d', '2024-01-11T00:00Z')`,
    );
    await database.query(
      `insert into portfolios (id, initial_equity, trading_state, state_revision, peak_equity, trading_day, day_start_equity,
                               equity, marked_at)
       values ('main', 100000, 'ACTIVE', 0, 104000, '2024-01-11', 101000, 98800, '2024-01-12T00:00Z')`,
    );
    await storePosition('AAPL', 0, { direction: 'LONG', quantity: '100', entry: '105', stop: '100' });
    await storePosition('USDJPY', 0, { direction: 'SHORT', quantity: '0.5', entry: '112', stop: '112.5' });
    await storeReservation('rsv_1', 'MSFT', '7400');
    // What has become a position is not counted twice while its reservation is not settled.
    await storeReservation('res_0', 'AAPL', '500');

    const body = await portfolio();
    // 10 days after 2024-01-01 a bar closes at 111.5; half a lot short from 112 has 25 000 yen, and a yen is 1 / 111.5.
    expect(body.marks).toEqual([
      { symbol: 'AAPL', timeframe: '1d', price: '111.5', bar_time: '2024-01-11T00:00:00.000Z' },
      { symbol: 'USDJPY', timeframe: '1d', price: '111.5', bar_time: '2024-01-11T00:00:00.000Z' },
    ]);
    expect(body).toMatchObject({
      open_positions: 2,
      open_reservations: 2,
      unrealised_pnl: '874.21524664',
      open_risk: '722.22222223',
      reserved_risk: '7400',
      gross_exposure: '61150',
      net_exposure: '-38850',
      day: { trading_day: '2024-01-11', start_equity: '101000', pnl: '-2200', pnl_percent: '-2.18' },
      drawdown: { peak_equity: '104000', amount: '5200', percent: '5', limit_percent: '15' },
      heat_pct: 8.22,
      drawdown_pct: 5,
      day_pnl_pct: -2.18,
    });
    const uses = body.caps as readonly { readonly cap: string; readonly name: string | null }[];
    const use = (cap: string, name: string | null): unknown => uses.find((row) => row.cap === cap && row.name === name);
    expect(use('PORTFOLIO_HEAT', null)).toEqual({
      cap: 'PORTFOLIO_HEAT',
      name: null,
      used: '8.2209',
      limit: '10',
      unit: '%',
      used_of_limit_percent: '82.2088',
      state: 'WARN',
    });
    expect(use('TRADE_RISK', 'MSFT')).toMatchObject({ used: '7.4899', limit: '2', state: 'FULL' });
    expect(use('CAMPAIGN_RISK', 'AAPL-2024-01-01')).toMatchObject({ used: '0.5061', limit: '5', state: 'OK' });
    expect(use('CAMPAIGN_POSITIONS', 'AAPL-2024-01-01')).toMatchObject({ used: '1', limit: '5', unit: 'positions' });
    expect(use('SECTOR_RISK', 'UNKNOWN')).toMatchObject({ limit: '6', state: 'FULL' });
    expect(use('CURRENCY_RISK', 'JPY')).toMatchObject({ used: '0.225', limit: '6', state: 'OK' });
    expect(body.exposure.currencies).toMatchObject([
      { name: 'JPY', long: '50000', short: '0' },
      { name: 'USD', long: '0', short: '50000' },
    ]);
    expect(body.exposure.symbols[0]).toMatchObject({ name: 'MSFT', risk: '7400', positions: 0, reservations: 1 });
  });
});
