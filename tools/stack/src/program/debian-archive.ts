import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { runToEnd } from '../run-to-end.js';
import type { Report } from './program.js';

/** Keyrings Debian ships; apt checks the signature of the foreign suite with the first that exists. */
const DEBIAN_KEYRINGS = [
  '/usr/share/keyrings/debian-archive-keyring.pgp',
  '/usr/share/keyrings/debian-archive-keyring.gpg',
];

/**
 * The package archive this machine is set up for, read through apt itself but with every file apt writes kept in a
 * directory of ours: no root needed, the system untouched, and signatures, checksums, proxies and mirrors are apt's.
 */
export class DebianArchive {
  readonly #directory: string;
  readonly #options: readonly string[];

  private constructor(directory: string, sources: readonly string[]) {
    this.#directory = directory;
    this.#options = [
      ...sources,
      `Dir::State=${join(directory, 'state')}`,
      `Dir::Cache=${join(directory, 'cache')}`,
      // Installed packages play no part: only the download and the dependency names are of interest.
      `Dir::State::status=${join(directory, 'status')}`,
      'Debug::NoLocking=1',
      'Acquire::Languages=none',
      'Acquire::Retries=2',
      'APT::Sandbox::User=',
    ].flatMap((option) => ['-o', option]);
    mkdirSync(join(directory, 'state', 'lists', 'partial'), { recursive: true });
    mkdirSync(join(directory, 'cache', 'archives', 'partial'), { recursive: true });
    writeFileSync(join(directory, 'status'), '');
  }

  /**
   * Opens the machine's own suites, or `suite` of the Debian mirror the machine uses, with work files in `directory`.
   * The answer is a reason when the machine has no apt, or no Debian mirror for a named suite.
   */
  static async open(directory: string, suite?: string): Promise<DebianArchive | { readonly reason: string }> {
    const listed = await runToEnd('apt-get', ['update', '--print-uris'], { timeoutMs: 20_000 });
    if (listed.code !== 0) return { reason: listed.code === 127 ? 'no apt-get' : `apt-get: ${listed.stderr.trim()}` };
    if (suite === undefined) return new DebianArchive(directory, []);
    const mirror = debianMirror(listed.stdout);
    if (mirror === undefined) return { reason: 'the apt sources name no Debian mirror' };
    const keyring = DEBIAN_KEYRINGS.find((file) => existsSync(file));
    const options = keyring === undefined ? '' : `[signed-by=${keyring}] `;
    const list = join(directory, 'sources.list');
    mkdirSync(directory, { recursive: true });
    writeFileSync(list, `deb ${options}${mirror} ${suite} main\n`);
    return new DebianArchive(directory, [`Dir::Etc::sourcelist=${list}`, 'Dir::Etc::sourceparts=/dev/null']);
  }

  /** Fetches the package index (about 10 MB); false with the reason in the second place when that fails. */
  async update(report: Report): Promise<string | undefined> {
    return this.#fetch(['update', '--error-on=any'], 'package index', report);
  }

  /** Downloads packages, each checked against the signed index, into the work directory. Undefined means success. */
  async download(packages: readonly string[], report: Report): Promise<string | undefined> {
    return this.#fetch(['download', ...packages], packages.join(', '), report);
  }

  /** Names of the shared-library packages a package depends on directly; the C library is the machine's own affair. */
  async libraryDependencies(packageName: string): Promise<readonly string[]> {
    const { stdout } = await runToEnd('apt-cache', [...this.#options, 'depends', '--important', packageName]);
    return libraryNames(stdout);
  }

  async #fetch(args: readonly string[], what: string, report: Report): Promise<string | undefined> {
    return new Promise((resolve) => {
      const child = spawn('apt-get', [...this.#options, '-q', '-o', 'APT::Status-Fd=3', ...args], {
        cwd: this.#directory,
        stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      });
      let stderr = '';
      child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
      (child.stdio[3] as Readable).on('data', (chunk: Buffer) => {
        const percent = downloadPercent(chunk.toString('utf8'));
        if (percent !== undefined) report(`downloading ${what}`, percent);
      });
      child.once('error', (error) => resolve(error.message));
      child.once('close', (code) => resolve(code === 0 ? undefined : firstComplaint(stderr)));
    });
  }
}

/** The Debian mirror among what `apt-get update --print-uris` lists: the archive whose path ends in /debian. */
export function debianMirror(printedUris: string): string | undefined {
  for (const match of printedUris.matchAll(/^'([^']+)\/dists\/[^']+'/gm)) {
    if (match[1]?.endsWith('/debian') === true) return match[1];
  }
  return undefined;
}

/** Library packages among what `apt-cache depends` lists. */
export function libraryNames(depends: string): readonly string[] {
  const names = [...depends.matchAll(/^\s*\|?(?:Pre)?Depends: (lib[a-z0-9.+-]+)/gm)].map((match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => name !== 'libc6');
}

/** The percentage in apt's machine-readable progress (`dlstatus:1:42.5:text`). */
export function downloadPercent(statusLines: string): number | undefined {
  const last = [...statusLines.matchAll(/^dlstatus:\d+:([\d.]+):/gm)].at(-1);
  return last === undefined ? undefined : Number(last[1]);
}

function firstComplaint(stderr: string): string {
  return (
    stderr
      .split('\n')
      .find((line) => line.startsWith('E:'))
      ?.slice(2)
      .trim() ?? 'apt-get failed'
  );
}
