import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type RunningStack, startStack } from '@tape/stack';
import { Client } from 'pg';
import { waitUntilWorked } from './final-tables.js';
import { type SentBar, sendBars } from './tape-file.js';

const MINUTE_MS = 60_000;
const SYMBOL = 'BTCUSDT';

/** Quiet minutes around 20000, an average true range of 100; the last of them closed so many minutes ago. */
function quietMinutes(minutes: number, ago: number): readonly SentBar[] {
  const lastMs = Math.floor(Date.now() / MINUTE_MS - 1 - ago) * MINUTE_MS;
  return Array.from({ length: minutes }, (_, n) => ({
    symbol: SYMBOL,
    timeframe: '1m',
    timestamp: new Date(lastMs - (minutes - 1 - n) * MINUTE_MS).toISOString(),
    open: '20000',
    high: '20050',
    low: '19950',
    close: '20000',
    volume: '1000',
  })) as unknown as readonly SentBar[];
}

describe('an entry by hand, through the services as they run', () => {
  let stack: RunningStack;
  let database: Client;

  beforeAll(async () => {
    const services = [
      'ingest',
      'detection',
      'validation-chain',
      'signal',
      'risk',
      'execution',
      'experiment',
      'gateway',
    ];
    stack = await startStack({ ephemeral: true, services });
    database = new Client(stack.urls.database);
    await database.connect();
    const bars = quietMinutes(60, 1);
    await sendBars(() => stack, bars);
    await waitUntilWorked(stack.urls.database, { symbol: SYMBOL, timeframe: '1m' }, bars.at(-1)!.timestamp, 60_000);
  }, 120_000);

  afterAll(async () => {
    await database?.end();
    await stack?.stop();
  }, 60_000);

  async function enter(change: object): Promise<{ status: number; body: Record<string, unknown> }> {
    const wish = { symbol: SYMBOL, timeframe: '1m', side: 'LONG', entry: '20000', stop: '19800', targets: ['20600'] };
    const response = await fetch(`${stack.gatewayUrl!}/api/v1/signals/manual`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${stack.apiToken}` },
      body: JSON.stringify({ ...wish, note: 'by hand', ...change }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  async function until<Row>(text: string, parameters: unknown[]): Promise<Row> {
    for (;;) {
      const { rows } = await database.query(text, parameters);
      if (rows[0] !== undefined) return rows[0] as Row;
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  it('is sized and reserved by risk as it was asked for, and entered by the engine that the policy names', async () => {
    const policy = { version: 'b', mode: 'ENGINE_B_PRIMARY', split_percentage: 50, enabled: true, note: 'try' };
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${stack.apiToken}` };
    const url = `${stack.gatewayUrl!}/api/v1/experiments/policy`;
    expect((await fetch(url, { method: 'PUT', headers, body: JSON.stringify(policy) })).status).toBe(200);

    const { status, body } = await enter({ stop: '19700', targets: ['20600'], risk_percent: '0.3' });
    expect([status, body]).toMatchObject([201, { source: 'MANUAL', risk_percent: '0.3', tilt: { measure: 'NONE' } }]);
    const id = body['signal_id'];
    const { content } = await until<{ content: Record<string, unknown> }>('select content from signals where id = $1', [
      id,
    ]);
    expect(content).toMatchObject({
      pattern: 'STRATEGY',
      strategy: { id: 'manual', riskPercent: '0.3' },
      stop: '19700',
      guard: { kind: 'STRATEGY_STOP', price: '19700' },
    });
    // 0.3 % of 100 000 over a stop 300 away.
    expect(Number(content['riskAmount'])).toBeGreaterThan(200);
    expect(Number(content['riskAmount'])).toBeLessThanOrEqual(300);
    const reserved = await database.query('select status from reservations where id = $1', [content['reservationId']]);
    expect(reserved.rows).toEqual([{ status: 'HELD' }]);

    // The next minute has just closed: the entry is filled at its open, with engine B's stop of two average true ranges.
    await sendBars(() => stack, quietMinutes(1, 0));
    const position = await until<Record<string, string>>(
      'select trim_scale(stop)::text as stop, trim_scale(quantity)::text as quantity, targets from positions where signal_id = $1',
      [id],
    );
    expect(position).toMatchObject({ stop: '19800', targets: [{ price: '20400' }] });
    expect(Number(position['quantity'])).toBeLessThanOrEqual(Number(content['positionSize']));
    expect((await database.query('select engines, reason from entry_plans')).rows).toEqual([
      { engines: 'B', reason: null },
    ]);
    expect((await database.query(`select 1 from orders where purpose = 'ENTRY'`)).rows).toHaveLength(1);
    const outcomes = await until<{ kinds: string }>(
      `select string_agg(engine || ' ' || kind, ', ' order by engine) as kinds from trade_outcomes having count(*) = 2`,
      [],
    );
    expect(outcomes.kinds).toBe('A SHADOW, B REAL');
  }, 90_000);

  it('that pays less than the least reward is refused with what was measured and the limit', async () => {
    expect(await enter({ targets: ['20100'] })).toMatchObject({
      status: 422,
      body: { code: 'signal-rejected', stage: 'RISK', measured: '0.5', limit: '1' },
    });
  }, 60_000);
});
