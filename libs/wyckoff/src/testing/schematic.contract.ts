import type { Bar } from '@tape/market';
import { barsOf, type BarRow } from './bar-story.contract.js';

/** Straight legs of a price path: where to, in how many bars, on how much volume. */
type Leg = readonly [to: number, bars: number, volume: number];

/** One bar with its close at `to`, `above` and `below` its body. */
const bar = (from: number, to: number, above: number, below: number, volume: number): BarRow => [
  from,
  Math.max(from, to) + above,
  Math.min(from, to) - below,
  to,
  volume,
];

/**
 * The textbook's first accumulation schematic in daily bars: a decline into a selling climax at 90, the automatic rally to
 * 100, secondary tests, a spring to 88 with its test, the jump across the creek and the back-up to it.
 */
export function accumulationSchematic(): Bar[] {
  const rows: BarRow[] = [];
  let price = 120;
  const leg = ([to, bars, volume]: Leg): void => {
    const step = (to - price) / bars;
    for (let i = 0; i < bars; i += 1) {
      // The last bar of a leg reaches a little farther: the next one opens at its close and must not equal its extreme.
      const wick = i === bars - 1 ? 0.7 : 0.4;
      rows.push(bar(price, price + step, wick, wick, volume));
      price += step;
    }
  };
  const one = (to: number, above: number, below: number, volume: number): void => {
    rows.push(bar(price, to, above, below, volume));
    price = to;
  };
  leg([119, 30, 1000]);
  leg([96, 16, 1100]);
  one(92, 0.2, 2, 3500);
  leg([99.6, 6, 1500]);
  leg([91, 10, 900]);
  leg([99.4, 10, 1000]);
  leg([91.2, 10, 800]);
  leg([99.2, 10, 900]);
  leg([91, 9, 700]);
  one(89.6, 0.3, 1.4, 1100);
  one(92.5, 0.3, 0.3, 1300);
  leg([93, 2, 1000]);
  one(91.3, 0.2, 0.7, 500);
  one(94, 0.3, 0.3, 900);
  leg([99, 5, 900]);
  one(103.5, 0.3, 0.3, 2200);
  leg([105, 2, 1200]);
  leg([100.9, 4, 600]);
  one(103.5, 0.3, 0.3, 1000);
  leg([118, 14, 1100]);
  return barsOf(rows);
}
