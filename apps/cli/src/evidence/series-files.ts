import { readdir } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { seriesOfFileName, type Timeframe } from '@tape/market';
import { CommandFailure, EXIT } from '../exit-code.js';

export interface NamedSeries {
  readonly path: string;
  /** Path inside the directory. */
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

export interface LeftOut {
  readonly file: string;
  readonly reason: string;
}

/**
 * CSV files under a directory that their names make series, one a series: of AAPL_1d.csv and AAPL_1d_unadjusted.csv the first.
 * Counting both would count the same trades twice. @throws CommandFailure (bad data) when the directory cannot be read.
 */
export async function seriesFiles(directory: string): Promise<{
  readonly series: readonly NamedSeries[];
  readonly leftOut: readonly LeftOut[];
}> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => {
    throw new CommandFailure(EXIT.BAD_DATA, `${directory}: there is no such directory`);
  });
  const paths = entries
    .filter((entry) => entry.isFile() && /\.csv$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    // The plainest name of a series first.
    .toSorted((a, b) => basename(a).length - basename(b).length || (a < b ? -1 : 1));
  const chosen = new Map<string, NamedSeries>();
  const leftOut: LeftOut[] = [];
  for (const path of paths) {
    const file = relative(directory, path);
    const { symbol, timeframe } = seriesOfFileName(path);
    if (symbol === null || timeframe === null) {
      leftOut.push({ file, reason: 'its name is not SYMBOL_TIMEFRAME.csv' });
      continue;
    }
    const key = `${symbol} ${timeframe}`;
    const other = chosen.get(key);
    if (other === undefined) chosen.set(key, { path, file, symbol, timeframe });
    else leftOut.push({ file, reason: `${key} is read from ${other.file}` });
  }
  return { series: [...chosen.values()].toSorted((a, b) => (a.file < b.file ? -1 : 1)), leftOut };
}
