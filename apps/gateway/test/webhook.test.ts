import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import {
  type Answer,
  get,
  migratedDatabase,
  post,
  type RunningGateway,
  startGateway,
  stopGateways,
} from './gateway-under-test.js';

const SERVICE = resolve(import.meta.dirname, '../../experiment/dist/main.js');
const SECRET = 'a secret of many letters';
const TOKEN = 'the-token-of-the-api-itself';
const DAY_MS = 86_400_000;
const DAY_0 = '2024-03-01T00:00:00Z';
const DAY_0_MS = Date.parse(DAY_0);

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;
let service: ChildProcess;
let api: string;
/** After it nothing is waited for: a fact that never came must not hold the run. */
const file = { over: false };

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  await database.query(`select ensure_bar_partitions('2024-01-01', '2024-12-31')`);
  gateway = await startGateway(servers, { TRADINGVIEW_WEBHOOK_SECRET: SECRET, TAPE_API_TOKEN: TOKEN });
  api = `${gateway.url}/api/v1`;
  service = spawn(process.execPath, [SERVICE], {
    env: {
      PATH: process.env['PATH'],
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_PORT: '0',
      SIGNAL_POLL_INTERVAL_MS: '20',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  service.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  // Not by asking: the policy is read from its table before anybody takes alerts.
  await until(async () => service.exitCode !== null || said.includes('experiment takes work'));
}, 120_000);

afterAll(async () => {
  file.over = true;
  if (service !== undefined && service.exitCode === null) {
    const ended = once(service, 'exit');
    service.kill('SIGKILL');
    await ended;
  }
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

/** Every test has a symbol of its own: the service works on while the next test begins, so nothing is taken from under it. */
let symbol = 'T0';
let tests = 0;
beforeEach(async () => {
  symbol = `T${(tests += 1)}`;
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true)`,
    [symbol],
  );
});

async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!file.over && !(await fact())) await new Promise((done) => setTimeout(done, 20));
}
const read = (path: string): Promise<Answer> => get(`${api}/${path}`, { authorization: `Bearer ${TOKEN}` });
const alert = () => ({
  symbol: `NASDAQ:${symbol}`,
  interval: 'D',
  action: 'buy',
  price: 100,
  stop: '95.50',
  target: 115,
  time: DAY_0,
  strategy: 'breakout',
});
function send(body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  return post(`${api}/webhooks/tradingview`, body, { 'content-type': 'application/json', ...headers });
}
function signature(text: string, secret = SECRET): Record<string, string> {
  return { 'x-signature': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}` };
}
async function put(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${api}/experiments/policy`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}`, 'x-actor': 'anna' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function storeDays(days: number): Promise<void> {
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     select $3, '1d', to_timestamp($1::double precision / 1000) + n * interval '1 day', 100, 102, 98, 100, 1000000, 'SIMULATED'
     from generate_series(-29, $2::int) n`,
    [DAY_0_MS, days, symbol],
  );
}
type Sent = [how: string, sent: () => [body: unknown, headers: Record<string, string>]];
const stored = (): Promise<{ signal: object }[]> =>
  database.query('select signal from experiments where symbol = $1', [symbol]);

const text = (): string => JSON.stringify(alert());

describe('an alert of TradingView', () => {
  it.each<Sent>([
    ['the secret in the body', () => [{ ...alert(), secret: SECRET }, {}]],
    ['the secret in a header', () => [alert(), { 'x-webhook-secret': SECRET }]],
    ['a signature', () => [text(), signature(text())]],
    [
      'a signature without its prefix, in capitals',
      () => [text(), { 'x-signature': signature(text())['x-signature']!.slice(7).toUpperCase() }],
    ],
  ])('is let in by %s, without the token of the API', async (_way, sent) => {
    expect(await send(...sent())).toMatchObject({ status: 202, body: { duplicate: false } });
    const rows = await stored();
    expect(rows).toHaveLength(1);
    const [{ signal }] = rows as [{ signal: object }];
    expect(JSON.stringify(signal)).not.toContain(SECRET);
    expect(signal).toMatchObject({ symbol, timeframe: '1d', direction: 'LONG', stop: '95.5', barTimeMs: DAY_0_MS });
  });

  it.each<Sent>([
    ['without anything', () => [alert(), {}]],
    ['with another secret', () => [{ ...alert(), secret: `${SECRET}x` }, {}]],
    ['with an empty secret', () => [{ ...alert(), secret: '' }, {}]],
    ['with a secret that is no text', () => [{ ...alert(), secret: [SECRET] }, {}]],
    ['with the token of the API', () => [alert(), { authorization: `Bearer ${TOKEN}` }]],
    ['signed with another secret', () => [text(), signature(text(), 'another secret altogether')]],
    ['signed over another body', () => [text().replace('115', '116'), signature(text())]],
    ['with a wrong signature and the right secret', () => [{ ...alert(), secret: SECRET }, signature(text())]],
    ['with an empty signature', () => [text(), { 'x-signature': '' }]],
    ['that is no JSON', () => ['{"secret":', {}]],
  ])('is refused %s', async (_how, sent) => {
    expect(await send(...sent())).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect(await stored()).toEqual([]);
  });

  it.each([
    ['stop', { stop: 101 }],
    ['interval', { interval: '7' }],
    ['price', { price: 'cheap' }],
    ['price', { price: 0 }],
    ['action', { action: 'hold' }],
    ['time', { time: 'yesterday' }],
    ['symbol', { symbol: 'a b' }],
    ['', { leverage: 20 }],
  ])('says which field is wrong: %s', async (field, wrong) => {
    const answer = await send({ ...alert(), ...wrong, secret: SECRET });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid-alert', errors: [{ field }] } });
    expect(await stored()).toEqual([]);
  });

  it('larger than 64 KiB is not read', async () => {
    const large = JSON.stringify({ ...alert(), secret: SECRET, strategy: 'x'.repeat(65_536) });
    expect(await send(large)).toMatchObject({ status: 413, body: { limit_bytes: 65_536 } });
  });

  it('sent many times at once, in other words for the same prices, is one experiment with one variant', async () => {
    await storeDays(0);
    const ways = [alert(), { ...alert(), symbol, price: '100.00', time: DAY_0_MS }, { ...alert(), interval: '1D' }];
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => send({ ...ways[n % 3], secret: SECRET })));
    expect(new Set(answers.map(({ body }) => body.experiment_id)).size).toBe(1);
    expect(answers.filter(({ body }) => body.duplicate === false)).toHaveLength(1);
    const { experiment_id: id } = answers[0]!.body as { experiment_id: string };
    await until(async () => (await read(`experiments/${id}`)).body.state === 'RUNNING');
    const { body: before } = await read(`experiments/${id}`);
    expect(await send({ ...alert(), secret: SECRET })).toMatchObject({ status: 202, body: { duplicate: true } });
    expect((await read(`experiments/${id}`)).body).toEqual(before);
    expect(await stored()).toHaveLength(1);
  });

  it('is not taken by a gateway without a secret, which says what to set', async () => {
    const bare = await startGateway(servers);
    const answer = await post(`${bare.url}/api/v1/webhooks/tradingview`, { ...alert(), secret: SECRET });
    expect(answer).toMatchObject({ status: 503, body: { code: 'webhook-not-configured' } });
    expect(answer.body.detail).toContain('TRADINGVIEW_WEBHOOK_SECRET');
    await bare.stop();
  });
});

describe('experiments over REST', () => {
  it('show both engines, what they saw, and the hash of it', async () => {
    await storeDays(0);
    const { body: sent } = await send({ ...alert(), secret: SECRET });
    await until(async () => (await read(`experiments/${sent.experiment_id}`)).body.state === 'RUNNING');
    const { body } = await read(`experiments/${sent.experiment_id}`);
    expect(body).toMatchObject({
      source: 'WEBHOOK',
      signal_id: sent.signal_id,
      policy: { version: expect.any(String), mode: expect.any(String) },
      outcomes: [
        { engine: 'A', kind: 'SHADOW', plan: { stop: '95.5' }, synchronised_exit: null },
        { engine: 'B', kind: 'SHADOW', plan: { stop: '92' }, synchronised_exit: null },
      ],
    });
    expect(createHash('sha256').update(body.market_context).digest('hex')).toBe(body.context_sha256);
    for (const { input_sha256 } of body.outcomes) expect(input_sha256).toBe(body.context_sha256);
    const { body: list } = await read(`experiments?symbol=${symbol}&source=WEBHOOK&state=RUNNING`);
    expect(list.items).toMatchObject([{ id: sent.experiment_id }]);
    expect((await read('experiments?source=OWN')).body.items).toEqual([]);
    expect(await read('experiments/exp_none')).toMatchObject({ status: 404 });
  });

  it('report nothing under ten ends and judge nothing under thirty', async () => {
    await storeDays(12);
    await database.query(
      `insert into experiments (id, signal_id, signal_sha256, source, symbol, timeframe, signal, policy_revision, state, variant)
       select 'exp_' || n, 'tv_' || n, 'h', 'WEBHOOK', $1, '1d', '{}', (select max(revision) from execution_policies), 'COMPLETED', 'A'
       from generate_series(1, 12) n`,
      [symbol],
    );
    await database.query(
      `insert into trade_outcomes (id, experiment_id, engine, engine_version, kind, input_sha256, symbol, timeframe, plan, state,
         own_r, own_closed_at, sync_state, through)
       select 'out_' || e || n, 'exp_' || n, e, 'v', 'SHADOW', 'h', $2, '1d', '{}', 'CLOSED',
         case when e = 'A' then 1 else -1 end, to_timestamp($1::double precision / 1000) + n * interval '1 day', 'NONE', now()
       from generate_series(1, 12) n cross join (values ('A'), ('B')) v (e)`,
      [DAY_0_MS, symbol],
    );
    const { body } = await read(`experiments/outcomes/metrics?symbol=${symbol}`);
    expect(body.as_of).toBe(new Date(DAY_0_MS + 12 * DAY_MS).toISOString());
    const pick = (window: string, engine: string) =>
      body.items.find(
        (each: Record<string, string>) =>
          each['window'] === window && each['engine'] === engine && each['kind'] === 'SHADOW',
      );
    expect(pick('7d', 'A')).toMatchObject({
      sample: 7,
      sufficiency: 'not-reported',
      expectancy_r: null,
      win_rate_percent: null,
    });
    expect(pick('all', 'A')).toMatchObject({
      sample: 12,
      sufficiency: 'insufficient sample',
      expectancy_r: 1,
      win_rate_percent: 100,
    });
    expect(pick('all', 'B')).toMatchObject({ expectancy_r: -1, win_rate_percent: 0 });
    expect(body.comparison.at(0)).toMatchObject({ judgement: 'insufficient sample' });
    expect((await read('experiments/outcomes/metrics?variant=B')).body.as_of).toBeNull();
  });

  it('take a policy with a name and a reason, and no mode that there is not', async () => {
    const version = `w${Date.now()}`;
    const policy = { version, mode: 'ENGINE_A_PRIMARY', split_percentage: 30.5, enabled: true, note: 'a first look' };
    expect(await put(policy)).toMatchObject({
      status: 200,
      body: { version, split_percentage: 30.5, set_by: 'token:anna' },
    });
    expect((await read('experiments/policy')).body).toMatchObject({
      version,
      mode: 'ENGINE_A_PRIMARY',
      note: 'a first look',
    });
    expect((await read('audit?action=experiment.policy')).body.items).toMatchObject([
      { actor: 'token:anna', note: 'a first look' },
    ]);
    expect(await put(policy)).toMatchObject({ status: 409, body: { code: 'policy-version-exists' } });
    expect(await put({ ...policy, version: 'x', mode: 'B_ONLY' })).toMatchObject({ status: 400 });
    expect(await put({ ...policy, split_percentage: 101 })).toMatchObject({ status: 400 });
    expect(await get(`${api}/experiments/policy`)).toMatchObject({ status: 401 });
  });
});
