import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseIsoTime, type Bar } from '@tape/market';

const DIRECTORY = process.env['TAPE_DATA_DIR'] ?? join(import.meta.dirname, '../../../../../shared/data');

/** Bars of a file of the data set; null, loudly, where the data set is missing. */
export function realBars(file: string): Bar[] | null {
  const path = join(DIRECTORY, file);
  if (!existsSync(path)) {
    process.stderr.write(`no real bars at ${path}: set TAPE_DATA_DIR; these facts stay unchecked\n`);
    return null;
  }
  const rows = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [timestamp, open, high, low, close, volume] = row.split(',');
    return {
      openTimeMs: parseIsoTime(timestamp)!,
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    };
  });
}

/** Rows of a CSV of the data set with quoted fields; null where it is missing. */
export function realRows(file: string): Record<string, string>[] | null {
  const path = join(DIRECTORY, file);
  if (!existsSync(path)) return null;
  const [head, ...rows] = readFileSync(path, 'utf8').trim().split('\n').map(fields);
  return rows.map((row) => Object.fromEntries(head!.map((name, i) => [name, row[i] ?? ''])));
}

function fields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"([^"]*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? '');
}
