import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { runBacktest, summaryOf } from '@tape/backtesting';
import { cancelBacktest, deleteBacktest, runBacktest as askBacktest, storeBacktestBars } from '@tape/contracts';
import type { RequestOf } from '@tape/messaging';
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
  await post(`${api}/watchlist`, { symbol: 'ALPHA-SIM', timeframe: '15m' });
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
    expect(await get(`${api}/backtests/bt_running/trades.csv`)).toMatchObject({
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

describe('a large backtest', () => {
  const queued = {
    status: 'QUEUED',
    bars: 1_000_000,
    variants: 1,
    processingTimeSeconds: 0,
    barsProcessed: 0,
  } as const;
  const body = { symbol: 'ALPHA-SIM', timeframe: '15m' };
  let asked: RequestOf<typeof askBacktest> | undefined;

  async function answerQueued(variants = 1): Promise<void> {
    await answerWith(servers.natsUrl, askBacktest, (request) => {
      asked = request;
      return { backtestId: 'bt_running', ...queued, variants };
    });
  }

  it('is answered 202, with where it will be', async () => {
    await answerQueued();
    const answer = await post(`${api}/orchestrator/backtest`, body);
    expect([answer.status, answer.headers.get('location')]).toEqual([202, '/api/v1/backtests/bt_running']);
    expect(answer.body).toEqual({
      backtest_id: 'bt_running',
      status: 'QUEUED',
      location: '/api/v1/backtests/bt_running',
      bars: 1_000_000,
      variants: 1,
    });
    expect(asked?.answer).toBe('WHEN_DONE');
    const stored = await get(`${api}/backtests/bt_running`);
    expect(stored.body).toMatchObject({ kind: 'SINGLE', status: 'RUNNING', signals: null, sweep: null, error: null });
  });

  it('is so however small, where the client would rather not wait', async () => {
    await answerQueued();
    const headers = { 'content-type': 'application/json', prefer: 'respond-async' };
    expect((await post(`${api}/orchestrator/backtest`, body, headers)).status).toBe(202);
    expect(asked?.answer).toBe('AT_ONCE');
  });

  it('of studies says what is tried, in the words of the service', async () => {
    await answerQueued(4);
    const grid = { min_confidence: [70, 80], profile: ['classic', 'strict'] };
    const sweep = await post(`${api}/backtests/sweep`, { ...body, grid, objective: 'net_pnl' });
    expect([sweep.status, sweep.body.variants]).toEqual([202, 4]);
    const tried = { minConfidence: [70, 80], profile: ['classic', 'strict'] };
    expect(asked?.study).toEqual({ kind: 'SWEEP', grid: tried, objective: 'netPnl' });

    const window = { mode: 'ANCHORED', in_sample_days: 60, out_of_sample_days: 30 };
    const walk = await post(`${api}/backtests/walk-forward`, { uploads: ['up_1'], grid, window, minimum_trades: 5 });
    expect(walk.status).toBe(202);
    expect(asked).toMatchObject({
      symbols: [],
      timeframe: null,
      uploads: ['up_1'],
      study: { kind: 'WALK_FORWARD', mode: 'ANCHORED', inSampleDays: 60, outOfSampleDays: 30, minimumTrades: 5 },
    });
  });

  it.each([
    ['backtests/sweep', body],
    ['backtests/sweep', { ...body, grid: { profile: 'classic' } }],
    ['backtests/sweep', { ...body, grid: { profile: [] } }],
    ['backtests/sweep', { ...body, grid: { profile: ['classic'] }, objective: 'luck' }],
    ['backtests/walk-forward', { ...body, grid: { profile: ['classic'] } }],
    [
      'backtests/walk-forward',
      { ...body, grid: { profile: ['classic'] }, window: { in_sample_days: 0, out_of_sample_days: 1 } },
    ],
    ['orchestrator/backtest', { symbol: 'ALPHA-SIM' }],
    ['orchestrator/backtest', {}],
  ])('%s %j is refused before anybody is asked', async (path, wrong) => {
    expect(await post(`${api}/${path}`, wrong)).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
  });

  it('is found by status and kind, and deleted', async () => {
    await answerWith(servers.natsUrl, deleteBacktest, () => ({ deleted: true as const }));
    const listed = await get(`${api}/backtests?status=DONE&kind=SINGLE`);
    expect(listed.body.items.map(({ id }: { id: string }) => id).toSorted()).toEqual(['bt_large', 'bt_small']);
    const headers = AUTHORIZED;
    expect((await fetch(`${api}/backtests/bt_small`, { method: 'DELETE', headers })).status).toBe(204);
  });
});

function upload(csv: string, query = 'symbol=MINE&timeframe=1d'): Promise<Response> {
  return fetch(`${api}/backtests/uploads?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv', ...AUTHORIZED },
    body: csv,
  });
}

function day(place: number): string {
  return new Date(Date.UTC(2010, 0, 1) + place * 86_400_000).toISOString();
}

describe('an uploaded file', () => {
  const HEADER = 'timestamp,open,high,low,close,volume';
  const stored: RequestOf<typeof storeBacktestBars>[] = [];
  async function keepParts(): Promise<void> {
    stored.length = 0;
    await answerWith(servers.natsUrl, storeBacktestBars, (part) => {
      stored.push(part);
      return { stored: part.bars.length };
    });
  }

  it('goes to where only backtests read it, in parts, its bad rows named as an import names them', async () => {
    await keepParts();
    const rows = Array.from({ length: 2_500 }, (_, place) => `${day(place)},1,2,0.5,1.5,10`);
    rows.splice(10, 0, `${day(10)},1,0.1,0.5,1.5,10`, 'x,1,2,0.5,1.5,10', '1,2', `${day(3)},1,2,0.5,1.6,10`);
    const answer = await upload([HEADER, ...rows, ''].join('\n'));
    const said = (await answer.json()) as { upload_id: string; refusals: { line: number; rule: string }[] };
    expect(answer.status).toBe(201);
    expect(said).toMatchObject({ symbol: 'MINE', timeframe: '1d', rows: 2_504, accepted: 2_500, refused: 4 });
    expect(said.refusals.map(({ line, rule }) => [line, rule])).toEqual([
      [12, 'high-below-low'],
      [13, 'bad-timestamp'],
      [14, 'cell-count'],
      [15, 'conflicting-duplicate'],
    ]);
    expect(stored.map(({ uploadId, part, bars }) => [uploadId, part, bars.length])).toEqual([
      [said.upload_id, 0, 2_000],
      [said.upload_id, 1, 500],
    ]);
    const [{ bars }] = await database.query(`select count(*)::int as bars from bars where symbol = 'MINE'`);
    expect(bars).toBe(0);
  });

  it.each([
    ['', 422],
    [`${HEADER}\n2020-01-01,1,0.1,0.5,1.5,10\n`, 422],
    ['timestamp,open\n', 422],
  ])('%j is refused', async (csv, status) => {
    await keepParts();
    expect((await upload(csv)).status).toBe(status);
    expect(stored).toEqual([]);
  });

  it('must say of which series it is', async () => {
    expect((await upload(HEADER, 'symbol=MINE')).status).toBe(400);
    expect((await upload(HEADER, 'symbol=MINE&timeframe=2d')).status).toBe(400);
  });
});
