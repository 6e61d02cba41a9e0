import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import * as fc from 'fast-check';
import { createAnalyzer } from './analyzer.js';
import { marketContext } from './candidate/market-context.js';
import { highTouch, lowTouch } from './level/touch.js';
import { findCluster } from './range/cluster.js';
import { BarSeries } from './series/bar-series.js';
import { knownSwingHigh, knownSwingLow } from './swing/known-swing.js';
import { SwingBook } from './swing/swing-book.js';
import { seriesOf } from './testing/bar-story.contract.js';
import { DAILY_RULES } from './testing/detector.contract.js';
import { marketWalk } from './testing/market-walk.contract.js';
import { plainContext, plainMeasures } from './testing/oracle/plain-measures.contract.js';
import { plainRange, plainSwingHighs, plainSwingLows } from './testing/oracle/plain-structure.contract.js';
import { realBars } from './testing/real-bars.contract.js';

const RUNS = { numRuns: 30 };

/** Ways to add that differ in the last bits may differ by this much. Unit: ratio. */
const ROUNDING = 1e-9;

function expectSame(fast: Readonly<Record<string, unknown>>, plain: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(plain)) {
    const other = fast[key];
    if (typeof value !== 'number' || typeof other !== 'number') expect([key, other]).toEqual([key, value]);
    else if (Math.abs(other - value) > ROUNDING * Math.max(1e-6, Math.abs(value)))
      expect([key, other]).toEqual([key, value]);
  }
}

function everyHour(bars: readonly Bar[]): Bar[] {
  return bars.map((bar, index) => ({ ...bar, openTimeMs: index * 3_600_000 }));
}

/** Swings as the analysis learns of them, bar by bar; `book` remembers the newest. */
function learnSwings(bars: readonly Bar[]): { highs: unknown[]; lows: unknown[]; book: SwingBook; series: BarSeries } {
  const series = new BarSeries();
  const book = new SwingBook();
  const highs: unknown[] = [];
  const lows: unknown[] = [];
  for (const bar of bars) {
    series.push(bar);
    const now = series.count - 1;
    const high = knownSwingHigh(series.up, now);
    const low = knownSwingLow(series.up, now);
    if (high >= 0) {
      highs.push(highTouch(series, high));
      highTouch(series, high, book.nextHigh());
    }
    if (low >= 0) {
      lows.push(lowTouch(series, low));
      lowTouch(series, low, book.nextLow());
    }
  }
  return { highs, lows, book, series };
}

function expectMeasures(bars: readonly Bar[], symbol: string, timeframe: '1d' | '1h', bySession: boolean): void {
  const analyzer = createAnalyzer({ symbol, timeframe });
  const plain = plainMeasures(bars, bySession);
  for (const [index, bar] of bars.entries()) expectSame({ ...analyzer.push(bar).measures }, { ...plain[index] });
}

function expectContext(bars: readonly Bar[], count: number): void {
  const known = bars.slice(0, count);
  expectSame(marketContext(seriesOf(known), known.length - 1), plainContext(known));
}

function expectStructure(bars: readonly Bar[], barrier: number): void {
  const { highs, lows, book, series } = learnSwings(bars);
  expect(highs).toEqual(plainSwingHighs(bars));
  expect(lows).toEqual(plainSwingLows(bars));
  const fast = findCluster(series, book.highs, book.lows, bars.length - 1, barrier, DAILY_RULES);
  expect(fast).toEqual(plainRange(bars, barrier));
}

describe('the fast analysis says what the plain one says', () => {
  it('of the measures of every bar', () => {
    fc.assert(
      fc.property(marketWalk, (bars) => expectMeasures(bars, 'TEST', '1d', false)),
      RUNS,
    );
  });

  it('of intraday forex, session by session', () => {
    fc.assert(
      fc.property(marketWalk, (bars) => expectMeasures(everyHour(bars), 'EURUSD', '1h', true)),
      RUNS,
    );
  });

  it('of the market around a bar: percentiles, ADX, trend', () => {
    fc.assert(
      fc.property(marketWalk, fc.integer({ min: 1, max: 800 }), (bars, count) =>
        expectContext(bars, Math.min(count, bars.length)),
      ),
      RUNS,
    );
  });

  it('of every swing, and of the range that swings have drawn', () => {
    const found = { ranges: 0 };
    fc.assert(
      fc.property(marketWalk, fc.integer({ min: -1, max: 40 }), (bars, back) => {
        for (let count = 60; count <= bars.length; count += 7) {
          const known = bars.slice(0, count);
          const barrier = back < 0 ? -1 : Math.max(-1, count - 41 - back);
          expectStructure(known, barrier);
          if (plainRange(known, barrier) !== null) found.ranges += 1;
        }
      }),
      RUNS,
    );
    expect(found.ranges).toBeGreaterThan(20);
  });
});

const daily = realBars('stocks/KO_1d.csv')?.slice(0, 1_500) ?? null;
const hourly = realBars('forex/EURUSD_1h.csv')?.slice(0, 1_500) ?? null;

(daily === null || hourly === null ? describe.skip : describe)('the fast analysis on real bars', () => {
  it('says what the plain one says', () => {
    expectMeasures(daily!, 'KO', '1d', false);
    expectMeasures(hourly!, 'EURUSD', '1h', true);
    for (let count = 100; count <= 1_500; count += 25) {
      expectContext(daily!, count);
      expectStructure(daily!.slice(0, count), -1);
    }
    const ranges = Array.from({ length: 1_400 }, (_, i) => plainRange(daily!.slice(Math.max(0, i - 100), i + 100), -1));
    expect(ranges.filter((range) => range !== null).length).toBeGreaterThan(50);
  });
});
