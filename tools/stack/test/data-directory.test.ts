import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { AlreadyRunning, runningStack, startStack } from '../src/index.js';
import { FIXTURE_STACK, query } from './fixture-stack.js';

const START_MS = 120_000;

describe('a data directory', () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'tape-data-'));
    // Where root runs the test, Postgres is another user and must be able to walk through.
    chmodSync(dataDir, 0o711);
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it(
    'belongs to one stack at a time, describes it, and keeps its data for the next',
    async () => {
      const first = await startStack({ ...FIXTURE_STACK, dataDir });
      await expect(startStack({ ...FIXTURE_STACK, dataDir })).rejects.toThrow(AlreadyRunning);
      expect(runningStack(dataDir)).toMatchObject({
        supervisor: { pid: process.pid },
        gatewayUrl: first.gatewayUrl,
        natsUrl: first.urls.nats,
        databaseUrl: first.urls.database,
      });
      for (const secret of ['secrets.json', 'stack.json']) {
        expect([secret, statSync(join(dataDir, secret)).mode & 0o077]).toEqual([secret, 0]);
      }
      await query(first.urls.database, 'create table kept (id int)');
      await first.stop();
      expect(runningStack(dataDir)).toBeUndefined();

      const second = await startStack({ ...FIXTURE_STACK, dataDir });
      expect(await query(second.urls.database, 'select * from kept')).toEqual([]);
      await second.stop();
      expect(existsSync(join(dataDir, 'stack.json'))).toBe(false);
    },
    START_MS,
  );
});
