import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Server, startServers } from '@tape/stack';
import { sharedPostgres } from './shared-postgres.js';

export interface TestServersOptions {
  /** Start a cache too. Default: no, because everything must work without one. */
  readonly redis?: boolean;
  /** Postgres of this test's own instead of one shared by the test files of the process: for tests that kill it. */
  readonly ownPostgres?: boolean;
}

/** Real servers with nothing in them. The database, NATS and the cache belong to this call alone. */
export interface TestServers extends AsyncDisposable {
  /** A new, empty database. */
  readonly databaseUrl: string;
  readonly natsUrl: string;
  /** Undefined unless asked for, or when the machine has no cache server. */
  readonly redisUrl: string | undefined;
  /** For tests of crashes: `kill()` is SIGKILL, `start()` comes back on the same port with the same data. */
  readonly nats: Server;
  readonly redis: Server | undefined;
  /** Only with `ownPostgres`. */
  readonly postgres: Server | undefined;
  /** Another empty database on the same Postgres; dropped by `stop`. */
  createDatabase(): Promise<string>;
  /** Ends the servers of this call and drops its databases. What a failed test leaves behind ends with the process. */
  stop(): Promise<void>;
}

/**
 * Starts Postgres (once per test process) and NATS on free ports with temporary data. Call it in `beforeAll`, `stop()`
 * in `afterAll`; everything is removed at the end of the process even if that never runs.
 */
export async function testServers(options: TestServersOptions = {}): Promise<TestServers> {
  const ownPostgres = options.ownPostgres ?? false;
  const [servers, clusterUrl] = await Promise.all([
    startServers({ ephemeral: true, postgres: ownPostgres, redis: options.redis ?? false }),
    ownPostgres ? undefined : sharedPostgres(),
  ]);
  const cluster = clusterUrl ?? required(servers.databaseUrl);
  const databases: string[] = [];
  const createDatabase = async (): Promise<string> => {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await onCluster(cluster, `create database ${name}`);
    databases.push(name);
    return databaseUrlFor(cluster, name);
  };
  const stop = async (): Promise<void> => {
    if (!ownPostgres) {
      for (const name of databases.splice(0)) await onCluster(cluster, `drop database if exists ${name} with (force)`);
    }
    await servers.stop();
  };
  return {
    databaseUrl: await createDatabase(),
    natsUrl: required(servers.natsUrl),
    redisUrl: servers.redisUrl,
    nats: required(servers.nats),
    redis: servers.redis,
    postgres: servers.postgres,
    createDatabase,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function databaseUrlFor(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onCluster(clusterUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: clusterUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('a test server that was asked for did not start');
  return value;
}
