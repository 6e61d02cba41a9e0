import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from '@jest/globals';

const REPOSITORY_ROOT = resolve(import.meta.dirname, '../../..');

/** Where recorded market bars lie: `TAPE_DATA_DIR`, or a directory beside the repository. They are not part of it. */
export function dataDirectory(): string {
  return resolve(REPOSITORY_ROOT, process.env['TAPE_DATA_DIR'] ?? '../shared/data');
}

/** Path of a recorded file such as `stocks/AAPL_1d.csv`, or undefined with a warning when this machine lacks it. */
export function dataSet(name: string): string | undefined {
  const file = join(dataDirectory(), name);
  if (existsSync(file)) return file;
  // oxlint-disable-next-line no-console -- a skipped suite must be seen in the test report
  console.warn(`SKIPPED: recorded bars ${name} are not in ${dataDirectory()} (set TAPE_DATA_DIR)`);
  return undefined;
}

/**
 * `describe` for tests that read recorded bars: `define` gets the paths in the order of `names`. Where one is missing
 * the suite is reported as skipped, with a warning that says which.
 */
export function describeWithData(name: string, names: readonly string[], define: (...files: string[]) => void): void {
  const files = names.map((wanted) => dataSet(wanted));
  const present = files.filter((file) => file !== undefined);
  if (present.length === names.length) {
    describe(name, () => define(...present));
    return;
  }
  // The definition may read the files while it defines, so it cannot run just to list its tests.
  describe.skip(name, () => it(`needs ${names.join(', ')}`, () => undefined));
}
