import type { BarIngested } from '@tape/contracts';
import { isQuiet, type SeriesBook } from '@tape/trading';

/**
 * Index of the last bar, from `next` on, before which no decision of signal is outstanding and no signal waits; `next - 1`
 * when one does for the next bar itself.
 */
export function undisturbedThrough(
  bars: readonly BarIngested[],
  next: number,
  decidedThrough: number,
  firstSignalBarMs: number | null,
): number {
  let index = next - 1;
  for (let i = next; i < bars.length; i += 1) {
    const before = bars[i]!.previousOpenTimeMs ?? Number.NEGATIVE_INFINITY;
    // The first bar had its turn already, even where patience ended before the watermark came.
    if (i > next && before > decidedThrough) break;
    if (firstSignalBarMs !== null && firstSignalBarMs <= before) break;
    index = i;
  }
  return index;
}

/** Index of the last bar, from `next` to at most `last`, up to which none touches what is held; `next - 1` when the next bar does. */
export function quietThrough(book: SeriesBook, bars: readonly BarIngested[], next: number, last: number): number {
  let index = next;
  while (index <= last && isQuiet(book, bars[index]!)) index += 1;
  return index - 1;
}
