import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import { isWellFormed, keepsItsWord, stepsOf } from '../src/testing/analyzer.contract.js';
import { barsOf, calm, DAY_MS, type BarRow } from '../src/testing/bar-story.contract.js';
import { generator } from '../src/testing/market-walk.contract.js';
import { realBars } from '../src/testing/real-bars.contract.js';
import { evenCuts } from '../src/promise/rewrite-check.js';

const COUNT = 1_200;
const random = generator(99);
const rows = (row: (index: number) => BarRow): Bar[] => barsOf(Array.from({ length: COUNT }, (_, index) => row(index)));
const wave = (index: number): number => 100 + 8 * Math.sin(index / 9);

const STORIES: readonly (readonly [string, readonly Bar[]])[] = [
  ['no bar', []],
  ['one bar', barsOf(calm(1))],
  ['a price that never moves, with bursts of volume', rows((i) => [10, 10, 10, 10, i % 17 === 0 ? 1e9 : 1])],
  [
    'a straight climb from next to nothing',
    rows((i) => [1e-9 * 1.05 ** i, 1e-9 * 1.06 ** i, 1e-9 * 1.04 ** i, 1e-9 * 1.05 ** i, 1]),
  ],
  [
    'a straight fall to next to nothing',
    rows((i) => [1e12 * 0.95 ** i, 1e12 * 0.95 ** i, 1e12 * 0.94 ** i, 1e12 * 0.94 ** i, 1]),
  ],
  ['a saw between two prices', rows((i) => (i % 2 === 0 ? [90, 110, 90, 110, 500] : [110, 110, 90, 90, 500]))],
  ['a wave whose bars have no range', rows((i) => [wave(i), wave(i), wave(i), wave(i), 1_000])],
  [
    'a wave without volume but for single bars',
    rows((i) => [wave(i), wave(i) + 1, wave(i) - 1, wave(i), i % 40 === 0 ? 1e15 : 0]),
  ],
  [
    'volumes as small as numbers are',
    rows((i) => [wave(i), wave(i) + 1, wave(i) - 1, wave(i), Number.MIN_VALUE * (1 + (i % 3))]),
  ],
  [
    'volumes as large as sums still bear',
    rows((i) => [wave(i), wave(i) + 1, wave(i) - 1, wave(i), 1e300 * (1 + (i % 3))]),
  ],
  ['bars that are one wick', rows((i) => [100, 100 + 40 * random(), 100 - 40 * random(), 100, 800 + (i % 5)])],
  [
    'bars years apart',
    rows((i) => [wave(i), wave(i) + 1, wave(i) - 1, wave(i), 1_000]).map((bar, i) => ({
      ...bar,
      openTimeMs: i * 900 * DAY_MS,
    })),
  ],
  [
    'bars a millisecond apart',
    rows((i) => [wave(i), wave(i) + 1, wave(i) - 1, wave(i), 1_000]).map((bar, i) => ({ ...bar, openTimeMs: i })),
  ],
];

describe('bars no market should print', () => {
  it.each(STORIES)('%s: what is said is well formed and stays said', (_name, bars) => {
    isWellFormed(stepsOf(bars));
    keepsItsWord(bars, evenCuts(bars.length, 6));
  });
});

const illiquid = realBars('crypto/UNITTESTBTC_1m.csv');
const mute = realBars('forex/EURUSD_1h_novolume_2022.csv');

(illiquid === null || mute === null ? describe.skip : describe)('bars that a real but poor market printed', () => {
  it('hundreds of missing minutes and thousands of bars without range are read to the end', () => {
    const still = illiquid!.filter((bar) => bar.high === bar.low).length;
    const missing = illiquid!.filter(
      (bar, i) => i > 0 && bar.openTimeMs - illiquid![i - 1]!.openTimeMs > 60_000,
    ).length;
    expect(still).toBeGreaterThan(1_900);
    expect(missing).toBeGreaterThan(100);
    const steps = stepsOf(illiquid!, { symbol: 'UNITTESTBTC', timeframe: '1m' });
    expect(steps).toHaveLength(illiquid!.length);
    expect(steps.flatMap((step) => step.faults)).toEqual([]);
  });

  it('without volume nothing that needs it is claimed', () => {
    const steps = stepsOf(mute!, { symbol: 'EURUSD', timeframe: '1h' });
    expect(steps.flatMap((step) => step.candidates)).toEqual([]);
    expect(steps.flatMap((step) => step.faults)).toEqual([]);
    expect(steps.every(({ measures }) => measures.relativeVolume === null)).toBe(true);
  });
});
