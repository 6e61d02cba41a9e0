import { chmodSync, chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { StartedProcess } from '../child-process.js';
import { freePort } from '../free-port.js';
import { StartFailure, waitUntilReady } from '../readiness.js';
import { runToEnd } from '../run-to-end.js';
import { embeddedPostgres } from './postgres-binaries.js';
import { type ProcessOwner, postgresOwner, reachableBinaries, reachableDataDirectory } from './postgres-owner.js';
import type { Server, ServerSettings } from './server.js';

export const DATABASE_NAME = 'tapereader';
const SUPERUSER = 'tapereader';
/** Crash recovery of a large write-ahead log takes its time. */
const READY_TIMEOUT_MS = 60_000;
const STOP_GRACE_MS = 15_000;
const PORT_ATTEMPTS = 3;

/** Nine services with their pools, the command line and a few tools. */
const SETTINGS = ['max_connections=200', 'shared_buffers=128MB', 'max_wal_size=2GB', 'timezone=UTC'];
/** A test database is thrown away: it need not survive a crash of the machine. */
const EPHEMERAL_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/** Starts the embedded Postgres on loopback. Throws PostgresMissing or StartFailure. */
export async function startPostgres(settings: ServerSettings & { readonly password: string }): Promise<Server> {
  const binaries = embeddedPostgres();
  const owner = await postgresOwner();
  const root = reachableBinaries(owner, binaries);
  const directory = reachableDataDirectory(owner, settings.dataDirectory);
  if (settings.ephemeral && directory !== settings.dataDirectory) settings.guard.removeLater(directory);
  refuseOtherMajorVersion(directory, binaries.version);
  const elsewhere = directory === resolve(settings.dataDirectory) ? '' : `, data in ${directory}`;
  const description = `embedded Postgres ${binaries.version}${elsewhere}`;
  if (!existsSync(join(directory, 'PG_VERSION'))) {
    settings.report('Postgres: creating the database cluster');
    await initialise(root, directory, owner, settings);
  }
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(settings.preferredPort);
    const server = postgresServer(root, directory, owner, settings, port, description);
    try {
      await server.start();
      await createDatabaseIfMissing(server.url);
      return server;
    } catch (error) {
      await server.stop();
      const portTaken = error instanceof StartFailure && /Address already in use/.test(error.message);
      if (!portTaken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

function postgresServer(
  root: string,
  directory: string,
  owner: ProcessOwner | undefined,
  settings: ServerSettings & { readonly password: string },
  port: number,
  description: string,
): Server {
  const flags = [...SETTINGS, ...(settings.ephemeral ? EPHEMERAL_SETTINGS : [])].flatMap((value) => ['-c', value]);
  const child = new StartedProcess({
    name: 'Postgres',
    command: join(root, 'bin', 'postgres'),
    // No Unix socket: its directory may be shared with another Postgres, or closed to us.
    args: ['-D', directory, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', ...flags],
    owner,
    cwd: directory,
    logFile: join(settings.logDirectory, 'postgres.log'),
    // SIGINT is the "fast" shutdown: it ends sessions and checkpoints. SIGTERM would wait for every client to leave.
    stopSignal: 'SIGINT',
    guard: settings.guard,
    guardedAs: settings.ephemeral ? 'disposable' : 'server',
  });
  const url = `postgres://${SUPERUSER}:${settings.password}@127.0.0.1:${port}/${DATABASE_NAME}`;
  return {
    name: 'Postgres',
    url,
    get pid() {
      return child.pid;
    },
    port,
    description,
    owned: true,
    kill: () => child.kill(),
    start: async () => {
      child.start();
      await waitUntilReady(child, () => answers(url), { timeoutMs: READY_TIMEOUT_MS, signal: settings.signal });
    },
    stop: async () => {
      await child.stop(STOP_GRACE_MS);
    },
  };
}

async function initialise(
  root: string,
  directory: string,
  owner: ProcessOwner | undefined,
  settings: ServerSettings & { readonly password: string },
): Promise<void> {
  const secret = mkdtempSync(join(tmpdir(), 'tape-initdb-'));
  const passwordFile = join(secret, 'password');
  writeFileSync(passwordFile, settings.password, { mode: 0o600 });
  if (owner !== undefined) for (const path of [secret, passwordFile]) chownSync(path, owner.uid, owner.gid);
  for (const program of ['initdb', 'postgres']) makeExecutable(join(root, 'bin', program));
  try {
    const { code, stderr, stdout } = await runToEnd(
      join(root, 'bin', 'initdb'),
      [
        `--pgdata=${directory}`,
        `--username=${SUPERUSER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        // Sorting and case rules come with Postgres itself: the same on every machine, whatever locales it has.
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(settings.ephemeral ? ['--no-sync'] : []),
      ],
      { ...owner, cwd: directory },
    );
    if (code !== 0) throw new StartFailure(`initdb failed (exit code ${code})\n${(stderr || stdout).trim()}`);
  } finally {
    rmSync(secret, { recursive: true, force: true });
  }
}

function makeExecutable(file: string): void {
  try {
    chmodSync(file, 0o755);
  } catch {
    // Another user installed the package: then its mode is theirs to set, and the start tells if it is wrong.
  }
}

function refuseOtherMajorVersion(directory: string, version: string): void {
  const file = join(directory, 'PG_VERSION');
  if (!existsSync(file)) return;
  const major = readFileSync(file, 'utf8').trim();
  if (major === version.split('.')[0]) return;
  throw new Error(
    `${directory} holds data of Postgres ${major}, this is Postgres ${version}. Start with --data-dir on a new ` +
      'directory, or restore a dump made with the old version.',
  );
}

async function answers(url: string): Promise<boolean> {
  return withClient(maintenanceUrl(url), async (client) => (await client.query('select 1')).rowCount === 1);
}

async function createDatabaseIfMissing(url: string): Promise<void> {
  await withClient(maintenanceUrl(url), async (client) => {
    const existing = await client.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (existing.rowCount === 0) await client.query(`create database ${DATABASE_NAME}`);
  });
}

/** The same server, but the database every cluster has. */
export function maintenanceUrl(url: string): string {
  const changed = new URL(url);
  changed.pathname = '/postgres';
  return changed.href;
}

/** Runs `work` on a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
