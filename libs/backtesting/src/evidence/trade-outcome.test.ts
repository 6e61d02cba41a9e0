import { describe, expect, it } from '@jest/globals';
import type { Bar } from '@tape/market';
import * as fc from 'fast-check';
import { outcomeOf, type TradeIdea } from './trade-outcome.js';

const FREE = { slippageFraction: 0, feeFraction: 0 };
const LONG: TradeIdea = { direction: 'LONG', entry: 100, stop: 95, target: 115 };

/** [open, high, low, close]; the idea is known at the first bar. */
const tape = (...rows: (readonly [number, number, number, number])[]): Bar[] =>
  rows.map(([open, high, low, close], index) => ({ openTimeMs: index, open, high, low, close, volume: 1 }));
const upsideDown = (bars: readonly Bar[]): Bar[] =>
  bars.map((bar) => ({
    ...bar,
    open: 200 - bar.open,
    high: 200 - bar.low,
    low: 200 - bar.high,
    close: 200 - bar.close,
  }));

const KNOWN = [100, 101, 99, 100] as const;

describe('the outcome of a trade', () => {
  it.each([
    ['target', tape(KNOWN, [100, 104, 99, 103], [103, 116, 102, 114]), { ending: 'target', r: 3, barsHeld: 2 }],
    ['stop', tape(KNOWN, [100, 104, 99, 103], [103, 104, 94, 96]), { ending: 'stop', r: -1, barsHeld: 2 }],
    ['stop before target in one bar', tape(KNOWN, [100, 120, 90, 110]), { ending: 'stop', r: -1, barsHeld: 1 }],
    ['stop by a gap, at the open', tape(KNOWN, [100, 101, 99, 100], [90, 92, 89, 91]), { ending: 'stop', r: -2 }],
    [
      'target by a gap, at the open',
      tape(KNOWN, [100, 101, 99, 100], [120, 121, 119, 120]),
      { ending: 'target', r: 4 },
    ],
    ['time', tape(KNOWN, [100, 101, 99, 100], [100, 101, 99, 100], [100, 103, 99, 102]), { ending: 'time', r: 0.4 }],
    ['a worse open than decided', tape(KNOWN, [102, 116, 101, 115]), { ending: 'target', r: 2.6 }],
    ['an open through the stop', tape(KNOWN, [95, 116, 94, 115]), { ending: 'not-entered' }],
    ['an open at the target', tape(KNOWN, [115, 116, 94, 115]), { ending: 'not-entered' }],
    ['no next bar', tape(KNOWN), { ending: 'unfinished' }],
    ['too few bars', tape(KNOWN, [100, 101, 99, 100]), { ending: 'unfinished' }],
  ])('is that of %s, long and short', (_name, bars, expected) => {
    expect(outcomeOf(bars, 0, LONG, FREE, 2)).toMatchObject(expected);
    const short: TradeIdea = { direction: 'SHORT', entry: 100, stop: 105, target: 85 };
    expect(outcomeOf(upsideDown(bars), 0, short, FREE, 2)).toMatchObject(expected);
  });

  it('pays slippage on entry, stop and time, fees on both sides, and no slippage at a target', () => {
    const costs = { slippageFraction: 0.01, feeFraction: 0.001 };
    const hit = outcomeOf(tape(KNOWN, [100, 116, 99, 115]), 0, LONG, costs, 2);
    expect(hit).toMatchObject({ r: expect.closeTo((115 - 101 - 0.001 * 216) / 5, 10) });
    const stopped = outcomeOf(tape(KNOWN, [100, 101, 94, 95]), 0, LONG, costs, 2);
    expect(stopped).toMatchObject({ r: expect.closeTo((94.05 - 101 - 0.001 * 195.05) / 5, 10) });
  });

  it('costs never help, and later bars never matter', () => {
    const bar = fc.tuple(fc.double({ min: 80, max: 120, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }));
    fc.assert(
      fc.property(fc.array(bar, { minLength: 8, maxLength: 20 }), fc.boolean(), (shapes, isLong) => {
        const bars = tape(...shapes.map(([price, reach]) => [price, price + reach, price - reach, price] as const));
        const idea: TradeIdea = isLong ? LONG : { direction: 'SHORT', entry: 100, stop: 105, target: 85 };
        const free = outcomeOf(bars, 0, idea, FREE, 5);
        const paid = outcomeOf(bars, 0, idea, { slippageFraction: 0.001, feeFraction: 0.001 }, 5);
        expect(paid.ending).toBe(free.ending);
        if ('r' in free && 'r' in paid) expect(paid.r).toBeLessThan(free.r);
        expect(outcomeOf(bars.slice(0, 7), 0, idea, FREE, 5)).toEqual(free);
      }),
    );
  });
});
