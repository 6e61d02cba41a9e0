import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Bar } from '@tape/market';
import { Amount } from '@tape/risk-rules';
import type { StrategyInstance } from '../strategy/strategy.js';
import { sliceOrder } from './slice-order.js';
import { vwapExecution, type VwapTerms } from './vwap-execution.strategy.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONDAY_MS = Date.UTC(2024, 0, 8);

/** Four hours of three days before, and of the day itself; volumes by hour of day. */
const VOLUME: Readonly<Record<number, number>> = { 9: 999, 10: 400, 11: 100, 12: 100, 13: 400 };

function bar(openTimeMs: number): Bar {
  const volume = VOLUME[(openTimeMs % DAY_MS) / HOUR_MS] ?? 0;
  return { openTimeMs, open: 10, high: 10, low: 10, close: 10, volume };
}

function day(startMs: number, hours: readonly number[] = [9, 10, 11, 12, 13]): Bar[] {
  return hours.map((hour) => bar(startMs + hour * HOUR_MS));
}

function terms(parent: Partial<VwapTerms['parent']> = {}): VwapTerms {
  const window = { fromMs: MONDAY_MS + 10 * HOUR_MS, untilMs: MONDAY_MS + 14 * HOUR_MS };
  return {
    id: 'vwap-1',
    version: 1,
    symbol: 'AAPL',
    timeframe: '1h',
    parent: { id: 'parent-1', direction: 'LONG', quantity: '1000', step: '1', ...window, ...parent },
    zone: 'UTC',
    sessions: 20,
  };
}

function slices(instance: StrategyInstance, bars: readonly Bar[]): string[] {
  return bars.flatMap((one) => {
    const { intents } = instance.push({ symbol: 'AAPL', bar: one, analysis: null, stance: 'FLAT' });
    return intents.map((intent) => {
      if (intent.kind !== 'SLICE') throw new Error(intent.kind);
      return `${(one.openTimeMs % DAY_MS) / HOUR_MS + 1}h ${intent.quantity}`;
    });
  });
}

const HISTORY = [...day(MONDAY_MS - 3 * DAY_MS), ...day(MONDAY_MS - 2 * DAY_MS), ...day(MONDAY_MS - DAY_MS)];

const open = (parent: Partial<VwapTerms['parent']> = {}) => vwapExecution(terms(parent)).open(['AAPL'], '1h');

describe('VWAP execution', () => {
  it('spreads the parent as the session spreads its volume, each slice at the close its bar begins with', () => {
    expect(slices(open(), [...HISTORY, ...day(MONDAY_MS)])).toEqual(['10h 400', '11h 100', '12h 100', '13h 400']);
  });

  it('spreads evenly where it has seen no session', () => {
    expect(slices(open(), day(MONDAY_MS))).toEqual(['10h 250', '11h 250', '12h 250', '13h 250']);
  });

  it('catches up after missing bars', () => {
    expect(slices(open(), [...HISTORY, ...day(MONDAY_MS, [9, 12, 13])])).toEqual(['10h 400', '13h 600']);
  });

  it('sends nothing before its window, at its end, or after', () => {
    expect(
      slices(open(), [...HISTORY, ...day(MONDAY_MS, [8]), ...day(MONDAY_MS, [13]), ...day(MONDAY_MS + DAY_MS)]),
    ).toEqual([]);
  });

  it('keeps to the step, and what rounding held back goes with the last', () => {
    expect(slices(open({ quantity: '0.7', step: '0.1' }), [...HISTORY, ...day(MONDAY_MS)])).toEqual([
      '10h 0.2',
      '11h 0.1',
      '12h 0.1',
      '13h 0.3',
    ]);
  });

  it('restored at any bar sends the same', () => {
    const bars = [...HISTORY, ...day(MONDAY_MS)];
    const whole = slices(open(), bars);
    for (let cut = 0; cut <= bars.length; cut += 1) {
      const instance = open();
      const head = slices(instance, bars.slice(0, cut));
      const restored = vwapExecution(terms()).restore(JSON.parse(JSON.stringify(instance.snapshot())));
      expect([...head, ...slices(restored, bars.slice(cut))]).toEqual(whole);
    }
  });

  it.each([
    ['a window of half a bar', { untilMs: MONDAY_MS + 10.5 * HOUR_MS }],
    ['an empty window', { untilMs: MONDAY_MS + 10 * HOUR_MS }],
    ['a window longer than a day', { untilMs: MONDAY_MS + 35 * HOUR_MS }],
  ])('refuses %s', (_, parent) => {
    expect(() => vwapExecution(terms(parent))).toThrow(RangeError);
  });
});

describe('sliceOrder', () => {
  const parts = fc.record({
    steps: fc.integer({ min: 1, max: 100_000 }),
    step: fc.constantFrom('1', '0.1', '0.001', '100', '0.00000001'),
    weights: fc
      .array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1, maxLength: 60 })
      .filter((weights) => weights.some((weight) => weight > 0)),
  });

  it('sums to the parent exactly, in whole steps, and never runs ahead of the curve', () => {
    fc.assert(
      fc.property(parts, ({ steps, step, weights }) => {
        const whole = new Amount(step).times(steps);
        const made = sliceOrder(
          whole.toFixed(),
          step,
          weights.map((_, i) => i),
          weights,
        );
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        let [sent, reached] = [new Amount(0), 0];
        for (const [i, { quantity }] of made.entries()) {
          expect(new Amount(quantity).mod(step).isZero()).toBe(true);
          expect(new Amount(quantity).gte(0)).toBe(true);
          sent = sent.plus(quantity);
          reached += weights[i]!;
          // In decimals, because a float that is nearly nothing has no digits left to divide by.
          const share = Amount.min(1, new Amount(reached).div(total));
          if (i < made.length - 1) expect(sent.lte(whole.times(share).plus(1e-6))).toBe(true);
        }
        expect(sent.equals(whole)).toBe(true);
      }),
    );
  });

  it.each([
    ['not a multiple of the step', '10.5', '1', [1]],
    ['no quantity', '0', '1', [1]],
    ['no step', '1', '0', [1]],
    ['no weight', '1', '1', [0]],
    ['a negative weight', '1', '1', [-1]],
    ['an endless weight', '1', '1', [Infinity]],
    ['weights missing', '1', '1', []],
  ])('refuses %s', (_, quantity, step, weights) => {
    expect(() => sliceOrder(quantity, step, [0], weights)).toThrow(RangeError);
  });
});
