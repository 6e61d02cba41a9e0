import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import type { DataSource } from 'typeorm';
import { WebSocket } from 'ws';
import {
  get,
  migratedDatabase,
  startAndFail,
  startGateway,
  stopGateways,
  type RunningGateway,
} from './gateway-under-test.js';

const TOKEN = 'a-token-that-is-long-enough';

let servers: TestServers;
let database: DataSource;
let open: RunningGateway;
let guarded: RunningGateway;

beforeAll(async () => {
  servers = await testServers();
  database = await migratedDatabase(servers.databaseUrl);
  open = await startGateway(servers, { RATE_LIMIT_PER_MINUTE: '20', TAPE_LOOPBACK_ROLE: 'viewer' });
  guarded = await startGateway(servers, {
    TAPE_API_TOKEN: TOKEN,
    TAPE_SIGNING_KEY: 's'.repeat(32),
    HTTP_HOST: '0.0.0.0',
  });
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await database?.destroy();
  await servers?.stop();
});

describe('who may come in', () => {
  it.each([
    [{}, 'TAPE_SIGNING_KEY: is not set and must be set when HTTP_HOST is not loopback'],
    [
      { TAPE_SIGNING_KEY: 's'.repeat(32), TAPE_LOOPBACK_ROLE: 'viewer' },
      'must not be set when HTTP_HOST is not loopback',
    ],
    [{ TAPE_SIGNING_KEY: 'short' }, 'must have at least 32 characters'],
    [{ TAPE_ADMIN_PASSWORD: 'short' }, 'must have at least 12 characters'],
  ])('refuses to start for others with %j', async (environment, rule) => {
    const { code, said } = await startAndFail({
      DATABASE_URL: servers.databaseUrl,
      NATS_URL: servers.natsUrl,
      HTTP_HOST: '0.0.0.0',
      ...environment,
    });
    expect(code).toBe(1);
    expect(said).toContain(rule);
    expect(said).not.toContain('short');
  });

  it('asks for the token where there is one, and not on the probes', async () => {
    const url = guarded.url.replace('0.0.0.0', '127.0.0.1');
    expect(await get(`${url}/api/v1/health`)).toMatchObject({ status: 401, body: { code: 'not-authenticated' } });
    expect((await get(`${url}/api/v1/health`, { authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get(`${url}/api/v1/health`, { authorization: `Bearer ${TOKEN}` })).status).toBe(200);
    expect((await get(`${url}/health/ready`)).status).toBe(200);
  });

  it('answers only to its own names when it lets this machine in without a token', async () => {
    expect(await statusFor(open.url, { host: 'evil.example' })).toBe(403);
    expect(await statusFor(open.url, { host: 'localhost:1' })).toBe(200);
  });

  it.each([
    ['without the token', {}, [], 401],
    ['with it in a header', { authorization: `Bearer ${TOKEN}` }, [], 101],
    ['with it as a browser can send it', {}, ['tape.v1', `bearer.${TOKEN}`], 101],
    ['from a foreign page', { authorization: `Bearer ${TOKEN}`, origin: 'https://evil.example' }, [], 403],
  ])('opens a socket %s: %p', async (_, headers, protocols, status) => {
    const url = guarded.wsUrl.replace('0.0.0.0', '127.0.0.1');
    expect(await upgradeStatus(url, protocols, headers)).toBe(status);
  });

  it('sends no permission to other origins', async () => {
    const answer = await get(`${open.url}/api/v1/health`, { origin: 'https://evil.example' });
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'self'");
  });

  it('slows who asks too often', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 25 }, async () => (await get(`${open.url}/api/v1/orchestrator/status`)).status),
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(5);
  });
});

async function statusFor(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${url}/api/v1/health`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

async function upgradeStatus(url: string, protocols: string[], headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('error', reject);
  });
}
