import type { Bar } from '@tape/market';
import { createIndicator } from '../indicator/create-indicator.js';
import type { Indicator, IndicatorState } from '../indicator/indicator.js';
import type { IndicatorSpec } from '../indicator/indicator-spec.js';

export interface Regime {
  readonly trend: 'BULL' | 'BEAR' | 'NEUTRAL';
  readonly volatility: 'EXPANSION' | 'CONTRACTION';
}

/** What a regime is read from, after one bar. */
export interface RegimeInputs {
  readonly ema50: number;
  readonly ema200: number;
  /** 0..100 */
  readonly rsi: number;
  /** The line itself: its distance from the signal line leans against a trend that runs steadily. */
  readonly macd: number;
  /** ATR(14) over ATR(100): above 1 bars are longer than they used to be. */
  readonly atrRatio: number;
  /** Bollinger width over its mean of 100 bars. */
  readonly widthRatio: number;
}

/** Between them RSI takes no side. */
export const RSI_BULL = 55;
export const RSI_BEAR = 45;
/** Votes of EMA, RSI and MACD that make a trend: two agree and the third at most abstains. */
const VOTES_FOR_TREND = 2;
/** A change needs as many readings in a row. */
export const READINGS_FOR_CHANGE = 2;

/** Total and stateless: each of EMA 50/200, RSI and MACD has a vote; ATR and width are weighed alike. */
export function readRegime(inputs: RegimeInputs): Regime {
  const { ema50, ema200, rsi, macd, atrRatio, widthRatio } = inputs;
  const rsiVote = rsi >= RSI_BULL ? 1 : rsi <= RSI_BEAR ? -1 : 0;
  const votes = Math.sign(ema50 - ema200) + rsiVote + Math.sign(macd);
  return {
    trend: votes >= VOTES_FOR_TREND ? 'BULL' : votes <= -VOTES_FOR_TREND ? 'BEAR' : 'NEUTRAL',
    volatility: (atrRatio + widthRatio) / 2 > 1 ? 'EXPANSION' : 'CONTRACTION',
  };
}

/** A value, to be stored and published by whoever runs the detector. */
export interface RegimeChanged {
  readonly kind: 'REGIME_CHANGED';
  /** Null for the first regime of a series. */
  readonly from: Regime | null;
  readonly to: Regime;
  /** Open time of the bar whose close confirmed it. */
  readonly barTimeMs: number;
  readonly inputs: RegimeInputs;
}

interface Confirmed<Word> {
  readonly current: Word | null;
  readonly pending: Word | null;
  readonly readings: number;
}

/** One reading against what holds: only the same other word, twice in a row, replaces it. */
export function confirm<Word>(held: Confirmed<Word>, reading: Word): Confirmed<Word> {
  if (reading === held.current) return { current: held.current, pending: null, readings: 0 };
  const readings = reading === held.pending ? held.readings + 1 : 1;
  if (readings >= READINGS_FOR_CHANGE) return { current: reading, pending: null, readings: 0 };
  return { current: held.current, pending: reading, readings };
}

export interface RegimeStep {
  /** Null until it is known. */
  readonly regime: Regime | null;
  readonly change: RegimeChanged | null;
}

export interface RegimeDetector {
  push(bar: Bar): RegimeStep;
  snapshot(): RegimeState;
}

export interface RegimeState {
  readonly indicators: Readonly<Record<string, IndicatorState>>;
  readonly meanWidth: IndicatorState;
  readonly trend: Confirmed<Regime['trend']>;
  readonly volatility: Confirmed<Regime['volatility']>;
}

const SPECS = {
  ema50: { kind: 'ema', period: 50, source: 'close' },
  ema200: { kind: 'ema', period: 200, source: 'close' },
  rsi: { kind: 'rsi', period: 14 },
  macd: { kind: 'macd', fast: 12, slow: 26, signal: 9 },
  atr: { kind: 'atr', period: 14 },
  slowAtr: { kind: 'atr', period: 100 },
  bands: { kind: 'bollinger', period: 20, deviations: 2 },
} as const satisfies Readonly<Record<string, IndicatorSpec>>;
type Name = keyof typeof SPECS;

const MEAN_WIDTH = { kind: 'sma', period: 100, source: 'close' } as const satisfies IndicatorSpec;
const UNREAD = { current: null, pending: null, readings: 0 } as const;

/** Regime of one series, bar by bar; trend and volatility are confirmed each for itself. */
export function createRegimeDetector(state?: RegimeState): RegimeDetector {
  const names = Object.keys(SPECS) as Name[];
  const indicators = new Map<Name, Indicator>(
    names.map((name) => [name, createIndicator(SPECS[name], state?.indicators[name])]),
  );
  const meanWidth = createIndicator(MEAN_WIDTH, state?.meanWidth);
  let trend: Confirmed<Regime['trend']> = state?.trend ?? UNREAD;
  let volatility: Confirmed<Regime['volatility']> = state?.volatility ?? UNREAD;

  const held = (): Regime | null =>
    trend.current === null || volatility.current === null
      ? null
      : { trend: trend.current, volatility: volatility.current };
  const value = (name: Name, output = 'value'): number | null => indicators.get(name)?.value(output) ?? null;

  const push = (bar: Bar): RegimeStep => {
    for (const indicator of indicators.values()) indicator.push(bar);
    const width = value('bands', 'width');
    // The mean reads closes; here the width of the bands is what closes.
    if (width !== null) meanWidth.push({ ...bar, close: width });
    const inputs = inputsOf(value, width, meanWidth.value('value'));
    const before = held();
    if (inputs === null) return { regime: before, change: null };
    const reading = readRegime(inputs);
    trend = confirm(trend, reading.trend);
    volatility = confirm(volatility, reading.volatility);
    const regime = held();
    if (regime === null || (regime.trend === before?.trend && regime.volatility === before.volatility)) {
      return { regime, change: null };
    }
    const barTimeMs = bar.openTimeMs;
    return { regime, change: { kind: 'REGIME_CHANGED', from: before, to: regime, barTimeMs, inputs } };
  };
  const snapshot = (): RegimeState => ({
    indicators: Object.fromEntries([...indicators].map(([name, indicator]) => [name, indicator.snapshot()])),
    meanWidth: meanWidth.snapshot(),
    trend,
    volatility,
  });
  return { push, snapshot };
}

/** Null until all are known. A market without any range has ratios of nothing by nothing: they count as 1, as calm. */
function inputsOf(
  value: (name: Name, output?: string) => number | null,
  width: number | null,
  meanWidth: number | null,
): RegimeInputs | null {
  const [ema50, ema200, rsi] = [value('ema50'), value('ema200'), value('rsi')];
  const [atr, slowAtr, macd] = [value('atr'), value('slowAtr'), value('macd', 'macd')];
  if (ema50 === null || ema200 === null || rsi === null || macd === null) return null;
  if (atr === null || slowAtr === null || width === null || meanWidth === null) return null;
  return { ema50, ema200, rsi, macd, atrRatio: ratio(atr, slowAtr), widthRatio: ratio(width, meanWidth) };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}
