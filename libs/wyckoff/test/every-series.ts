import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { seriesOfFileName, type Timeframe } from '@tape/market';

const DIRECTORY = process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../shared/data');

export interface SeriesFile {
  /** Path inside the data set, with forward slashes. */
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** SHA-256 of the bars as they stand on disk. */
  readonly input: string;
}

/** Every file of the data set that its name makes a series; none, loudly, where the data set is missing. */
export function everySeries(): readonly SeriesFile[] {
  if (!existsSync(DIRECTORY)) {
    process.stderr.write(`no real bars at ${DIRECTORY}: set TAPE_DATA_DIR; these facts stay unchecked\n`);
    return [];
  }
  const names = readdirSync(DIRECTORY, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.csv'));
  return names.toSorted().flatMap((name) => {
    const { symbol, timeframe } = seriesOfFileName(name);
    if (symbol === null || timeframe === null) return [];
    const path = join(DIRECTORY, name);
    const file = relative(DIRECTORY, path).replaceAll('\\', '/');
    return [{ file, symbol, timeframe, input: sha256(readFileSync(path, 'utf8')) }];
  });
}

function sha256(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}
