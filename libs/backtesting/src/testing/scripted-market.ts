import { inferInstrument, SIMULATED_MARKETS, simulateMarket, type Instrument, type PriceBar } from '@tape/market';
import type { Candidate } from '@tape/wyckoff';
import type { BacktestSeries } from '../merge-series.js';
import type { AnalyzerFactory } from '../pipeline-options.js';

export const DAY_MS = 86_400_000;
/** 2023-03-15T00:00Z, a Wednesday. */
export const DAY_0_MS = 1_678_838_400_000;

export function stock(symbol: string): Instrument {
  return { ...inferInstrument(symbol), tickSize: '0.01', sector: symbol };
}

/** Crypto knows neither calendar nor closing hours, so that a sound candidate passes without a warning. */
export function coin(symbol: string): Instrument {
  return { ...stock(symbol), assetClass: 'CRYPTO', quantityStep: '1' };
}

export function bar(day: number, open: number, high: number, low: number, close: number): PriceBar {
  const text = { open: String(open), high: String(high), low: String(low), close: String(close) };
  return { openTimeMs: DAY_0_MS + day * DAY_MS, ...text, volume: '1000000' };
}

/** A bar that does nothing. */
export function quiet(day: number, price = 102): PriceBar {
  return bar(day, price, price + 1, price - 1, price);
}

/** A Spring known at the close of a day: entry 102, stop 98, guard 98.5, target 140. On 100 000 it is 125 units that risk 500. */
export function spring(day: number, symbol = 'AAA', overrides: Partial<Candidate> = {}): Candidate {
  const timeMs = DAY_0_MS + day * DAY_MS;
  return {
    id: `${symbol}:1d:SPRING:${timeMs}:r1`,
    symbol,
    timeframe: '1d',
    pattern: 'SPRING',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'C',
    phaseConfidence: 80,
    phaseBBars: 30,
    eventTimeMs: timeMs,
    knownAtMs: timeMs,
    entry: 102,
    stop: 98,
    targets: { primary: 140, secondary: [121], conservative: 120 },
    guard: { kind: 'SPRING_LOW', price: 98.5 },
    confidence: 82,
    components: { pattern: 84, phase: 80, volume: 80 },
    scoreParts: { depth: 84 },
    range: {
      id: 'r1',
      startTimeMs: DAY_0_MS - 60 * DAY_MS,
      ice: 100,
      creek: 110,
      jump: 140,
      iceStrength: 70,
      creekStrength: 70,
      quality: 80,
      widthPercent: 10,
      durationBars: 60,
    },
    volume: { relativeVolume: 0.6, rangeRelativeVolume: 0.6, testVolumeRatio: 0.5, springType: 3, closePosition: 0.8 },
    market: { atr: 2, atrPercentile: 50, volumePercentile: 50, adx: 20, trend: 'SIDEWAYS' },
    higher: null,
    ...overrides,
  };
}

/** An analysis that finds what the script says, at the bar it became known. */
export function scripted(candidates: readonly Candidate[]): AnalyzerFactory {
  return ({ symbol, timeframe }) => ({
    push: ({ openTimeMs }) => ({
      candidates: candidates.filter(
        (one) => one.symbol === symbol && one.timeframe === timeframe && one.knownAtMs === openTimeMs,
      ),
    }),
  });
}

export function seriesOf(instrument: Instrument, bars: readonly PriceBar[]): BacktestSeries {
  return { instrument, timeframe: '1d', simulated: false, bars };
}

function firstBars(symbol: string, count: number): readonly PriceBar[] {
  const bars: PriceBar[] = [];
  for (const one of simulateMarket(7, symbol)) {
    bars.push(one);
    if (bars.length >= count) break;
  }
  return bars;
}

/** Some of the demo market, read by the real analysis. */
export function simulatedSeries(markets: number, bars: number): readonly BacktestSeries[] {
  return SIMULATED_MARKETS.slice(0, markets).map(({ symbol }) => ({
    instrument: inferInstrument(symbol),
    timeframe: '15m',
    simulated: true,
    bars: firstBars(symbol, bars),
  }));
}
