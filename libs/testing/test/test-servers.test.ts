import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { type TestServers, testServers } from '../src/index.js';

describe('testServers', () => {
  let first: TestServers;
  let second: TestServers;

  beforeAll(async () => {
    [first, second] = await Promise.all([testServers(), testServers()]);
  }, 120_000);
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop()]);
  });

  it('gives each call an empty database of its own on one Postgres', async () => {
    await query(first.databaseUrl, 'create table mine (id int)');
    expect(await query(second.databaseUrl, "select 1 from pg_tables where tablename = 'mine'")).toHaveLength(0);
    expect(new URL(first.databaseUrl).port).toBe(new URL(second.databaseUrl).port);
  });

  it('gives each call a NATS server of its own', () => {
    expect(first.natsUrl).not.toBe(second.natsUrl);
  });

  it('brings a killed NATS server back on the same address', async () => {
    const { pid, url } = first.nats;
    await first.nats.kill();
    expect(first.nats.pid).toBeUndefined();
    await first.nats.start();
    expect(first.nats.url).toBe(url);
    expect(first.nats.pid).not.toBe(pid);
  });

  it('drops its databases when it stops', async () => {
    const passing = await testServers();
    const name = new URL(passing.databaseUrl).pathname.slice(1);
    await passing.stop();
    expect(await query(first.databaseUrl, `select 1 from pg_database where datname = '${name}'`)).toHaveLength(0);
  });
});

async function query(url: string, statement: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}
