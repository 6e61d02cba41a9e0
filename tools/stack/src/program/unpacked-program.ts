import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runToEnd } from '../run-to-end.js';
import { DebianArchive } from './debian-archive.js';
import type { DebianSource, FoundProgram, Report, WantedProgram } from './program.js';
import { isAtLeast, programVersion } from './program-version.js';

/** One cache for every clone of this user. `TAPE_CACHE_DIR` moves it. */
export function cacheDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const chosen = env['TAPE_CACHE_DIR'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const base = env['XDG_CACHE_HOME'];
  return join(base !== undefined && base !== '' ? base : join(homedir(), '.cache'), 'tapereader');
}

/** A program unpacked by an earlier start, when it still runs. */
export async function alreadyUnpacked(wanted: WantedProgram): Promise<FoundProgram | undefined> {
  const found = await runnable(wanted, unpackDirectory(wanted));
  return 'reason' in found ? undefined : found;
}

/**
 * Downloads Debian packages with the machine's own apt and unpacks them, without root, into the cache of the user.
 * Tries the sources in order; the answer is the reason of the last one when none gives a program that runs here.
 */
export async function unpackFromDebian(
  wanted: WantedProgram,
  report: Report,
): Promise<FoundProgram | { readonly reason: string }> {
  let reason = 'no Debian package known';
  for (const source of wanted.debian) {
    const work = mkdtempSync(join(tmpdir(), 'tape-apt-'));
    try {
      const tried = await unpackSource(wanted, source, work, report);
      if (!('reason' in tried)) return tried;
      reason = tried.reason;
      if (reason === 'no apt-get') break;
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return { reason };
}

async function unpackSource(
  wanted: WantedProgram,
  source: DebianSource,
  work: string,
  report: Report,
): Promise<FoundProgram | { readonly reason: string }> {
  const archive = await DebianArchive.open(work, source.suite);
  if ('reason' in archive) return archive;
  const from = source.suite === undefined ? 'the package archive of this machine' : `Debian ${source.suite}`;
  report(`${wanted.label}: reading the package index of ${from}`);
  const complaint = (await archive.update(report)) ?? (await archive.download(source.packages, report));
  if (complaint !== undefined) return { reason: `${from}: ${complaint}` };
  const root = join(work, 'root');
  const unpacked = await unpackAll(work, root);
  if (unpacked !== undefined) return { reason: unpacked };
  let found = await runnable(wanted, root);
  if ('reason' in found) {
    // Most likely a shared library is missing: bring the libraries along rather than ask for root.
    for (const name of source.packages) await archive.download(await archive.libraryDependencies(name), report);
    await unpackAll(work, root);
    found = await runnable(wanted, root);
    if ('reason' in found) return { reason: `${from}: ${found.reason}` };
  }
  await keep(wanted, root);
  return runnable(wanted, unpackDirectory(wanted));
}

async function unpackAll(work: string, root: string): Promise<string | undefined> {
  for (const file of readdirSync(work).filter((name) => name.endsWith('.deb'))) {
    const { code, stderr } = await runToEnd('dpkg-deb', ['-x', join(work, file), root]);
    if (code !== 0) return `dpkg-deb cannot unpack ${file}: ${stderr.trim()}`;
  }
  return undefined;
}

/** Moves the tree into the cache in one step. Another start may have done the same meanwhile: a copy that runs stays. */
async function keep(wanted: WantedProgram, root: string): Promise<void> {
  const directory = unpackDirectory(wanted);
  mkdirSync(dirname(directory), { recursive: true });
  const staged = mkdtempSync(`${directory}-`);
  cpSync(root, staged, { recursive: true, verbatimSymlinks: true });
  try {
    if (existsSync(directory) && 'reason' in (await runnable(wanted, directory))) {
      rmSync(directory, { recursive: true, force: true });
    }
    renameSync(staged, directory);
  } catch {
    rmSync(staged, { recursive: true, force: true });
  }
}

function unpackDirectory(wanted: WantedProgram): string {
  return join(
    cacheDirectory(),
    `${wanted.executables[0]}-${wanted.minimum.join('.')}-${process.platform}-${process.arch}`,
  );
}

async function runnable(wanted: WantedProgram, root: string): Promise<FoundProgram | { readonly reason: string }> {
  const executable = wanted.executables
    .flatMap((name) => ['usr/sbin', 'usr/bin', 'bin', 'sbin'].map((directory) => join(root, directory, name)))
    .find((file) => existsSync(file));
  if (executable === undefined) return { reason: `the packages hold no ${wanted.executables.join(' or ')}` };
  const env = { LD_LIBRARY_PATH: libraryDirectories(root).join(':') };
  const answer = await programVersion(executable, env);
  if ('reason' in answer) return answer;
  if (!isAtLeast(answer.version, wanted.minimum)) return { reason: `only version ${answer.version.join('.')}` };
  return {
    origin: 'debian',
    description: `unpacked Debian package, ${answer.version.join('.')}`,
    listenHost: '127.0.0.1',
    commandLine: ({ args }) => ({ command: executable, args, env }),
  };
}

function libraryDirectories(root: string): readonly string[] {
  const base = join(root, 'usr', 'lib');
  if (!existsSync(base)) return [];
  const nested = readdirSync(base, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return [base, ...nested.map((entry) => join(base, entry.name))];
}
