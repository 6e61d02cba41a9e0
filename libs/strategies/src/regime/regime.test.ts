import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { seededRandom } from '@tape/market';
import { barsAt, walk } from '../testing/sample-bars.contract.js';
import { confirm, createRegimeDetector, readRegime, type RegimeInputs, type RegimeStep } from './regime.js';

const BULL: RegimeInputs = { ema50: 2, ema200: 1, rsi: 60, macd: 1, atrRatio: 1.2, widthRatio: 1.2 };

describe('readRegime', () => {
  it.each([
    ['all agree', {}, 'BULL'],
    ['all agree downwards', { ema50: 0, rsi: 40, macd: -1 }, 'BEAR'],
    ['RSI abstains just under its limit', { rsi: 54.99 }, 'BULL'],
    ['RSI votes at its limit', { rsi: 55, macd: 0 }, 'BULL'],
    ['one vote alone', { rsi: 54.99, macd: 0 }, 'NEUTRAL'],
    ['one against two', { macd: -1 }, 'NEUTRAL'],
    ['RSI votes down at its limit', { ema50: 0, rsi: 45, macd: 0 }, 'BEAR'],
    ['RSI abstains just over it', { ema50: 0, rsi: 45.01, macd: 0 }, 'NEUTRAL'],
    ['averages that are equal', { ema50: 1, macd: 0 }, 'NEUTRAL'],
  ])('trend: %s → %s', (_, changes, trend) => {
    expect(readRegime({ ...BULL, ...changes }).trend).toBe(trend);
  });

  it.each([
    [1, 1, 'CONTRACTION'],
    [1.01, 1, 'EXPANSION'],
    [1.5, 0.6, 'EXPANSION'],
    [0.6, 1.2, 'CONTRACTION'],
  ])('volatility: ATR × %d, width × %d → %s', (atrRatio, widthRatio, volatility) => {
    expect(readRegime({ ...BULL, atrRatio, widthRatio }).volatility).toBe(volatility);
  });
});

describe('a change needs two readings in a row', () => {
  it.each([
    ['A', 'A'],
    ['AA', 'A'],
    ['AAB', 'A'],
    ['AABB', 'B'],
    ['AABABAB', 'A'],
    ['AABCBC', 'A'],
    ['AABCC', 'C'],
  ])('%s → %s', (readings, expected) => {
    let held = confirm({ current: null, pending: null, readings: 0 } as Parameters<typeof confirm<string>>[0], 'A');
    if (readings.length > 1) for (const reading of readings.slice(1)) held = confirm(held, reading);
    expect(held.current ?? held.pending).toBe(expected);
  });

  it('and never happens on fewer', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', 'B', 'C')), (readings) => {
        let held: Parameters<typeof confirm<string>>[0] = { current: null, pending: null, readings: 0 };
        for (const [i, reading] of readings.entries()) {
          const next = confirm(held, reading);
          if (next.current !== held.current) expect([readings[i - 1], next.current]).toEqual([reading, reading]);
          held = next;
        }
      }),
    );
  });
});

const read = (closes: readonly number[]): RegimeStep[] => {
  const detector = createRegimeDetector();
  return barsAt(closes).map((bar) => detector.push(bar));
};

describe('a regime detector', () => {
  it('knows nothing before the 200-bar average is warm and two readings agree', () => {
    const steps = read(Array.from({ length: 210 }, (_, i) => 100 + i));
    expect(steps.findIndex(({ regime }) => regime !== null)).toBe(200);
    expect(steps[200]!.change).toMatchObject({ kind: 'REGIME_CHANGED', from: null, to: { trend: 'BULL' } });
  });

  it('finds the bear after the bull, and says from what to what', () => {
    const up = Array.from({ length: 260 }, (_, i) => 100 * 1.005 ** i);
    const down = Array.from({ length: 260 }, (_, i) => up.at(-1)! * 0.985 ** (i + 1));
    const trends = read([...up, ...down]).flatMap(({ change }) => (change === null ? [] : [change.to.trend]));
    expect(trends[0]).toBe('BULL');
    expect(trends).toContain('BEAR');
  });

  it('calls calm after storm contraction and storm after calm expansion', () => {
    const random = seededRandom(3);
    const noise = (length: number, size: number) => Array.from({ length }, () => 100 + size * (random.next() - 0.5));
    expect(read([...noise(300, 1), ...noise(40, 20)]).at(-1)!.regime?.volatility).toBe('EXPANSION');
    expect(read([...noise(300, 20), ...noise(40, 1)]).at(-1)!.regime?.volatility).toBe('CONTRACTION');
  });

  it('tells every change, and nothing else: the last one told is what holds', () => {
    const detector = createRegimeDetector();
    let told: unknown = null;
    for (const bar of walk(4, 1_500)) {
      const { regime, change } = detector.push(bar);
      if (change !== null) {
        expect(change.from).toEqual(told);
        expect(change.to).not.toEqual(told);
        told = change.to;
      }
      expect(regime).toEqual(told);
    }
    expect(told).not.toBeNull();
  });

  it('restored at any bar goes on byte for byte', () => {
    const bars = walk(21, 420);
    const whole = createRegimeDetector();
    const steps = bars.map((bar) => whole.push(bar));
    fc.assert(
      fc.property(fc.nat(bars.length - 1), (cut) => {
        const head = createRegimeDetector();
        for (const bar of bars.slice(0, cut)) head.push(bar);
        const restored = createRegimeDetector(JSON.parse(JSON.stringify(head.snapshot())));
        expect(bars.slice(cut).map((bar) => restored.push(bar))).toEqual(steps.slice(cut));
      }),
      { numRuns: 40 },
    );
  });
});
