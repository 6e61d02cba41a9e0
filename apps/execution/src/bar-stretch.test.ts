import { describe, expect, it } from '@jest/globals';
import type { BarIngested } from '@tape/contracts';
import type { Position, SeriesBook } from '@tape/trading';
import { quietThrough, undisturbedThrough } from './bar-stretch.js';

const bar = (openTimeMs: number, low = '99', high = '101'): BarIngested =>
  ({ openTimeMs, previousOpenTimeMs: openTimeMs - 1, open: '100', high, low, close: '100' }) as BarIngested;
const BARS = [1, 2, 3, 4, 5].map((time) => bar(time));

describe('undisturbedThrough', () => {
  it.each([
    ['nothing is decided: the next bar had its turn already', Number.NEGATIVE_INFINITY, null, 1],
    ['signal is through bar 3, so bar 4 is the last that knows all before it', 3, null, 3],
    ['signal is ahead of the tape', 99, null, 4],
    ['a signal of bar 3 waits for the open of bar 4', 99, 3, 2],
    ['a signal waits for the next bar itself', 99, 1, 0],
  ])('%s', (_what, decidedThrough, firstSignal, last) => {
    expect(undisturbedThrough(BARS, 1, decidedThrough, firstSignal)).toBe(last);
  });
});

describe('quietThrough', () => {
  const position = { direction: 'LONG', stop: '95', targets: [{ leg: 1, price: '110' }] } as unknown as Position;
  const book = { entries: [], exits: [], positions: [position] } as unknown as SeriesBook;

  it.each([
    ['no bar touches stop or target', BARS, 4],
    ['bar 3 touches the stop', [...BARS.slice(0, 2), bar(3, '95'), ...BARS.slice(3)], 1],
    ['bar 4 touches the target', [...BARS.slice(0, 3), bar(4, '99', '110'), ...BARS.slice(4)], 2],
    ['the next bar touches the stop', [BARS[0]!, bar(2, '90'), ...BARS.slice(2)], 0],
  ])('%s', (_what, bars, last) => {
    expect(quietThrough(book, bars, 1, 4)).toBe(last);
  });

  it('goes no further than it is told', () => {
    expect(quietThrough(book, BARS, 1, 2)).toBe(2);
    expect(quietThrough(book, BARS, 1, 0)).toBe(0);
  });

  it('is nowhere where something is ordered', () => {
    expect(quietThrough({ ...book, exits: [{}] } as unknown as SeriesBook, BARS, 0, 4)).toBe(-1);
  });
});
