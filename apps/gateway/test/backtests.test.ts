import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runBacktest, summaryOf } from '@tape/backtesting';
import { cancelBacktest } from '@tape/contracts';
import { inferInstrument, type PriceBar, simulateMarket } from '@tape/market';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import {
  AUTHORIZED,
  answerWith,
  get,
  hushAnswers,
  migratedDatabase,
  post,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';

let servers: TestServers;
let database: DataSource;
let api: string;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storeBacktests();
  api = `${(await startGateway(servers)).url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

afterEach(hushAnswers);

/** Two that are done, on the same bars, and one that runs. */
async function storeBacktests(): Promise<void> {
  const symbol = 'ALPHA-SIM';
  const bars: PriceBar[] = [];
  for (const bar of simulateMarket(7, symbol)) {
    bars.push(bar);
    if (bars.length === 1_500) break;
  }
  const series = [{ instrument: inferInstrument(symbol), timeframe: '15m', simulated: true, bars }] as const;
  for (const [id, initialEquity] of [
    ['bt_small', '10000'],
    ['bt_large', '100000'],
  ] as const) {
    const result = runBacktest({ series, initialEquity });
    const { metrics, ...summary } = summaryOf(result, series);
    await database.query(`insert into backtests (id, request, status, result) values ($1, '{}', 'DONE', $2)`, [
      id,
      { signals: result.signals, rejections: result.rejections, metrics, summary },
    ]);
  }
  await database.query(`insert into backtests (id, request, status) values ('bt_running', '{}', 'RUNNING')`);
}

describe('a stored backtest', () => {
  it('comes as CSV, as many lines as trades', async () => {
    const csv = await fetch(`${api}/backtests/bt_large/trades.csv`, { headers: AUTHORIZED });
    expect([csv.status, csv.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
    const trades = (await get(`${api}/backtests/bt_large`)).body.trades as unknown[];
    expect(trades.length).toBeGreaterThan(0);
    expect((await csv.text()).split('\r\n')).toHaveLength(trades.length + 2);
  });

  it('comes as a page that may load nothing', async () => {
    const page = await fetch(`${api}/backtests/bt_large/report.html`, { headers: AUTHORIZED });
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await page.text()).toContain('SIMULATED');
  });

  it('is held against another', async () => {
    const compared = await get(`${api}/backtests/compare?a=bt_small&b=bt_large`);
    expect(compared.body).toMatchObject({ a: 'bt_small', b: 'bt_large', insufficient_sample: expect.any(Boolean) });
    const final = compared.body.figures.find(({ figure }: { figure: string }) => figure === 'finalEquity');
    expect(Number(final.b) - Number(final.a)).toBeCloseTo(final.difference, 6);
    expect(await get(`${api}/backtests/compare?a=bt_small`)).toMatchObject({ status: 400 });
    expect(await get(`${api}/backtests/compare?a=bt_small&b=none`)).toMatchObject({ status: 404 });
  });

  it('has no report before it is done', async () => {
    expect(await get(`${api}/backtests/bt_running/trades.csv`, { headers: AUTHORIZED })).toMatchObject({
      status: 409,
      body: { code: 'no-result' },
    });
  });

  it('is cancelled while it runs, and not after', async () => {
    await answerWith(servers.natsUrl, cancelBacktest, ({ backtestId }) => ({ cancelled: backtestId === 'bt_running' }));
    expect(await post(`${api}/backtests/bt_running/cancel`, {})).toMatchObject({
      status: 200,
      body: { id: 'bt_running', status: 'CANCELLED' },
    });
    expect(await post(`${api}/backtests/bt_small/cancel`, {})).toMatchObject({
      status: 409,
      body: { code: 'not-running' },
    });
    expect(await post(`${api}/backtests/none/cancel`, {})).toMatchObject({ status: 404 });
  });
});
