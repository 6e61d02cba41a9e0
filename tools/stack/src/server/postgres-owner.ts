import { chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { runToEnd } from '../run-to-end.js';
import type { PostgresBinaries } from './postgres-binaries.js';

export interface ProcessOwner {
  readonly uid: number;
  readonly gid: number;
}

/** Where a Postgres that may not run as root keeps what it cannot reach in a root-only home directory. */
const SYSTEM_DIRECTORY = '/var/lib/tapereader';

/** Postgres refuses to run as root. Root lends it the account `postgres`, or `nobody` where that does not exist. */
export async function postgresOwner(): Promise<ProcessOwner | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  for (const account of ['postgres', 'nobody']) {
    const [user, group] = await Promise.all([runToEnd('id', ['-u', account]), runToEnd('id', ['-g', account])]);
    if (user.code === 0 && group.code === 0) return { uid: Number(user.stdout), gid: Number(group.stdout) };
  }
  throw new Error('Postgres refuses to run as root, and there is neither a user "postgres" nor a user "nobody"');
}

/** Whether `owner` can walk down to `path`: every directory above it must let them through. */
export function reaches(owner: ProcessOwner, path: string): boolean {
  for (let directory = dirname(resolve(path)); ; directory = dirname(directory)) {
    if (existsSync(directory) && !lets(owner, directory)) return false;
    if (directory === dirname(directory)) return true;
  }
}

function lets(owner: ProcessOwner, directory: string): boolean {
  const { mode, uid, gid } = statSync(directory);
  if (uid === owner.uid) return (mode & 0o100) !== 0;
  if (gid === owner.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** The data directory itself, or a directory of the system that stands in for it when `owner` cannot reach it. */
export function reachableDataDirectory(owner: ProcessOwner | undefined, directory: string): string {
  let chosen = resolve(directory);
  if (owner !== undefined && !reaches(owner, chosen)) {
    const key = createHash('sha256').update(chosen).digest('hex').slice(0, 12);
    chosen = join(SYSTEM_DIRECTORY, `postgres-${key}`);
    mkdirSync(SYSTEM_DIRECTORY, { recursive: true, mode: 0o755 });
  }
  mkdirSync(chosen, { recursive: true, mode: 0o700 });
  if (owner !== undefined) chownSync(chosen, owner.uid, owner.gid);
  return chosen;
}

/** The installed binaries, or a copy of them that `owner` can reach. */
export function reachableBinaries(owner: ProcessOwner | undefined, binaries: PostgresBinaries): string {
  if (owner === undefined || reaches(owner, join(binaries.root, 'bin', 'postgres'))) return binaries.root;
  const copy = join(SYSTEM_DIRECTORY, `postgres-${binaries.version}`);
  if (!existsSync(copy)) {
    const staged = `${copy}.${process.pid}`;
    mkdirSync(SYSTEM_DIRECTORY, { recursive: true, mode: 0o755 });
    cpSync(binaries.root, staged, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(staged, copy);
    } catch {
      rmSync(staged, { recursive: true, force: true });
    }
  }
  return copy;
}
