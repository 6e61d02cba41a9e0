import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { ADX, ATR, BollingerBands, EMA, MACD, RSI, VWAP, WSMA } from 'trading-signals';
import { barsAt, cutWalk, HOUR_MS, START_MS, walk } from '../testing/sample-bars.contract.js';
import { createIndicator } from './create-indicator.js';
import { OUTPUTS, type IndicatorKind, type IndicatorSpec } from './indicator-spec.js';

const SPECS: Readonly<Record<IndicatorKind, IndicatorSpec>> = {
  ema: { kind: 'ema', period: 7, source: 'close' },
  sma: { kind: 'sma', period: 5, source: 'open' },
  rsi: { kind: 'rsi', period: 5 },
  macd: { kind: 'macd', fast: 3, slow: 7, signal: 4 },
  atr: { kind: 'atr', period: 6 },
  bollinger: { kind: 'bollinger', period: 8, deviations: 2 },
  adx: { kind: 'adx', period: 5 },
  highest: { kind: 'highest', period: 6, source: 'high', beforeBar: true },
  lowest: { kind: 'lowest', period: 6, source: 'low', beforeBar: false },
  volume_average: { kind: 'volume_average', period: 4 },
  vwap: { kind: 'vwap', zone: 'America/New_York', startsAtMinute: 570 },
};
const EVERY = Object.entries(SPECS) as [IndicatorKind, IndicatorSpec][];

function said(spec: IndicatorSpec, bars: ReturnType<typeof walk>): (number | null)[][] {
  const indicator = createIndicator(spec);
  return bars.map((bar) => {
    indicator.push(bar);
    return OUTPUTS[spec.kind].map((output) => indicator.value(output));
  });
}

describe('an indicator', () => {
  it.each(EVERY)('%s: stopped and restored at any bar it goes on byte for byte', (_, spec) => {
    fc.assert(
      fc.property(cutWalk, ([bars, cut]) => {
        const whole = said(spec, bars);
        let indicator = createIndicator(spec);
        for (const [i, bar] of bars.entries()) {
          indicator.push(bar);
          expect(OUTPUTS[spec.kind].map((output) => indicator.value(output))).toEqual(whole[i]);
          if (i === cut) indicator = createIndicator(spec, JSON.parse(JSON.stringify(indicator.snapshot())));
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(EVERY)('%s: what it holds does not grow with the history', (_, spec) => {
    const indicator = createIndicator(spec);
    const sizes = walk(9, 1_000).map((bar) => {
      indicator.push(bar);
      return JSON.stringify(indicator.snapshot()).length;
    });
    expect(Math.max(...sizes)).toBeLessThan(600);
  });

  it.each(EVERY)('%s: says nothing of outputs it does not have', (_, spec) => {
    const indicator = createIndicator(spec);
    for (const bar of walk(3, 60)) indicator.push(bar);
    expect(indicator.value('nonsense')).toBeNull();
  });
});

describe('indicators agree with the library they wrap', () => {
  const bars = walk(11, 300).map((bar) => ({ ...bar, high: bar.high + 0.1, low: bar.low - 0.1 }));
  const closes = bars.map(({ close }) => close);
  const last = (spec: IndicatorSpec, output = 'value'): number | null =>
    said(spec, bars).at(-1)![OUTPUTS[spec.kind].indexOf(output as never)]!;

  it('ema', () => {
    const library = new EMA(7);
    library.updates(closes);
    expect(last(SPECS.ema)).toBe(library.getResultOrThrow());
  });
  it('rsi', () => {
    const library = new RSI(5);
    library.updates(closes);
    expect(last(SPECS.rsi)).toBe(library.getResultOrThrow());
  });
  it('atr', () => {
    const library = new ATR(6);
    library.updates(bars);
    expect(last(SPECS.atr)).toBe(library.getResultOrThrow());
  });
  it('adx', () => {
    const library = new ADX(5, WSMA);
    library.updates(bars);
    expect(last(SPECS.adx)).toBe(library.getResultOrThrow());
    expect(last(SPECS.adx, 'plus')).toBe((library.pdi as number) * 100);
  });
  it('macd', () => {
    const library = new MACD(new EMA(3), new EMA(7), new EMA(4));
    library.updates(closes);
    expect(last(SPECS.macd, 'histogram')).toBe(library.getResultOrThrow().histogram);
  });
  it('bollinger', () => {
    const library = new BollingerBands(8, 2);
    library.updates(closes);
    expect(last(SPECS.bollinger, 'lower')).toBe(library.getResultOrThrow().lower);
  });
  it('vwap within one session', () => {
    const library = new VWAP();
    const session = bars.slice(0, 9);
    library.updates(session);
    const own = said({ kind: 'vwap', zone: 'UTC', startsAtMinute: 0 }, session).at(-1)![0]!;
    expect(own).toBeCloseTo(library.getResultOrThrow(), 10);
  });
});

describe('warm-up', () => {
  it.each([
    ['ema', 7],
    ['sma', 5],
    ['rsi', 6],
    ['macd', 10],
    ['atr', 6],
    ['bollinger', 8],
    ['adx', 9],
    ['highest', 7],
    ['lowest', 6],
    ['volume_average', 4],
    ['vwap', 1],
  ] as const)('%s speaks with bar %i, not before', (kind, bars) => {
    const series = barsAt(Array.from({ length: 40 }, (_, i) => 100 + Math.sin(i) * 5));
    const values = said(SPECS[kind], series).map(([first]) => first);
    expect(values.findIndex((value) => value !== null)).toBe(bars - 1);
  });
});

describe('a market that does not move', () => {
  const still = barsAt(Array.from({ length: 60 }, () => 100)).map((bar) => ({
    ...bar,
    high: 100,
    low: 100,
    open: 100,
  }));

  it('has RSI 50, not 100', () => {
    expect(said(SPECS.rsi, still).at(-1)).toEqual([50]);
  });

  it('gives ADX no number, and does not spoil the numbers after it', () => {
    const moving = walk(5, 100).map((bar, i) => ({ ...bar, openTimeMs: START_MS + (60 + i) * HOUR_MS }));
    const values = said(SPECS.adx, [...still, ...moving]);
    expect(values.slice(0, 60).every(([value]) => value === null)).toBe(true);
    expect(values.at(-1)!.every((value) => Number.isFinite(value))).toBe(true);
  });
});

describe('highest and lowest', () => {
  const bars = barsAt([10, 20, 30, 25, 5]);

  it.each([
    [{ kind: 'highest', period: 3, source: 'high', beforeBar: false }, 31],
    [{ kind: 'highest', period: 3, source: 'high', beforeBar: true }, 31],
    [{ kind: 'highest', period: 2, source: 'close', beforeBar: false }, 25],
    [{ kind: 'highest', period: 2, source: 'close', beforeBar: true }, 30],
    [{ kind: 'lowest', period: 2, source: 'low', beforeBar: false }, 4],
    [{ kind: 'lowest', period: 2, source: 'low', beforeBar: true }, 19],
  ] as const)('%o → %d', (spec, expected) => {
    expect(said(spec, bars).at(-1)).toEqual([expected]);
  });
});

const at = (iso: string, close: number, volume: number) => ({
  openTimeMs: Date.parse(iso),
  open: close,
  high: close,
  low: close,
  close,
  volume,
});

describe('vwap of a session', () => {
  it('begins anew at its minute on the clock of its zone, in summer as in winter', () => {
    const spec: IndicatorSpec = { kind: 'vwap', zone: 'America/New_York', startsAtMinute: 570 };
    const bars = [
      at('2024-01-08T14:15Z', 10, 1),
      at('2024-01-08T14:30Z', 20, 1),
      at('2024-01-08T15:00Z', 30, 3),
      at('2024-01-09T14:29Z', 40, 1),
      at('2024-07-08T13:29Z', 50, 1),
      at('2024-07-08T13:30Z', 60, 1),
    ];
    expect(said(spec, bars).flat()).toEqual([10, 20, 27.5, 30, 50, 60]);
  });

  it('is unknown until something has traded', () => {
    const spec: IndicatorSpec = { kind: 'vwap', zone: 'UTC', startsAtMinute: 0 };
    expect(said(spec, [at('2024-01-08T14:15Z', 10, 0), at('2024-01-08T14:30Z', 20, 2)]).flat()).toEqual([null, 20]);
  });
});
