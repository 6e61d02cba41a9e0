import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testServers, type TestServers } from '@tape/testing';
import { get, migratedDatabase, post, startGateway, stopGateways, type RunningGateway } from './gateway-under-test.js';

let servers: TestServers;
let gateway: RunningGateway;
let api: string;

beforeAll(async () => {
  servers = await testServers();
  const database = await migratedDatabase(servers.databaseUrl);
  await database.destroy();
  gateway = await startGateway(servers);
  api = `${gateway.url}/api/v1/execution`;
}, 120_000);

afterAll(async () => {
  await stopGateways();
  await servers?.stop();
});

describe('the operator’s hand on positions', () => {
  it.each([
    ['close', { note: '' }, 'note'],
    ['close', { note: 'out', position_id: 7 }, 'position_id'],
    ['differences/dif_1/resolve', { note: 'mine', choice: 'IGNORE' }, 'choice'],
    ['differences/dif_1/resolve', { choice: 'EXPLAIN' }, 'note'],
  ])('POST %s of %j names the field', async (path, body, field) => {
    const answer = await post(`${api}/${path}`, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(`"${field}"`);
  });

  it('says which service is away', async () => {
    expect(await post(`${api}/close`, { note: 'out' })).toMatchObject({ status: 503, body: { service: 'execution' } });
    expect(await get(`${api}/differences`)).toMatchObject({ status: 503, body: { service: 'execution' } });
  });
});
