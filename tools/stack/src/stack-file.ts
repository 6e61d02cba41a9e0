import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunningServers } from './servers.js';
import type { SupervisedService } from './service/supervised-service.js';
import { isAlive, type ProcessIdentity, processIdentity } from './process-identity.js';

export interface StackProcess {
  readonly name: string;
  readonly kind: 'server' | 'service';
  /** Absent while it is down, and for a server from the environment. */
  readonly process?: ProcessIdentity | undefined;
  readonly port: number;
}

/** What other programs need to find a running stack: the command line tool, benches, a second start. */
export interface StackDescription {
  /** The process that supervises the others. */
  readonly supervisor: ProcessIdentity;
  readonly dataDir: string;
  readonly gatewayUrl?: string | undefined;
  readonly databaseUrl?: string | undefined;
  readonly natsUrl?: string | undefined;
  readonly redisUrl?: string | undefined;
  readonly processes: readonly StackProcess[];
}

const FILE_NAME = 'stack.json';

/** Another process runs a stack on the same data directory. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning';
  constructor(stack: StackDescription) {
    const where = stack.gatewayUrl === undefined ? 'it is still starting' : stack.gatewayUrl;
    super(
      `A stack is already running on ${stack.dataDir} (process ${stack.supervisor.pid}; ${where}).\n` +
        'Stop it with Ctrl-C in its terminal, or start another one beside it with --data-dir DIR.',
    );
  }
}

/**
 * Claims a data directory for this process. Throws AlreadyRunning when a living process holds it; otherwise returns the
 * description a dead one left behind, if any, so that its processes can be ended.
 */
export function claimStackFile(dataDir: string): StackDescription | undefined {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, FILE_NAME);
  const previous = read(file);
  if (previous !== undefined && isAlive(previous.supervisor)) throw new AlreadyRunning(previous);
  rmSync(file, { force: true });
  try {
    // `wx`: of two starts at the same moment only one creates the file.
    writeFileSync(file, text({ supervisor: thisProcess(), dataDir, processes: [] }), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const other = (error as NodeJS.ErrnoException).code === 'EEXIST' ? read(file) : undefined;
    if (other !== undefined) throw new AlreadyRunning(other);
    throw error;
  }
  return previous;
}

/** Replaces the description in one step, so that a reader never sees half of it. */
export function writeStackFile(stack: Omit<StackDescription, 'supervisor'>): void {
  const file = join(stack.dataDir, FILE_NAME);
  writeFileSync(`${file}.new`, text({ supervisor: thisProcess(), ...stack }), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function removeStackFile(dataDir: string): void {
  rmSync(join(dataDir, FILE_NAME), { force: true });
}

/** The stack that runs on a data directory, or undefined when none does. */
export function runningStack(dataDir: string): StackDescription | undefined {
  const stack = read(join(dataDir, FILE_NAME));
  return stack !== undefined && isAlive(stack.supervisor) ? stack : undefined;
}

/** What stack.json says of these servers and services at this moment. */
export function describeStack(
  servers: RunningServers,
  services: readonly SupervisedService[],
): Omit<StackDescription, 'supervisor'> {
  return {
    dataDir: servers.dataDir,
    gatewayUrl: services.find(({ name }) => name === 'gateway')?.url,
    databaseUrl: servers.databaseUrl,
    natsUrl: servers.natsUrl,
    redisUrl: servers.redisUrl,
    processes: [
      ...[servers.postgres, servers.nats, servers.redis]
        .filter((server) => server !== undefined)
        .map(({ name, pid, port }) => ({ name, kind: 'server' as const, process: identityOf(pid), port })),
      ...services.map(({ name, pid, url }) => ({
        name,
        kind: 'service' as const,
        process: identityOf(pid),
        port: Number(new URL(url).port),
      })),
    ],
  };
}

function identityOf(pid: number | undefined): ProcessIdentity | undefined {
  return pid === undefined ? undefined : processIdentity(pid);
}

function thisProcess(): ProcessIdentity {
  return processIdentity(process.pid) ?? { pid: process.pid, began: 'unknown' };
}

function read(file: string): StackDescription | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as StackDescription;
  } catch {
    // Cut off by a crash of the machine: nothing of it runs any more.
    return undefined;
  }
}

function text(stack: StackDescription): string {
  return `${JSON.stringify(stack, undefined, 2)}\n`;
}
