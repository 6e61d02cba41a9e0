import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import { Ajv } from 'ajv';
import type { DataSource } from 'typeorm';
import { EQUITY_SCHEMA, PNL_SCHEMA } from '../src/trading/pnl.schema.js';
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
  await storeInstrument(database, 'AAPL');
  await storeBars(database, 'AAPL', 11);
  // Eleven bars end at a close of 111.5.
  await store(0, { campaign: 'c1', quantity: '0', realised: '200', r: '2', closed: '2024-01-03T00:00Z' });
  await store(1, {
    campaign: 'c1',
    quantity: '0',
    realised: '-100',
    r: '-1',
    closed: '2024-01-04T00:00Z',
    of: 'momentum',
  });
  await store(2, { campaign: 'c2', quantity: '50', realised: '45', r: null, closed: null });
  await database.query(
    `insert into account_snapshots (at, equity, realised_pnl, unrealised_pnl, fees, open_positions)
     select timestamptz '2024-01-01T00:00Z' + n * interval '1 minute', 100000 + n, n, 0, 0, 1 from generate_series(0, 99) n`,
  );
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

async function store(
  n: number,
  row: { campaign: string; quantity: string; realised: string; r: string | null; closed: string | null; of?: string },
): Promise<void> {
  await storeSignal(database, sampleSignal(n, 'AAPL'), 'FILLED');
  if (row.of !== undefined) {
    await database.query(`update signals set content = content || $2 where id = $1`, [
      `sig_AAPL_${n}`,
      JSON.stringify({ strategy: { id: row.of } }),
    ]);
  }
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, realised_pnl, fees, r_multiple, opened_at, closed_at, updated_at)
     values ($1, $2, $3, 'AAPL', '1d', 'LONG', $4, 100, 105, 100, '[]', '{"kind":"SPRING_LOW","price":"1"}', 500, $5, 2, $6,
             '2024-01-02T00:00Z', $7, coalesce($7, timestamptz '2024-01-05T00:00Z'))`,
    [`pos_${n}`, `sig_AAPL_${n}`, row.campaign, row.quantity, row.realised, row.r, row.closed],
  );
}

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });

// oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
async function read(path: string, schema: object): Promise<any> {
  const { status, body } = await get(`${url}/api/v1/${path}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  const conforms = ajv.compile(schema);
  conforms(body);
  expect(conforms.errors).toBeNull();
  return body;
}

const named = async (by: string) =>
  (await read(`portfolio/pnl?by=${by}`, PNL_SCHEMA)).groups.map((group: Record<string, unknown>) => [
    group['name'],
    group['realised_pnl'],
    group['unrealised_pnl'],
    group['pnl'],
  ]);

it.each([
  [
    'position',
    [
      ['pos_2', '45', '325', '370'],
      ['pos_1', '-100', '0', '-100'],
      ['pos_0', '200', '0', '200'],
    ],
  ],
  [
    'campaign',
    [
      ['c2', '45', '325', '370'],
      ['c1', '100', '0', '100'],
    ],
  ],
  [
    'strategy',
    [
      ['wyckoff', '245', '325', '570'],
      ['momentum', '-100', '0', '-100'],
    ],
  ],
  ['symbol', [['AAPL', '145', '325', '470']]],
  ['account', [['account', '145', '325', '470']]],
])('tells profit and loss by %s, booked and at the marks', async (by, groups) => {
  expect(await named(by)).toEqual(groups);
});

it('tells how often was won, what it cost, and the sum of R', async () => {
  const { groups } = await read('portfolio/pnl', PNL_SCHEMA);
  expect(groups).toMatchObject([
    {
      fees: '6',
      open_positions: 1,
      closed_positions: 2,
      winners: 1,
      r_multiple: '1',
      last_traded: '2024-01-05T00:00:00.000Z',
    },
  ]);
});

it('draws the account over time, thinned to as many points as are asked for, its last one kept', async () => {
  const all = await read('portfolio/equity', EQUITY_SCHEMA);
  expect(all.points).toHaveLength(100);
  const some = await read('portfolio/equity?limit=10', EQUITY_SCHEMA);
  expect(some.points).toHaveLength(10);
  expect(some.points.at(-1)).toMatchObject({ at: '2024-01-01T01:39:00.000Z', equity: '100099' });
  const window = await read('portfolio/equity?from=2024-01-01T00:10:00Z&to=2024-01-01T00:12:00Z', EQUITY_SCHEMA);
  expect(window.points.map((point: { equity: string }) => point.equity)).toEqual(['100010', '100011', '100012']);
});

it('refuses a grouping that there is not', async () => {
  expect((await get(`${url}/api/v1/portfolio/pnl?by=moon`)).status).toBe(400);
});
