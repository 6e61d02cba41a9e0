import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import { FeedListener } from './feed-listener.js';
import {
  get,
  migratedDatabase,
  post,
  startGateway,
  stopGateways,
  type Answer,
  type RunningGateway,
} from './gateway-under-test.js';

let servers: TestServers;
let gateway: RunningGateway;
let api: string;

beforeAll(async () => {
  servers = await testServers({ ownPostgres: true });
  const database = await migratedDatabase(servers.databaseUrl);
  await database.destroy();
  gateway = await startGateway(servers, { RATE_LIMIT_PER_MINUTE: '100000' });
  api = `${gateway.url}/api/v1`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await servers?.stop();
});

/** Asks until the answer is the one waited for; what was answered last is what the test then judges. */
async function eventually(ask: () => Promise<Answer>, status: number): Promise<Answer> {
  const deadline = Date.now() + 30_000;
  let answer = await ask();
  while (answer.status !== status && Date.now() < deadline) {
    await new Promise((done) => setTimeout(done, 200));
    answer = await ask();
  }
  return answer;
}

describe('a gateway whose servers go away', () => {
  it('says 503 without Postgres, and goes on when it is back', async () => {
    await servers.postgres?.kill();
    const away = await eventually(() => get(`${api}/signals`), 503);
    expect(away).toMatchObject({ status: 503, body: { code: 'database-unavailable' } });
    expect(away.headers.get('retry-after')).toBe('2');
    await servers.postgres?.start();
    expect((await eventually(() => get(`${api}/signals`), 200)).status).toBe(200);
  }, 60_000);

  it('says 503 without NATS; its clients stay, and hear what happens when it is back', async () => {
    const listener = await FeedListener.open(gateway.wsUrl);
    await listener.heard('resumed');
    await servers.nats.kill();
    const away = await eventually(() => post(`${api}/system/reset`, { note: 'test' }), 503);
    expect(away).toMatchObject({ status: 503, body: { service: 'risk' } });
    await servers.nats.start();
    await eventually(() => get(`${gateway.url}/health/ready`), 200);
    const other = await startGateway(servers);
    await listener.heard('service');
    await other.stop();
    await listener.close();
  }, 90_000);
});
