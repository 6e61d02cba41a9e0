import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServers } from '@tape/stack';

const START_TIMEOUT_MS = 90_000;
const POLL_MS = 50;

/**
 * URL of a Postgres that all test files of this process share, started by the first that asks.
 * A file and not a variable holds it, because jest gives every test file its own modules and globals. Process id and
 * start time name the file, so that a later process with the same id does not find it.
 * Nobody stops this Postgres: it ends with the process.
 */
export async function sharedPostgres(): Promise<string> {
  const file = join(tmpdir(), `tape-test-postgres-${process.pid}-${Math.round(performance.timeOrigin)}.url`);
  if (claim(file)) {
    try {
      const servers = await startServers({
        ephemeral: true,
        nats: false,
        redis: false,
        removeWithProcess: [file],
      });
      if (servers.databaseUrl === undefined) throw new Error('Postgres did not start');
      writeFileSync(file, servers.databaseUrl);
      return servers.databaseUrl;
    } catch (error) {
      rmSync(file, { force: true });
      throw error;
    }
  }
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline && existsSync(file)) {
    const url = readFileSync(file, 'utf8');
    if (url !== '') return url;
    await sleep(POLL_MS);
  }
  throw new Error('the Postgres that another test file was starting did not come up');
}

/** True for the one caller that creates the file. */
function claim(file: string): boolean {
  try {
    closeSync(openSync(file, 'wx', 0o600));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
