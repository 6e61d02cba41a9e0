import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestServers, testServers } from '@tape/testing';
import { Client } from 'pg';
import { TapeWriter } from '../src/tape-writer.js';
import { until } from './running-ingest.js';

describe('TapeWriter', () => {
  let servers: TestServers;
  const writers: TapeWriter[] = [];
  const recoveries: string[] = [];

  function writer(name: string): TapeWriter {
    const made = new TapeWriter(servers.databaseUrl, () => {
      recoveries.push(name);
      return Promise.resolve();
    });
    writers.push(made);
    made.start();
    return made;
  }

  beforeAll(async () => {
    servers = await testServers();
  }, 120_000);
  afterAll(async () => {
    await Promise.all(writers.map((one) => one.stop()));
    await servers?.stop();
  });

  it('lets one write, gives the lock on when it stops, and takes it back when its connection was cut', async () => {
    const first = writer('first');
    await until(() => Promise.resolve(first.active));
    const second = writer('second');
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(second.active).toBe(false);
    expect(recoveries).toEqual(['first']);

    await first.stop();
    expect(first.active).toBe(false);
    await until(() => Promise.resolve(second.active));
    expect(recoveries).toEqual(['first', 'second']);

    const admin = new Client({ connectionString: servers.databaseUrl });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tape-ingest-writer'",
    );
    await admin.end();
    await until(() => Promise.resolve(recoveries.length === 3 && second.active));
  }, 60_000);
});
