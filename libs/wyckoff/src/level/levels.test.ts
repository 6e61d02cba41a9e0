import { describe, expect, it } from '@jest/globals';
import type { ZoneView } from '../analysis.js';
import { levelStrength } from './strength.js';
import { BarSeries } from '../series/bar-series.js';
import { ZoneBook, type ZoneBookState } from './supply-demand-zone.js';
import { levelDispersion, levelPrice, touchVolumeTrend, type Touch } from './touch.js';

const touch = (price: number, volume = 1000, wick = 0.5, index = 0): Touch => ({
  index,
  timeMs: index,
  price,
  volume,
  wick,
});

describe('a level', () => {
  it('stands at the volume-weighted mean of its touches', () => {
    expect(levelPrice([touch(100, 3000), touch(104, 1000)])).toBe(101);
  });

  it('stands at the plain mean where nothing was traded', () => {
    expect(levelPrice([touch(100, 0), touch(104, 0)])).toBe(102);
  });

  it('is as sharp as its touches agree', () => {
    expect(levelDispersion([touch(99), touch(101)])).toBeCloseTo(0.01, 12);
  });

  it.each([
    [[1000, 800], 'FALLING'],
    [[1000, 900], 'FLAT'],
    [[1000, 1200], 'RISING'],
    [[1000, 5000, 700], 'FALLING'],
    [[1000], null],
    [[0, 10], null],
  ])('with touches on %j sees %s volume', (volumes, trend) => {
    expect(touchVolumeTrend(volumes.map((volume) => touch(100, volume)))).toBe(trend);
  });

  it.each([
    ['nothing', [], 0],
    ['one touch', [touch(100)], 10 + 15 + 20 + 10],
    ['four touches on falling volume', [1000, 900, 600, 500].map((v) => touch(100, v)), 40 + 30 + 20 + 10],
    ['two touches on rising volume without wicks', [touch(100, 500, 0), touch(100, 900, 0)], 20 + 0 + 0 + 10],
  ])('made of %s is worth %s points after forty bars', (_name, touches, points) => {
    expect(levelStrength(touches, 40)).toBe(points);
  });
});

/** A book that reads one measured bar at a time. */
class Zones {
  readonly book = new ZoneBook();

  step([low, high, close]: readonly [number, number, number], volume: number, spread: number): readonly ZoneView[] {
    const series = new BarSeries();
    series.push({ openTimeMs: 1, open: close, high, low, close, volume: 1000 });
    series.annotate(volume, spread, Number.NaN);
    this.book.step(series.up, 0);
    return this.book.changed;
  }

  snapshot(): ZoneBookState {
    return this.book.snapshot();
  }
}

const bar = (low: number, high: number, close: number) => [low, high, close] as const;

const born = () => {
  const book = new Zones();
  expect(book.step(bar(99, 101, 100.5), 1.3, 0.8)).toEqual([
    { kind: 'DEMAND', state: 'FRESH', timeMs: 1, low: 99, high: 101, touches: 0 },
  ]);
  return book;
};

describe('a supply or demand zone', () => {
  it('is made by effort without result; the close says whose', () => {
    expect(new Zones().step(bar(99, 101, 99.4), 1.3, 0.8)).toMatchObject([{ kind: 'SUPPLY' }]);
    expect(new Zones().step(bar(99, 101, 100.5), 1.29, 0.8)).toEqual([]);
    expect(new Zones().step(bar(99, 101, 100.5), 1.3, 0.81)).toEqual([]);
    expect(new Zones().step(bar(99, 101, 100.5), Number.NaN, Number.NaN)).toEqual([]);
  });

  it('is tested by returns, and exhausted by the third', () => {
    const book = born();
    const states: string[] = [];
    for (let i = 0; i < 4; i += 1) {
      expect(book.step(bar(103, 105, 104), 1, 1)).toEqual([]);
      states.push(...book.step(bar(100, 104, 103), 1, 1).map(({ state }) => state));
    }
    expect(states).toEqual(['TESTED', 'TESTED', 'EXHAUSTED']);
  });

  it('dies on a close beyond it with volume, and only with volume', () => {
    const book = born();
    expect(book.step(bar(97, 98.9, 98), 1.49, 1)).toEqual([]);
    expect(book.step(bar(97, 98.9, 98), 1.5, 1)).toMatchObject([{ state: 'DEAD' }]);
    expect(book.snapshot()).toEqual([]);
  });

  it('keeps its touches when it dies', () => {
    const book = born();
    book.step(bar(103, 105, 104), 1, 1);
    book.step(bar(100, 104, 103), 1, 1);
    expect(book.step(bar(97, 98.9, 98), 1.5, 1)).toMatchObject([{ state: 'DEAD', touches: 1 }]);
  });

  it('is one of eight at most, the oldest forgotten', () => {
    const book = new Zones();
    for (let i = 0; i < 20; i += 1) book.step(bar(100 + 10 * i, 101 + 10 * i, 100.9 + 10 * i), 1.3, 0.5);
    expect(book.snapshot()).toHaveLength(8);
  });
});
