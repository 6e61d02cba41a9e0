import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import * as fc from 'fast-check';
import { toBar, type PriceBar } from '../bar/bar.js';
import { sessionOfDay } from '../calendar/session.js';
import type { AssetClass } from '../instrument/instrument.js';
import { DAY_MS } from '../time/civil-date.js';
import { TIMEFRAME_MS, TIMEFRAMES, type Timeframe } from '../time/timeframe.js';
import { barSlot } from './bar-slot.js';
import { createFloatResampler, createResampler, type ResamplerState } from './resampler.js';

const at = (iso: string): number => Date.parse(`${iso}Z`);
const iso = (ms: number): string => new Date(ms).toISOString().slice(0, 16);

const bar = (time: string, open = '10', high = '12', low = '9', close = '11', volume = '100'): PriceBar => ({
  openTimeMs: at(time),
  open,
  high,
  low,
  close,
  volume,
});

function closedBy(bars: readonly PriceBar[], from: Timeframe, to: Timeframe, assetClass: AssetClass): PriceBar[] {
  const resampler = createResampler(from, to, assetClass);
  return bars.flatMap((each) => resampler.push(each));
}

describe('createResampler', () => {
  it('makes one bar of five, and shows it with the bar that fills it, not before', () => {
    const resampler = createResampler('1m', '5m', 'CRYPTO');
    const minutes = [
      bar('2024-01-01T00:00', '10', '11', '9.5', '10.5', '1.1'),
      bar('2024-01-01T00:01', '10.5', '13.25', '10', '12', '2.2'),
      bar('2024-01-01T00:02', '12', '12', '8.125', '9', '0'),
      bar('2024-01-01T00:03', '9', '10', '9', '10', '0.7'),
    ];
    expect(minutes.flatMap((minute) => resampler.push(minute))).toEqual([]);
    const last = bar('2024-01-01T00:04', '10', '11', '10', '10.75', '3');
    expect(resampler.push(last)).toEqual([bar('2024-01-01T00:00', '10', '13.25', '8.125', '10.75', '7')]);
  });

  it('closes a bar whose last part is missing with the first bar behind it', () => {
    const resampler = createResampler('15m', '1h', 'CRYPTO');
    resampler.push(bar('2024-01-01T00:00'));
    expect(resampler.push(bar('2024-01-01T05:15')).map((hour) => iso(hour.openTimeMs))).toEqual(['2024-01-01T00:00']);
    expect(resampler.push(bar('2024-01-01T05:45')).map((hour) => iso(hour.openTimeMs))).toEqual(['2024-01-01T05:00']);
  });

  it('closes two bars at once when the second is filled by one bar', () => {
    const closed = closedBy([bar('2023-11-24T16:30'), bar('2024-01-02T20:30')], '1h', '4h', 'STOCK');
    expect(closed.map((each) => iso(each.openTimeMs))).toEqual(['2023-11-24T14:30', '2024-01-02T18:30']);
  });

  it('leaves out and counts what lies outside a session and behind the end of a week', () => {
    const resampler = createResampler('1h', '1w', 'STOCK');
    const week = ['2024-03-08T13:30', '2024-03-08T20:30', '2024-03-08T22:00', '2024-03-09T16:00'];
    expect(week.flatMap((time) => resampler.push(bar(time))).map((each) => iso(each.openTimeMs))).toEqual([
      '2024-03-04T00:00',
    ]);
    expect(resampler.leftOut).toBe(3);
  });

  it.each<[Timeframe, Timeframe]>([
    ['1h', '1h'],
    ['1d', '4h'],
  ])('refuses to make bars of %s into bars of %s', (from, to) => {
    expect(() => createResampler(from, to, 'STOCK')).toThrow(RangeError);
  });

  it('adds volumes without rounding', () => {
    const bars = [
      bar('2024-01-01T00:00', '1', '1', '1', '1', '12345678901234567890.000000000000000000000001'),
      bar('2024-01-01T12:00', '1', '1', '1', '1', '0.000000000000000000000002'),
      bar('2024-01-02T00:00'),
    ];
    expect(closedBy(bars, '1h', '1d', 'CRYPTO')[0]?.volume).toBe('12345678901234567890.000000000000000000000003');
  });
});

const higherOf: Record<string, readonly Timeframe[]> = Object.fromEntries(
  TIMEFRAMES.map((timeframe, index) => [timeframe, TIMEFRAMES.slice(index + 1)]),
);

/** A series of any market over any weeks, with holes; stocks and forex in their sessions and sometimes outside them. */
const series = fc
  .record({
    assetClass: fc.constantFrom<AssetClass>('STOCK', 'FOREX', 'CRYPTO'),
    from: fc.constantFrom<Timeframe>('5m', '15m', '1h', '1d'),
    day: fc.integer({ min: 19_000, max: 20_500 }),
    steps: fc.array(
      fc.integer({ min: 1, max: 40 }).map((n) => (n > 36 ? n : 1)),
      { minLength: 2, maxLength: 300 },
    ),
    prices: fc.array(fc.integer({ min: 1, max: 9_999 }), { minLength: 8, maxLength: 40 }),
    pick: fc.nat(5),
  })
  .map(({ assetClass, from, day, steps, prices, pick }) => {
    const length = TIMEFRAME_MS[from];
    const start =
      assetClass === 'STOCK' && from !== '1d' ? (sessionOfDay(day, 'STOCK')?.startMs ?? day * DAY_MS) : day * DAY_MS;
    let time = start;
    const bars = steps.map((step, index): PriceBar => {
      time += step * length;
      const price = (n: number): number => prices[(index * 3 + n) % prices.length] / 100;
      const [open, close] = [price(0), price(1)];
      const high = Math.max(open, close) + price(2);
      const low = Math.min(open, close) / 2;
      return {
        openTimeMs: time,
        open: new Decimal(open).toFixed(),
        high: new Decimal(high).toFixed(),
        low: new Decimal(low).toFixed(),
        close: new Decimal(close).toFixed(),
        volume: new Decimal(price(3)).toFixed(),
      };
    });
    const choices = higherOf[from];
    return { assetClass, from, to: choices[pick % choices.length], bars };
  });

/** The plain way: all bars of a slot, taken together. Slots that closed only. */
function inOneGo({
  assetClass,
  from,
  to,
  bars,
}: {
  assetClass: AssetClass;
  from: Timeframe;
  to: Timeframe;
  bars: readonly PriceBar[];
}) {
  const groups: { openTimeMs: number; closed: boolean; bars: PriceBar[] }[] = [];
  for (const each of bars) {
    const slot = barSlot(each.openTimeMs, from, to, assetClass);
    if (slot === null) continue;
    let group = groups.at(-1);
    if (group?.openTimeMs !== slot.openTimeMs) {
      if (group !== undefined) group.closed = true;
      group = { openTimeMs: slot.openTimeMs, closed: false, bars: [] };
      groups.push(group);
    }
    if (group.closed) continue;
    group.bars.push(each);
    group.closed = slot.lowerEndMs >= slot.endMs;
  }
  return groups.filter((group) => group.closed);
}

describe('every resampled series', () => {
  it('is what its bars are when they are taken together: first open, extremes, last close, all volume', () => {
    fc.assert(
      fc.property(series, (one) => {
        const expected = inOneGo(one).map((group) => ({
          openTimeMs: group.openTimeMs,
          open: group.bars[0]?.open,
          high: Decimal.max(...group.bars.map((each) => each.high)).toFixed(),
          low: Decimal.min(...group.bars.map((each) => each.low)).toFixed(),
          close: group.bars.at(-1)?.close,
          volume: Decimal.sum(...group.bars.map((each) => each.volume)).toFixed(),
        }));
        expect(closedBy(one.bars, one.from, one.to, one.assetClass)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  it('ascends, and shows nothing before it is over', () => {
    fc.assert(
      fc.property(series, ({ bars, from, to, assetClass }) => {
        const resampler = createResampler(from, to, assetClass);
        let last = Number.NEGATIVE_INFINITY;
        for (const each of bars) {
          for (const closed of resampler.push(each)) {
            expect(closed.openTimeMs).toBeGreaterThan(last);
            last = closed.openTimeMs;
            const slot = barSlot(each.openTimeMs, from, to, assetClass)!;
            expect(slot.openTimeMs > closed.openTimeMs || slot.lowerEndMs >= slot.endMs).toBe(true);
          }
        }
      }),
    );
  });

  it('goes on from a snapshot that was put away as text, and says the same in floats', () => {
    fc.assert(
      fc.property(series, fc.nat(299), ({ bars, from, to, assetClass }, cut) => {
        const before = createResampler(from, to, assetClass);
        const first = bars.slice(0, cut).flatMap((each) => before.push(each));
        const state = JSON.parse(JSON.stringify(before.snapshot())) as ResamplerState;
        const after = createResampler(from, to, assetClass, state);
        const all = [...first, ...bars.slice(cut).flatMap((each) => after.push(each))];
        expect(all).toEqual(closedBy(bars, from, to, assetClass));

        const floats = createFloatResampler(from, to, assetClass);
        const inFloats = bars.flatMap((each) => floats.push(toBar(each)));
        // A float sum may differ from the exact one in its last digit.
        const withoutVolume = all.map((each) => ({ ...toBar(each), volume: 0 }));
        expect(inFloats.map((each) => ({ ...each, volume: 0 }))).toEqual(withoutVolume);
      }),
    );
  });

  it('conserves volume: what closed, what is open and what was left out is what came', () => {
    fc.assert(
      fc.property(series, ({ bars, from, to, assetClass }) => {
        const resampler = createResampler(from, to, assetClass);
        const taken = new Decimal(0);
        let came = taken;
        let closed = taken;
        for (const each of bars) {
          const leftOut = resampler.leftOut;
          for (const higher of resampler.push(each)) closed = closed.plus(higher.volume);
          if (resampler.leftOut === leftOut) came = came.plus(each.volume);
        }
        expect(closed.plus(resampler.snapshot().open?.volume ?? 0).toFixed()).toBe(came.toFixed());
      }),
    );
  });
});
