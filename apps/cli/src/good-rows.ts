import type { PriceBar } from '@tape/market';
import { CommandFailure, EXIT } from './exit-code.js';
import { type FileSeries, readBarFile } from './bar-file.js';
import { say } from './terminal.js';

/** Refused rows shown one by one; the rest is counted. */
const SHOWN_REFUSALS = 20;

/**
 * The good bars of a file. Each bad row is said on stderr with line, field and rule, and left out.
 * @param strict stop at the first bad row instead. @throws CommandFailure (bad data) then, or when nothing good is there.
 */
export async function* goodRows(series: FileSeries, strict: boolean): AsyncGenerator<PriceBar> {
  let good = 0;
  let refused = 0;
  for await (const row of readBarFile(series, Date.now())) {
    if ('bar' in row) {
      good += 1;
      yield row.bar;
      continue;
    }
    refused += 1;
    if (strict) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: ${row.refusal.message}`);
    if (refused <= SHOWN_REFUSALS) say(`${series.path}: refused: ${row.refusal.message}`);
  }
  if (refused > SHOWN_REFUSALS) say(`${series.path}: ${refused - SHOWN_REFUSALS} more rows refused`);
  if (refused > 0) say(`${series.path}: ${good} bars read, ${refused} rows refused`);
  if (good === 0) throw new CommandFailure(EXIT.BAD_DATA, `${series.path}: there is no bar in it`);
}
