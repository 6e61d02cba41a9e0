import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createClient, isProblem, ProblemError } from '@tape/client';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { migratedDatabase, type RunningGateway, startGateway, stopGateways } from './gateway-under-test.js';
import { sampleSignal } from './sample-signal.js';
import { storeSignal } from './stored-rows.js';

const PASSWORD = 'the password of the admin';

let servers: TestServers;
let database: DataSource;
let gateway: RunningGateway;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  for (let n = 0; n < 3; n += 1) await storeSignal(database, sampleSignal(n));
  gateway = await startGateway(servers, { TAPE_ADMIN_PASSWORD: PASSWORD });
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('the typed client', () => {
  it('logs in, pages through signals, and goes on with the next token', async () => {
    const client = createClient({ url: `${gateway.url}/` });
    expect(await client.login('admin', PASSWORD)).toEqual({ username: 'admin', role: 'admin' });
    const first = await client.GET('/api/v1/signals', { params: { query: { limit: 2 } } });
    expect(first.data?.items).toHaveLength(2);
    const cursor = first.data?.next_cursor ?? '';
    const rest = await client.GET('/api/v1/signals', { params: { query: { limit: 2, cursor } } });
    expect(rest.data?.items.map(({ symbol, direction }) => [symbol, direction])).toEqual([['AAPL', 'LONG']]);
    expect(rest.data?.next_cursor).toBeNull();
    expect(await client.refresh()).toEqual({ username: 'admin', role: 'admin' });
    const { data } = await client.GET('/api/v1/auth/me');
    expect(data?.role).toBe('admin');
  });

  it('hands on a problem with its code, and what it adds', async () => {
    const client = createClient({ url: gateway.url });
    await client.login('admin', PASSWORD);
    const unknown = await client.GET('/api/v1/signals/{id}', { params: { path: { id: 'none' } } });
    expect(unknown.data).toBeUndefined();
    expect(isProblem(unknown.error) && unknown.error.code).toBe('unknown-signal');
    const wrong = await client.POST('/api/v1/watchlist', { body: { symbol: '', timeframe: '1d' } });
    expect(isProblem(wrong.error) && wrong.error.errors?.[0]?.field).toBe('symbol');
  });

  it('throws what logging in was refused for', async () => {
    const client = createClient({ url: gateway.url });
    const refused = client.login('admin', 'not the password');
    await expect(refused).rejects.toThrow(ProblemError);
    await expect(refused).rejects.toMatchObject({ problem: { status: 401, code: 'wrong-credentials' } });
    await expect(client.refresh()).rejects.toMatchObject({ problem: { code: 'session-ended' } });
  });

  it('works with an API key alone', async () => {
    const admin = createClient({ url: gateway.url });
    await admin.login('admin', PASSWORD);
    const made = await admin.POST('/api/v1/api-keys', { body: { name: 'reader', role: 'viewer' } });
    const reader = createClient({ url: gateway.url, token: made.data?.key ?? '' });
    expect((await reader.GET('/api/v1/orchestrator/status')).data?.status).toBe('idle');
    const refused = await reader.POST('/api/v1/system/reset', { body: { note: 'no' } });
    expect(isProblem(refused.error) && refused.error.code).toBe('role-needed');
  });
});
