import { join, resolve } from 'node:path';
import { freePort } from './free-port.js';
import { endLeftovers } from './leftover-processes.js';
import { type FirstAdmin, makeFirstAdmin } from './first-admin.js';
import { migrate } from './migration.js';
import { ProcessGuard } from './process-guard.js';
import type { Server } from './server/server.js';
import { type RunningServers, startServers } from './servers.js';
import { chooseServices, type ServiceInstance } from './service/service-choice.js';
import { controlOf } from './service/service-control.js';
import { MIGRATION_PROGRAM, REPOSITORY_ROOT, SERVICES, USERS_PROGRAM } from './service/service-definition.js';
import { SupervisedService } from './service/supervised-service.js';
import { newSecrets, readOrCreateSecrets } from './secrets.js';
import { claimStackFile, describeStack, removeStackFile, writeStackFile } from './stack-file.js';
import type { RunningStack, StartStackOptions } from './stack-options.js';
import type { StackListener } from './stack-event.js';

const DRAIN_MS = 10_000;
const LAST_SHARE = 5;
export const DEFAULT_DATA_DIRECTORY: string = join(REPOSITORY_ROOT, '.stack');

/**
 * Starts the servers that are missing, migrates the database, starts the services and resolves when all are ready.
 * When anything fails, what was started is stopped again and the reason is thrown: AlreadyRunning, ProgramMissing,
 * PostgresMissing, MigrationFailure, StartFailure.
 */
export async function startStack(options: StartStackOptions = {}): Promise<RunningStack> {
  const ephemeral = options.ephemeral ?? false;
  const onEvent = options.onEvent ?? (() => undefined);
  const dataDir = ephemeral ? undefined : resolve(options.dataDir ?? DEFAULT_DATA_DIRECTORY);
  const instances = chooseServices(options.catalogue ?? SERVICES, options.services, options.replicas);
  if (dataDir !== undefined) await claim(dataDir, onEvent);
  const guard = new ProcessGuard();
  let servers: RunningServers | undefined;
  const services: SupervisedService[] = [];
  try {
    servers = await startServers({
      ...(dataDir === undefined ? {} : { dataDir }),
      ephemeral,
      external: options.external ?? false,
      redis: options.redis ?? true,
      guard,
      onEvent,
      signal: options.signal,
    });
    return await startServices(options, instances, servers, services, guard);
  } catch (error) {
    await stopAll(services, servers, guard, dataDir, options.drainMs ?? DRAIN_MS, onEvent);
    throw error;
  }
}

async function claim(dataDir: string, onEvent: StackListener): Promise<void> {
  const previous = claimStackFile(dataDir);
  if (previous === undefined) return;
  const ended = await endLeftovers(previous);
  if (ended.length > 0) {
    onEvent({ kind: 'notice', message: `ended what a killed stack had left running: ${ended.join(', ')}` });
  }
}

async function startServices(
  options: StartStackOptions,
  instances: readonly ServiceInstance[],
  servers: RunningServers,
  services: SupervisedService[],
  guard: ProcessGuard,
): Promise<RunningStack> {
  const onEvent = options.onEvent ?? (() => undefined);
  const { postgres, nats, redis, dataDir } = servers;
  if (postgres === undefined || nats === undefined) throw new Error('a stack needs Postgres and NATS');
  await migrateIfWanted(options.migration ?? MIGRATION_PROGRAM, postgres.url, onEvent);

  const firstAdmin = await firstAdminOf(options, instances, postgres.url);
  const access = accessOf(options, dataDir);
  const logDirectory = join(dataDir, 'log');
  const describe = (): void => {
    if (options.ephemeral !== true) writeStackFile(describeStack(servers, services));
  };
  const common = {
    ...options.env,
    DATABASE_URL: postgres.url,
    NATS_URL: nats.url,
    ...(redis === undefined ? {} : { REDIS_URL: redis.url }),
  };
  const ports = await portsOf(instances, options);
  // The gateway watches over the others, so it must know where they are.
  const serviceUrls = [...ports].map(([name, port]) => `${name}=http://127.0.0.1:${port}`).join(',');
  for (const { name, entry, service, stopWave } of instances) {
    services.push(
      new SupervisedService({
        name,
        entry,
        port: ports.get(name) ?? 0,
        env: {
          SERVICE_URLS: serviceUrls,
          ...common,
          ...(service === 'gateway' ? access : {}),
          ...options.serviceEnv?.[service],
          ...options.serviceEnv?.[name],
        },
        logDirectory,
        autoRestart: options.autoRestart ?? true,
        drainMs: options.drainMs ?? DRAIN_MS,
        stopWave,
        guard,
        onEvent,
        onProcessChange: describe,
        signal: options.signal,
      }),
    );
  }
  await startAll(services, onEvent);

  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => {
    const claimed = options.ephemeral === true ? undefined : dataDir;
    stopping ??= stopAll(services, servers, guard, claimed, options.drainMs ?? DRAIN_MS, onEvent);
    return stopping;
  };
  return {
    dataDir,
    logDirectory,
    gatewayUrl: services.find(({ name }) => name === 'gateway')?.url,
    apiToken: access.TAPE_API_TOKEN,
    firstAdmin,
    urls: { database: postgres.url, nats: nats.url, redis: redis?.url },
    nats,
    postgres,
    servers,
    services: controlOf(services),
    stop,
    killAll: async () => {
      await Promise.all(services.map((service) => service.killForGood()));
      for (const server of [redis, nats, postgres]) if (server?.owned === true) await server.kill();
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** What the gateway knows its callers by: what the environment says, or the secrets of the data directory. */
function accessOf(
  options: StartStackOptions,
  dataDir: string,
): { readonly TAPE_API_TOKEN: string; readonly TAPE_SIGNING_KEY: string } {
  const ephemeral = options.ephemeral === true;
  const secrets = ephemeral ? newSecrets() : readOrCreateSecrets(dataDir);
  const given = { ...(ephemeral ? {} : process.env), ...options.env, ...options.serviceEnv?.['gateway'] };
  return {
    TAPE_API_TOKEN: given['TAPE_API_TOKEN'] || secrets.apiToken,
    TAPE_SIGNING_KEY: given['TAPE_SIGNING_KEY'] || secrets.signingKey,
  };
}

/** Tests call with the token and need nobody who logs in. */
async function firstAdminOf(
  options: StartStackOptions,
  instances: readonly ServiceInstance[],
  databaseUrl: string,
): Promise<FirstAdmin | undefined> {
  const logsIn = instances.some(({ service }) => service === 'gateway') && options.catalogue === undefined;
  const passwordGiven = (process.env['TAPE_ADMIN_PASSWORD'] ?? '') !== '';
  if (!logsIn || passwordGiven || options.ephemeral === true || options.migration === false) return undefined;
  return makeFirstAdmin(USERS_PROGRAM, databaseUrl);
}

async function portsOf(
  instances: readonly ServiceInstance[],
  { ephemeral, onEvent }: StartStackOptions,
): Promise<ReadonlyMap<string, number>> {
  const ports = new Map<string, number>();
  const moved: string[] = [];
  for (const { name, preferredPort } of instances) {
    const port = await freePort(ephemeral === true ? undefined : preferredPort);
    ports.set(name, port);
    if (ephemeral !== true && port !== preferredPort) moved.push(`${name} ${port} for ${preferredPort}`);
  }
  if (moved.length > 0) onEvent?.({ kind: 'notice', message: `ports are taken, others serve: ${moved.join(', ')}` });
  return ports;
}

async function migrateIfWanted(program: string | false, databaseUrl: string, onEvent: StackListener): Promise<void> {
  if (program === false) return;
  const began = Date.now();
  onEvent({ kind: 'starting', name: 'schema' });
  await migrate(program, databaseUrl);
  onEvent({ kind: 'ready', name: 'schema', detail: 'up to date', tookMs: Date.now() - began });
}

async function startAll(services: readonly SupervisedService[], onEvent: StackListener): Promise<void> {
  const outcomes = await Promise.allSettled(
    services.map(async (service) => {
      const began = Date.now();
      onEvent({ kind: 'starting', name: service.name });
      await service.start();
      onEvent({ kind: 'ready', name: service.name, detail: service.url, tookMs: Date.now() - began });
    }),
  );
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

async function stopAll(
  services: readonly SupervisedService[],
  servers: RunningServers | undefined,
  guard: ProcessGuard,
  claimedDirectory: string | undefined,
  drainMs: number,
  onEvent: StackListener,
): Promise<void> {
  await stopServices(services, drainMs, onEvent);
  await servers?.stop((server: Server, end) => timed(server.name, end, onEvent));
  if (claimedDirectory !== undefined) removeStackFile(claimedDirectory);
  guard.release();
}

/** Wave after wave, all within `drainMs`; when that is used up, each further wave gets a small share. */
async function stopServices(
  services: readonly SupervisedService[],
  drainMs: number,
  onEvent: StackListener,
): Promise<void> {
  const deadline = Date.now() + drainMs;
  for (const wave of [...new Set(services.map(({ stopWave }) => stopWave))].toSorted((a, b) => a - b)) {
    const graceMs = Math.max(deadline - Date.now(), drainMs / LAST_SHARE);
    await Promise.all(
      services
        .filter(({ stopWave }) => stopWave === wave)
        .map((service) => timed(service.name, () => service.stop(graceMs), onEvent)),
    );
  }
}

async function timed(name: string, end: () => Promise<void>, onEvent: StackListener): Promise<void> {
  const began = Date.now();
  onEvent({ kind: 'stopping', name });
  await end();
  onEvent({ kind: 'stopped', name, tookMs: Date.now() - began });
}
