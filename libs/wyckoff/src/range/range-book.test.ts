import { describe, expect, it } from '@jest/globals';
import { lowTouch } from '../level/touch.js';
import type { TradingRange } from './trading-range.js';
import { barsOf, calm, seriesOf, type BarRow } from '../testing/bar-story.contract.js';
import { DAILY_RULES } from '../testing/detector.contract.js';
import { range } from '../testing/range-record.contract.js';
import { RangeBook } from './range-book.js';

const book = (...live: TradingRange[]) => new RangeBook('TEST:1d', DAILY_RULES, { live, barrier: -1, drawnStarts: [] });
const cluster = (more: Partial<TradingRange>) => range({ origin: 'cluster', ...more });

describe('the live ranges', () => {
  it('count volume and closes outside, bar by bar', () => {
    const record = range();
    const ranges = book(record);
    const rows: BarRow[] = [...calm(40), [121, 122, 120, 121, 500], [121, 122, 120, 121, 700], [99, 100, 98, 99, 900]];
    const series = seriesOf(barsOf(rows));
    const outside = [40, 41, 42, 39].map((now) => {
      ranges.carry(series, now);
      return record.outsideBars;
    });
    expect(outside).toEqual([1, 2, -1, 0]);
    expect(record).toMatchObject({ volumeBars: 4, volumeSum: 500 + 700 + 900 + 1000 });
  });

  it('of one structure are one: the better stays', () => {
    const worse = cluster({ id: 'worse', quality: 60 });
    const better = cluster({ id: 'better', quality: 70, ice: 101, creek: 119 });
    expect(book(worse).admit(better, 50)).toEqual([worse]);
    expect(book(better).admit(worse, 50)).toBeNull();
  });

  it('of one structure and equally good: the younger stays', () => {
    const older = cluster({ id: 'older' });
    expect(book(older).admit(cluster({ id: 'younger' }), 50)).toEqual([older]);
  });

  it('keep a climax before what swings draw of the same structure', () => {
    expect(book(range({ quality: 10 })).admit(cluster({ quality: 90 }), 50)).toBeNull();
    expect(book(cluster({ quality: 90 })).admit(range({ quality: 10 }), 50)).toHaveLength(1);
  });

  it.each(['C', 'D'] as const)('keep a campaign in phase %s before anything new', (phase) => {
    expect(book(cluster({ phase, quality: 10 })).admit(range({ quality: 90 }), 50)).toBeNull();
  });

  it('let a small range live inside a large one', () => {
    expect(book(range({ quality: 90 })).admit(cluster({ ice: 105, creek: 112, quality: 10 }), 50)).toEqual([]);
  });

  it('are eight at most, the weakest going first', () => {
    const live = Array.from({ length: 8 }, (_, i) =>
      cluster({ id: `${i}`, ice: 100 * 2 ** i, creek: 120 * 2 ** i, quality: 50 + i }),
    );
    const ranges = book(...live);
    expect(ranges.admit(cluster({ ice: 1, creek: 2, quality: 49 }), 50)).toBeNull();
    expect(ranges.admit(cluster({ ice: 1, creek: 2, quality: 51 }), 50)).toEqual([live[0]]);
    expect(ranges.live).toHaveLength(8);
  });
});

it('a range is measured anew at each age that is worth more, and at no other', () => {
  const record = range({ startIndex: 5 });
  const ages = Array.from({ length: 60 }, (_, age) => age).filter((age) => book().stepsUp(record, 5 + age));
  expect(ages).toEqual([10, 15, 25, 40]);
});

describe('a swing at an edge', () => {
  // Bar 40 turns at 99 and is known at bar 45.
  const rows: BarRow[] = calm(46).with(40, [101, 102, 99, 101, 500]);
  const series = seriesOf(barsOf(rows));
  const touched = (more: Partial<TradingRange>) => {
    const record = range({
      iceTouches: [{ index: 20, timeMs: 20, price: 100, volume: 1500, wick: 0 }],
      creekTouches: [{ index: 25, timeMs: 25, price: 120, volume: 1000, wick: 0 }],
      lowestTouch: 100,
      ...more,
    });
    return { record, changed: book(record).touch(record, lowTouch(series, 40), null, 45) };
  };

  it('touches it, and moves the level to the volume-weighted mean', () => {
    const { record, changed } = touched({});
    expect(changed).toBe(true);
    expect(record).toMatchObject({ ice: 99.75, lowestTouch: 99 });
    expect(record.iceTouches).toHaveLength(2);
  });

  it.each<[string, Partial<TradingRange>]>([
    ['a campaign is under way', { phase: 'C' }],
    ['it is farther than the tolerance', { ice: 101.2 }],
    ['it is a quarter of the height away', { ice: 100, creek: 103.9 }],
    ['it is older than the last touch', { iceTouches: [{ index: 41, timeMs: 41, price: 100, volume: 1, wick: 0 }] }],
  ])('leaves it alone when %s', (_name, more) => {
    expect(touched(more).changed).toBe(false);
  });
});
