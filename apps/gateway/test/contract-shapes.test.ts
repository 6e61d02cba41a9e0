import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runBacktest } from '@tape/contracts';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { FeedListener } from './feed-listener.js';
import {
  answerWith,
  get,
  hushAnswers,
  migratedDatabase,
  post,
  type RunningGateway,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';
import { sampleRejection, sampleSignal } from './sample-signal.js';
import { storeBars, storeInstrument, storeRejection, storeSignal } from './stored-rows.js';

/*
 * What outside systems were promised, name by name. A field may come to these answers; none may go or change its name.
 */

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let api: string;
const asked: { symbols: readonly string[]; timeframe: string | null }[] = [];

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await storeInstrument(database, 'AAPL');
  await storeBars(database, 'AAPL', 30);
  await storeSignal(database, sampleSignal(0));
  await storeRejection(database, sampleRejection(1));
  await answerWith(servers.natsUrl, runBacktest, ({ symbols, timeframe }) => {
    asked.push({ symbols, timeframe });
    const counts = { bars: 30, variants: 1, processingTimeSeconds: 0.25, barsProcessed: 30 };
    return { backtestId: 'bt_shape', status: 'DONE' as const, ...counts };
  });
  const metrics = {
    totalPatternsDetected: 2,
    totalSignalsGenerated: 1,
    totalSignalsRejected: 1,
    rejectionByStage: { RISK: 1 },
    avgLatencyMs: 0.4,
    p95LatencyMs: 0.9,
  };
  const result = { signals: [{ ...sampleSignal(0), status: 'STOPPED' }], rejections: [sampleRejection(1)], metrics };
  await database.query(`insert into backtests (id, request, status, result) values ('bt_shape', '{}', 'DONE', $1)`, [
    result,
  ]);
  gateway = await startGateway(servers);
  api = `${gateway.url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await hushAnswers();
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('the requests and answers of the specification', () => {
  it('POST orchestrator/analyze', async () => {
    const { status, body } = await post(`${api}/orchestrator/analyze`, { symbols: ['AAPL'], timeframe: '1d' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      signals: [{ symbol: 'AAPL', timeframe: '1d' }],
      processing_time_ms: expect.any(Number),
      symbols_processed: 1,
      patterns_detected: expect.any(Number),
      signals_generated: 1,
      signals_rejected: 1,
    });
  });

  it.each([
    ['symbol', { symbol: 'AAPL' }],
    ['symbols', { symbols: ['AAPL'] }],
  ])('POST orchestrator/backtest with %s', async (_, which) => {
    const body = { ...which, timeframe: '1d', start_date: '2024-01-01', end_date: '2024-02-01', options: {} };
    const answer = await post(`${api}/orchestrator/backtest`, body);
    expect(answer.status).toBe(200);
    expect(asked.at(-1)).toEqual({ symbols: ['AAPL'], timeframe: '1d' });
    expect(answer.body).toMatchObject({
      signals: [{ symbol: 'AAPL' }],
      rejections: [{ symbol: 'AAPL' }],
      metrics: {
        total_patterns_detected: 2,
        total_signals_generated: 1,
        total_signals_rejected: 1,
        rejection_by_stage: { RISK: 1 },
        avg_latency_ms: 0.4,
        p95_latency_ms: 0.9,
      },
      processing_time_seconds: 0.25,
    });
  });

  it('GET orchestrator/metrics', async () => {
    expect((await get(`${api}/orchestrator/metrics`)).body).toMatchObject({
      pipeline_latency: Object.fromEntries(['p50', 'p95', 'p99'].map((name) => [name, null])),
      patterns_detected_total: expect.any(Number),
      signals_generated_total: 1,
      signals_rejected_total: 1,
      rejection_rate_pct: 50,
      validation_failures_by_stage: expect.any(Object),
    });
  });

  it('GET orchestrator/status', async () => {
    const { body } = await get(`${api}/orchestrator/status`);
    expect(['running', 'halted', 'idle']).toContain(body.status);
    expect(body).toMatchObject({
      system_halted: false,
      last_processed_bar: null,
      watchlist_symbols: [],
      active_campaigns: 0,
      signals_pending: expect.any(Number),
    });
  });

  it('GET health and health/orchestrator', async () => {
    expect((await get(`${api}/health`)).status).toBe(200);
    expect((await get(`${api}/health/orchestrator`)).body).toMatchObject({
      status: expect.stringMatching(/^(ok|degraded)$/),
      detectors_loaded: 13,
      failed_detectors: [],
      symbols: expect.any(Array),
      services: expect.any(Array),
    });
    const { body } = await get(`${api}/health/orchestrator`);
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['cache_hit_rate', 'avg_analysis_time_ms']));
  });

  it('GET rejections by symbol, stage and limit, and their top reasons', async () => {
    const [rejection] = [sampleRejection(1)];
    const list = await get(`${api}/rejections?symbol=AAPL&stage=${rejection?.stage}&limit=5`);
    expect(list).toMatchObject({ status: 200, body: { items: [{ symbol: 'AAPL' }], next_cursor: null } });
    expect((await get(`${api}/rejections/top-reasons`)).status).toBe(200);
  });
});

describe('the WebSocket of the specification', () => {
  const TYPES = [
    'pattern_detected',
    'signal_generated',
    'signal_rejected',
    'emergency_exit_triggered',
    'signal_status',
    'range_detected',
    'phase_detected',
    'position',
    'order',
    'portfolio',
    'symbol_state',
    'feed',
    'backtest_progress',
  ];

  it('takes {"subscribe": …} with every name, and {"resume": …}, and sends {type, sequence, timestamp, data}', async () => {
    const listener = await FeedListener.open(gateway.wsUrl, { subscribe: { symbols: ['AAPL'], types: TYPES } });
    const [subscribed] = await listener.heard('subscribed');
    expect(subscribed?.data).toEqual({ symbols: ['AAPL'], types: TYPES });
    listener.say({ resume: { after: 0 } });
    await listener.heard('resumed');
    expect(listener.ofType('error')).toEqual([]);
    for (const frame of listener.frames) {
      expect(Object.keys(frame)).toEqual(['type', 'sequence', 'timestamp', 'data']);
    }
    await listener.close();
  });
});
