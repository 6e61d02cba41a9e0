import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { jetstream } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { acknowledgeSignal, ingestBars, runBacktest, setTradingState } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import {
  answerWith,
  get,
  hushAnswers,
  migratedDatabase,
  post,
  startGateway,
  stopGateways,
  type RunningGateway,
} from './gateway-under-test.js';
import { sampleRejection, sampleSignal } from './sample-signal.js';
import { storeBars, storeInstrument, storeRejection, storeSignal } from './stored-rows.js';

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let api: string;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storeInstrument(database, 'AAPL');
  await storeInstrument(database, 'EUR/USD');
  await storeBars(database, 'AAPL', 40);
  for (let n = 0; n < 7; n += 1) await storeSignal(database, sampleSignal(n));
  for (let n = 0; n < 9; n += 1) await storeRejection(database, sampleRejection(n));
  gateway = await startGateway(servers);
  api = `${gateway.url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

afterEach(hushAnswers);

describe('lists', () => {
  it('page through everything once, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await get(`${api}/signals?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      cursor = page.body.next_cursor;
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `sig_AAPL_${n}`));
  });

  it('give signals in snake_case with ISO times and decimal text', async () => {
    const { body } = await get(`${api}/signals?limit=1`);
    expect(body.items[0]).toMatchObject({
      schema_version: 1,
      entry: '101.25',
      r_multiple: '3.91',
      status: 'APPROVED',
      created_at: '2024-03-08T00:00:00.000Z',
      claimed_by: null,
      validation_chain: {
        stages: [{ near_miss: false, at: '2024-03-08T00:00:00.000Z', metadata: { spring_type: 3 } }],
      },
    });
  });

  it.each([
    ['stage=RISK', 5],
    ['stage=VOLUME&near_miss=true', 1],
    ['near_miss=false', 6],
    ['symbol=AAPL&limit=2', 2],
    ['reason=r-below-minimum&from=2024-03-06T00:00:00Z', 3],
  ])('filter rejections by %s', async (query, count) => {
    expect((await get(`${api}/rejections?${query}`)).body.items).toHaveLength(count);
  });

  it('say what refuses most', async () => {
    const { body } = await get(`${api}/rejections/top-reasons`);
    expect(body.total).toBe(9);
    expect(body.items[0]).toMatchObject({ stage: 'RISK', reason: 'r-below-minimum', count: 5, share_pct: 55.6 });
  });

  it('give bars, with measures when asked', async () => {
    const { body } = await get(`${api}/bars?symbol=AAPL&timeframe=1d&limit=2&measures=true`);
    expect(body).toMatchObject({ symbol: 'AAPL', timeframe: '1d', simulated: true });
    expect(body.items[0]).toEqual({
      open_time: '2024-02-09T00:00:00.000Z',
      open: '139',
      high: '141',
      low: '138',
      close: '140.5',
      volume: '5000',
      source: 'SIMULATED',
      ratio: 5,
      spread: 1,
      effort_result: 'CLIMACTIC',
    });
    expect(body.items[1]).toMatchObject({ ratio: 1, effort_result: 'NORMAL' });
    const older = await get(`${api}/bars?symbol=AAPL&timeframe=1d&limit=1&cursor=${body.next_cursor}`);
    expect(older.body.items[0].open_time).toBe('2024-02-07T00:00:00.000Z');
    expect(older.body.items[0]).not.toHaveProperty('ratio');
  });

  it.each(['patterns', 'ranges', 'phases', 'campaigns', 'positions?state=open', 'orders', 'emergency-exits', 'audit'])(
    'answer %s while there is nothing',
    async (path) => {
      expect(await get(`${api}/${path}`)).toMatchObject({ status: 200, body: { next_cursor: null } });
    },
  );
});

describe('one signal', () => {
  it('comes with its chain, history, pattern and orders', async () => {
    const { body } = await get(`${api}/signals/sig_AAPL_3`);
    expect(body).toMatchObject({ id: 'sig_AAPL_3', status_history: [], detected_pattern: null, orders: [] });
    expect(body.validation_chain.stages[0]).toMatchObject({ stage: 'VOLUME', measured: '0.42', limit: '0.70' });
  });

  it('is a 404 when there is none', async () => {
    const answer = await get(`${api}/signals/sig_none`);
    expect(answer).toMatchObject({ status: 404, body: { code: 'unknown-signal', id: 'sig_none' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('the orchestrator', () => {
  it('analyzes what is stored', async () => {
    const { body } = await post(`${api}/orchestrator/analyze`, { symbols: ['AAPL'], timeframe: '1d' });
    expect(Object.keys(body).toSorted()).toEqual([
      'patterns_detected',
      'processing_time_ms',
      'signals',
      'signals_generated',
      'signals_rejected',
      'symbols_processed',
    ]);
    expect(body).toMatchObject({
      symbols_processed: 1,
      patterns_detected: 0,
      signals_generated: 7,
      signals_rejected: 9,
    });
    expect(body.signals).toHaveLength(7);
  });

  it('measures', async () => {
    expect((await get(`${api}/orchestrator/metrics`)).body).toEqual({
      pipeline_latency: { p50: null, p95: null, p99: null },
      patterns_detected_total: 0,
      signals_generated_total: 7,
      signals_rejected_total: 9,
      rejection_rate_pct: 56.25,
      validation_failures_by_stage: { RISK: 5, VOLUME: 4 },
    });
  });

  it('runs a backtest and answers in the shape of the contract', async () => {
    const asked: unknown[] = [];
    await answerWith(servers.natsUrl, runBacktest, (request) => {
      asked.push(request);
      const times = { processingTimeSeconds: 0.25, barsProcessed: 40 };
      return { backtestId: 'bt_1', status: 'DONE' as const, bars: 40, variants: 1, ...times };
    });
    const result = {
      signals: [{ ...sampleSignal(0), status: 'STOPPED' }],
      rejections: [sampleRejection(1)],
      metrics: { totalPatternsDetected: 2, rejectionByStage: { RISK: 1 }, avgLatencyMs: 0.4 },
    };
    const stored = `insert into backtests (id, request, status, result) values ('bt_1', '{}', 'DONE', $1)`;
    await database.query(stored, [result]);
    const { status, body } = await post(`${api}/orchestrator/backtest`, {
      symbol: 'AAPL',
      timeframe: '1d',
      start_date: '2024-01-01',
      end_date: '2024-02-01',
      options: { initial_equity: '50000' },
    });
    expect(status).toBe(200);
    expect(asked).toEqual([
      {
        symbols: ['AAPL'],
        timeframe: '1d',
        startDate: '2024-01-01',
        endDate: '2024-02-01',
        options: { initialEquity: '50000' },
        uploads: [],
        study: null,
        answer: 'WHEN_DONE',
      },
    ]);
    expect(body).toMatchObject({
      backtest_id: 'bt_1',
      signals: [{ r_multiple: '3.91', status: 'STOPPED' }],
      rejections: [{ near_miss: false }],
      metrics: { total_patterns_detected: 2, rejection_by_stage: { RISK: 1 }, avg_latency_ms: 0.4 },
      processing_time_seconds: 0.25,
      bars_processed: 40,
    });
    expect((await get(`${api}/backtests/bt_1`)).body).toMatchObject({ status: 'DONE', metrics: body.metrics });
    expect((await get(`${api}/backtests`)).body.items).toMatchObject([{ id: 'bt_1', status: 'DONE' }]);
  });

  it('puts the wish for a symbol where services see it, and into the audit log', async () => {
    const answer = await post(`${api}/orchestrator/symbols/${encodeURIComponent('EUR/USD')}/start`, {});
    expect(answer).toMatchObject({ status: 202, body: { symbol: 'EUR/USD', desired_state: 'RUNNING' } });
    await post(`${api}/watchlist`, { symbol: 'AAPL', timeframe: '1d' });
    await post(`${api}/orchestrator/symbols/AAPL/pause`, {}, { 'content-type': 'application/json', 'x-actor': 'ann' });
    const nats = await connect({ servers: new URL(servers.natsUrl).host });
    const stream = await jetstream(nats).streams.get('KV_symbol_desired');
    const wish = await stream.getMessage({ last_by_subj: '$KV.symbol_desired.EUR%2FUSD' });
    expect(wish?.json()).toMatchObject({ state: 'RUNNING', by: 'token' });
    const pause = await stream.getMessage({ last_by_subj: '$KV.symbol_desired.AAPL' });
    expect(pause?.json()).toMatchObject({ state: 'PAUSED', by: 'token:ann' });
    await nats.close();
    expect(await database.query('select desired_state from watchlist where symbol = $1', ['AAPL'])).toEqual([
      { desired_state: 'PAUSED' },
    ]);
    const audit = await get(`${api}/audit?action=symbol.pause`);
    expect(audit.body.items).toEqual([
      expect.objectContaining({ actor: 'token:ann', subject: 'AAPL', after: { desired_state: 'PAUSED' } }),
    ]);
  });
});

describe('bars in', () => {
  it('answers for every bar, and names the rule where one is refused', async () => {
    await answerWith(servers.natsUrl, ingestBars, ({ bars }) => ({
      accepted: 1,
      duplicate: 0,
      refused: bars.length - 1,
      gaps: 0,
      outcomes: bars.slice(1).map((_, i) => ({
        index: i + 1,
        outcome: 'refused' as const,
        field: 'high',
        rule: 'high-below-low',
        message: 'high 1 is below low 2',
      })),
    }));
    const bar = {
      symbol: 'AAPL',
      timeframe: '1d',
      timestamp: '2024-05-01',
      open: 1,
      high: 1,
      low: 1,
      close: 1,
      volume: 1,
    };
    const many = await post(`${api}/bars`, { bars: [bar, bar], source: 'REST' });
    expect(many).toMatchObject({ status: 200, body: { accepted: 1, refused: 1 } });
    expect(many.body.outcomes).toEqual([
      { index: 0, outcome: 'accepted', field: null, rule: null, message: null },
      { index: 1, outcome: 'refused', field: 'high', rule: 'high-below-low', message: 'high 1 is below low 2' },
    ]);
    expect(await post(`${api}/bars`, bar)).toMatchObject({ status: 200, body: { accepted: 1 } });
  });

  it('imports CSV, streamed or in JSON, naming refused lines', async () => {
    const sizes: number[] = [];
    await answerWith(servers.natsUrl, ingestBars, ({ bars }) => {
      sizes.push(bars.length);
      const refused = bars.flatMap((bar, index) => (bar.close === 'x' ? [index] : []));
      return {
        accepted: bars.length - refused.length,
        duplicate: 0,
        refused: refused.length,
        gaps: 0,
        outcomes: refused.map((index) => ({
          index,
          outcome: 'refused' as const,
          field: 'close',
          rule: 'not-a-number',
          message: 'no',
        })),
      };
    });
    const lines = Array.from({ length: 4_500 }, (_, i) => `2024-01-01T00:00:00Z,1,2,0.5,${i === 2_100 ? 'x' : '1'},5`);
    const csv = `timestamp,open,high,low,close,volume\n${lines.join('\n')}\nbroken`;
    const streamed = await post(`${api}/imports?symbol=AAPL&timeframe=1d`, csv, { 'content-type': 'text/csv' });
    expect(streamed).toMatchObject({ status: 200, body: { rows: 4_501, accepted: 4_499, refused: 2, gaps: 0 } });
    expect(streamed.body.refusals).toEqual([
      { line: 2_102, field: 'close', rule: 'not-a-number', message: 'no' },
      { line: 4_502, field: null, rule: 'cell-count', message: 'Line 4502 has 1 cells where the header has 6.' },
    ]);
    expect(sizes).toEqual([2_000, 2_000, 500]);
    const inJson = await post(`${api}/imports`, { csv: csv.slice(0, 200), symbol: 'AAPL', timeframe: '1d' });
    expect(inJson).toMatchObject({ status: 200, body: { symbol: 'AAPL' } });
  });

  it('refuses a file with wrong columns before anything is ingested', async () => {
    const answer = await post(`${api}/imports?symbol=AAPL&timeframe=1d`, 'a,b\n1,2\n', { 'content-type': 'text/csv' });
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'unreadable-file', rule: 'missing-columns', accepted: 0 },
    });
  });
});

describe('errors', () => {
  it.each([
    ['signals?limit=501', 400, 'invalid-request'],
    ['signals?limit=0', 400, 'invalid-request'],
    ['signals?cursor=abc', 400, 'bad-cursor'],
    ['signals?sybmol=AAPL', 400, 'invalid-request'],
    ['rejections?stage=LUCK', 400, 'invalid-request'],
    ['bars?symbol=AAPL&timeframe=2d', 400, 'invalid-request'],
    ['bars?symbol=NONE&timeframe=1d', 404, 'unknown-symbol'],
    ['signals?symbol=NONE', 404, 'unknown-symbol'],
    ['emergency-exits/none/report', 404, 'unknown-emergency-exit'],
    ['campaigns/none', 404, 'unknown-campaign'],
    ['nowhere', 404, 'unknown-route'],
  ])('GET %s is %d %s', async (path, status, code) => {
    expect(await get(`${api}/${path}`)).toMatchObject({ status, body: { status, code } });
  });

  it.each([
    ['orchestrator/analyze', { symbols: [], timeframe: '1d' }, 400, 'invalid-request'],
    ['orchestrator/analyze', { symbols: ['NONE'], timeframe: '1d' }, 404, 'unknown-symbol'],
    ['orchestrator/analyze', { symbols: ['AAPL'], timeframe: '1d', extra: 1 }, 400, 'invalid-request'],
    ['orchestrator/backtest', { timeframe: '1d' }, 400, 'invalid-request'],
    ['orchestrator/symbols/AAPL/dance', {}, 404, 'unknown-step'],
    ['system/state', { to: 'HALTED', note: ' ' }, 400, 'invalid-request'],
    ['bars', {}, 400, 'invalid-request'],
    ['bars', { bars: [] }, 400, 'invalid-request'],
    ['signals/none/ack', { claimer: 'me', outcome: 'FILLED' }, 404, 'unknown-signal'],
  ])('POST %s %j is %d %s', async (path, body, status, code) => {
    expect(await post(`${api}/${path}`, body)).toMatchObject({ status, body: { status, code } });
  });

  it('names the field that breaks a rule', async () => {
    const { body } = await post(`${api}/signals/claim`, { claimer: 'me', max: 1_000 });
    expect(body.errors).toEqual([{ field: 'max', message: 'max must not be greater than 100' }]);
  });

  it('says 503 and when to try again while a service is not there', async () => {
    const answer = await post(`${api}/system/reset`, { note: 'looked at it' });
    expect(answer).toMatchObject({ status: 503, body: { code: 'service-unavailable', service: 'risk' } });
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it("passes a service's no on as a conflict with its code", async () => {
    await answerWith(servers.natsUrl, acknowledgeSignal, () => ({
      refuse: 'not-your-claim',
      message: 'sig_AAPL_0 is claimed by somebody else',
    }));
    const answer = await post(`${api}/signals/sig_AAPL_0/ack`, { claimer: 'me', outcome: 'FILLED' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'not-your-claim', service: 'signal' } });
  });

  it('leaves the audit of a change of the trading state to the service that makes it', async () => {
    const asked: unknown[] = [];
    await answerWith(servers.natsUrl, setTradingState, ({ to, scope, ...rest }) => {
      asked.push({ to, scope, ...rest });
      return { scope: scope ?? { level: 'ACCOUNT', name: null }, from: 'ACTIVE' as const, to };
    });
    expect(await post(`${api}/system/state`, { to: 'HALTED', note: 'news' })).toMatchObject({
      status: 200,
      body: { scope: { level: 'ACCOUNT', name: null }, from: 'ACTIVE', to: 'HALTED' },
    });
    const symbol = { level: 'SYMBOL', name: 'AAPL' };
    const body = { scope: 'SYMBOL', name: 'AAPL', to: 'REDUCING', note: 'earnings' };
    expect(await post(`${api}/system/state`, body)).toMatchObject({ status: 200, body: { scope: symbol } });
    expect(await post(`${api}/system/reset`, { note: 'looked at it' })).toMatchObject({ status: 200 });
    expect(asked).toEqual([
      { scope: { level: 'ACCOUNT', name: null }, to: 'HALTED', by: 'token', note: 'news' },
      { scope: symbol, to: 'REDUCING', by: 'token', note: 'earnings' },
      { to: 'ACTIVE', reset: true, by: 'token', note: 'looked at it' },
    ]);
    expect((await get(`${api}/audit?subject=account`)).body.items).toEqual([]);
  });

  it.each([
    [{ scope: 'SYMBOL', to: 'HALTED', note: 'news' }, 'name'],
    [{ scope: 'ACCOUNT', name: 'AAPL', to: 'HALTED', note: 'news' }, 'name'],
    [{ scope: 'DESK', to: 'HALTED', note: 'news' }, 'scope'],
  ])('refuses the state %j', async (body, field) => {
    const answer = await post(`${api}/system/state`, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.errors[0].field).toBe(field);
  });

  it('refuses bodies that are too large, not JSON, or not declared as JSON', async () => {
    const large = await post(`${api}/bars`, `{"bars":["${'x'.repeat(2 * 1024 * 1024)}"]}`);
    expect(large).toMatchObject({ status: 413, body: { code: 'body-too-large', limit_bytes: 2 * 1024 * 1024 } });
    expect(await post(`${api}/bars`, '{')).toMatchObject({ status: 400, body: { code: 'not-json' } });
    expect(await post(`${api}/bars`, 'a=1', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject({
      status: 415,
      body: { code: 'unsupported-media-type' },
    });
  });
});

describe('the document', () => {
  it('is served with its reader, from this machine alone', async () => {
    const document = await get(`${gateway.url}/api/docs/openapi.json`);
    expect(document.body.paths).toHaveProperty('/api/v1/orchestrator/backtest');
    const page = await get(`${gateway.url}/api/docs`);
    expect(page.body).toContain('swagger-ui');
    expect(page.body).not.toMatch(/(?:src|href)="https?:/);
  });
});
