import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ProcessGuard } from './process-guard.js';
import { type Report, SILENT } from './program/program.js';
import { ProgramMissing } from './program/find-program.js';
import { randomSecret, readOrCreateSecrets } from './secrets.js';
import { startNats } from './server/nats.js';
import { startPostgres } from './server/postgres.js';
import { startRedis } from './server/redis.js';
import { externalServer, type Server, type ServerSettings } from './server/server.js';

export const PREFERRED_PORTS = { nats: 4222, postgres: 54_329, redis: 6379 } as const;

export interface StartServersOptions {
  /** Keeps data, secrets and logs. Required unless ephemeral. */
  readonly dataDir?: string;
  readonly postgres?: boolean;
  readonly nats?: boolean;
  readonly redis?: boolean;
  /**
   * For tests: a temporary data directory that is deleted on stop, free ports, fast settings, and nothing taken from
   * the environment.
   */
  readonly ephemeral?: boolean;
  /** Where DATABASE_URL, NATS_URL and REDIS_URL are looked up. `process.env` unless given; ignored when ephemeral. */
  readonly env?: NodeJS.ProcessEnv;
  readonly report?: Report;
  /** Files and directories that go when this process does, however it ends. */
  readonly removeWithProcess?: readonly string[];
  /** One guard for servers and services of one stack; a guard of its own when absent. */
  readonly guard?: ProcessGuard;
}

/** Servers that take requests. A server not asked for, and a cache that could not be had, is undefined. */
export interface RunningServers {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly natsUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly postgres: Server | undefined;
  readonly nats: Server | undefined;
  readonly redis: Server | undefined;
  /** Why there is no cache although one was asked for. */
  readonly redisMissing: string | undefined;
  /** Redis, then NATS, then Postgres: nothing may be written by one that needs another already gone. */
  stop(): Promise<void>;
}

/**
 * Starts the servers asked for (all three unless said otherwise), each from a URL in the environment, or on its
 * preferred port with data under `dataDir`. Redis is only a cache: without it the rest starts and `redisMissing` says
 * why. Whatever was started is stopped again when one fails.
 */
export async function startServers(options: StartServersOptions): Promise<RunningServers> {
  const ephemeral = options.ephemeral ?? false;
  const dataDir = directoryFor(options, ephemeral);
  const guard = options.guard ?? new ProcessGuard();
  for (const path of [...(ephemeral ? [dataDir] : []), ...(options.removeWithProcess ?? [])]) guard.removeLater(path);
  const report = options.report ?? SILENT;
  const env = ephemeral ? {} : (options.env ?? process.env);
  const settingsFor = (name: keyof typeof PREFERRED_PORTS): ServerSettings => ({
    dataDirectory: join(dataDir, name),
    logDirectory: join(dataDir, 'log'),
    ...(ephemeral ? {} : { preferredPort: PREFERRED_PORTS[name] }),
    ephemeral,
    guard,
    report,
  });
  const password = ephemeral ? randomSecret() : readOrCreateSecrets(dataDir).postgresPassword;

  const [postgres, nats, redis] = await Promise.allSettled([
    wanted(options.postgres, 'Postgres', env['DATABASE_URL'], () =>
      startPostgres({ ...settingsFor('postgres'), password }),
    ),
    wanted(options.nats, 'NATS', env['NATS_URL'], () => startNats(settingsFor('nats'))),
    wanted(options.redis, 'Redis', env['REDIS_URL'], () => startRedis(settingsFor('redis'))),
  ]);
  const stop = async (): Promise<void> => {
    for (const outcome of [redis, nats, postgres]) {
      if (outcome.status === 'fulfilled') await outcome.value?.stop();
    }
    if (ephemeral) rmSync(dataDir, { recursive: true, force: true });
    if (options.guard === undefined) guard.release();
  };
  const failure = [postgres, nats].find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  const servers = { postgres: started(postgres), nats: started(nats), redis: started(redis) };
  return {
    dataDir,
    ...servers,
    databaseUrl: servers.postgres?.url,
    natsUrl: servers.nats?.url,
    redisUrl: servers.redis?.url,
    redisMissing: redis.status === 'rejected' ? reasonText(redis.reason) : undefined,
    stop,
  };
}

function started(outcome: PromiseSettledResult<Server | undefined>): Server | undefined {
  return outcome.status === 'fulfilled' ? outcome.value : undefined;
}

async function wanted(
  asked: boolean | undefined,
  name: string,
  url: string | undefined,
  start: () => Promise<Server>,
): Promise<Server | undefined> {
  if (asked === false) return undefined;
  if (url !== undefined && url !== '') return externalServer(name, url);
  return start();
}

function directoryFor(options: StartServersOptions, ephemeral: boolean): string {
  if (ephemeral) {
    // Postgres may run as another user, who must be able to walk through.
    const directory = mkdtempSync(join(tmpdir(), 'tape-servers-'));
    chmodSync(directory, 0o711);
    return directory;
  }
  if (options.dataDir === undefined) throw new Error('startServers needs dataDir unless ephemeral');
  return resolve(options.dataDir);
}

function reasonText(reason: unknown): string {
  if (reason instanceof ProgramMissing || reason instanceof Error) return reason.message;
  return String(reason);
}
