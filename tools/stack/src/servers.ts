import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ProcessGuard } from './process-guard.js';
import { randomSecret, readOrCreateSecrets } from './secrets.js';
import { startNats } from './server/nats.js';
import { startPostgres } from './server/postgres.js';
import { startRedis } from './server/redis.js';
import { externalServer, type Server, type ServerSettings } from './server/server.js';
import type { StackListener } from './stack-event.js';

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
  /** Start nothing: every server must be named in the environment. */
  readonly external?: boolean;
  /** Where DATABASE_URL, NATS_URL and REDIS_URL are looked up. `process.env` unless given; ignored when ephemeral. */
  readonly env?: NodeJS.ProcessEnv;
  readonly onEvent?: StackListener;
  /** Files and directories that go when this process does, however it ends. */
  readonly removeWithProcess?: readonly string[];
  /** One guard for servers and services of one stack; a guard of its own when absent. */
  readonly guard?: ProcessGuard;
  /** Gives up starting; what has started is stopped and the reason of the abort is thrown. */
  readonly signal?: AbortSignal | undefined;
}

/** How one server is ended; a caller may wrap it to say what happens. */
export type EndServer = (server: Server, end: () => Promise<void>) => Promise<void>;

/** Servers that take requests. A server not asked for, and a cache that could not be had, is undefined. */
export interface RunningServers {
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly natsUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly postgres: Server | undefined;
  readonly nats: Server | undefined;
  readonly redis: Server | undefined;
  /** Redis, then NATS, then Postgres: nothing may be written by one that needs another already gone. */
  stop(each?: EndServer): Promise<void>;
}

/** A server that may only come from the environment is not named there. */
export class ServerUrlMissing extends Error {
  override readonly name = 'ServerUrlMissing';
}

interface WantedServer {
  readonly name: string;
  readonly directory: keyof typeof PREFERRED_PORTS;
  readonly asked: boolean;
  readonly variable: string;
  /** The stack works without it. */
  readonly optional?: boolean;
  readonly start: (settings: ServerSettings) => Promise<Server>;
}

/**
 * Starts the servers asked for (all three unless said otherwise), each from a URL in the environment, or on its
 * preferred port with data under `dataDir`. Redis is only a cache: without it the rest starts, and a notice says why.
 * Whatever was started is stopped again when one fails.
 */
export async function startServers(options: StartServersOptions): Promise<RunningServers> {
  const ephemeral = options.ephemeral ?? false;
  const onEvent = options.onEvent ?? (() => undefined);
  const dataDir = directoryFor(options, ephemeral);
  const guard = options.guard ?? new ProcessGuard();
  for (const path of [...(ephemeral ? [dataDir] : []), ...(options.removeWithProcess ?? [])]) guard.removeLater(path);
  const startNamed = async (wanted: WantedServer): Promise<Server | undefined> => {
    if (!wanted.asked) return undefined;
    const began = Date.now();
    onEvent({ kind: 'starting', name: wanted.name });
    try {
      const server = await startOrFind(wanted, options, dataDir, guard);
      onEvent({ kind: 'ready', name: server.name, detail: detailOf(server), tookMs: Date.now() - began });
      sayWhenPortDiffers(server, wanted, ephemeral, onEvent);
      return server;
    } catch (error) {
      if (wanted.optional !== true || options.signal?.aborted === true) throw error;
      const why = error instanceof Error ? error.message : String(error);
      onEvent({ kind: 'unavailable', name: wanted.name, message: why });
      return undefined;
    }
  };
  const password = (): string => (ephemeral ? randomSecret() : readOrCreateSecrets(dataDir).postgresPassword);
  const outcomes = await Promise.allSettled([
    startNamed({
      name: 'Postgres',
      directory: 'postgres',
      asked: options.postgres ?? true,
      variable: 'DATABASE_URL',
      start: (settings) => startPostgres({ ...settings, password: password() }),
    }),
    startNamed({
      name: 'NATS',
      directory: 'nats',
      asked: options.nats ?? true,
      variable: 'NATS_URL',
      start: startNats,
    }),
    startNamed({
      name: 'Redis',
      directory: 'redis',
      asked: options.redis ?? true,
      variable: 'REDIS_URL',
      optional: true,
      start: startRedis,
    }),
  ]);
  const [postgres, nats, redis] = outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? outcome.value : undefined,
  );
  const stop = async (each: EndServer = (_server, end) => end()): Promise<void> => {
    for (const server of [redis, nats, postgres]) if (server?.owned === true) await each(server, () => server.stop());
    if (ephemeral) rmSync(dataDir, { recursive: true, force: true });
    if (options.guard === undefined) guard.release();
  };
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) {
    await stop();
    throw failure.reason;
  }
  return {
    dataDir,
    postgres,
    nats,
    redis,
    databaseUrl: postgres?.url,
    natsUrl: nats?.url,
    redisUrl: redis?.url,
    stop,
  };
}

async function startOrFind(
  wanted: WantedServer,
  options: StartServersOptions,
  dataDir: string,
  guard: ProcessGuard,
): Promise<Server> {
  const ephemeral = options.ephemeral ?? false;
  const url = ephemeral ? undefined : (options.env ?? process.env)[wanted.variable];
  if (url !== undefined && url !== '') return externalServer(wanted.name, url, wanted.variable);
  if (options.external === true) throw new ServerUrlMissing(`${wanted.variable} is not set`);
  return wanted.start({
    dataDirectory: join(dataDir, wanted.directory),
    logDirectory: join(dataDir, 'log'),
    ...(ephemeral ? {} : { preferredPort: PREFERRED_PORTS[wanted.directory] }),
    ephemeral,
    guard,
    report: (message, percent) => options.onEvent?.({ kind: 'progress', message, percent }),
    signal: options.signal,
  });
}

function detailOf(server: Server): string {
  return server.owned ? `127.0.0.1:${server.port}, ${server.description}` : `${hostOf(server)}, ${server.description}`;
}

function hostOf(server: Server): string {
  return URL.canParse(server.url) ? new URL(server.url).host : server.url;
}

function sayWhenPortDiffers(server: Server, wanted: WantedServer, ephemeral: boolean, onEvent: StackListener): void {
  const preferred = PREFERRED_PORTS[wanted.directory];
  if (ephemeral || !server.owned || server.port === preferred) return;
  onEvent({ kind: 'notice', message: `${server.name} listens on ${server.port}: port ${preferred} is taken` });
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
