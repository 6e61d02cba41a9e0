import type { PatternDetected } from '@tape/contracts';
import { TIMEFRAME_MS } from '@tape/market';

const BAR_MS = Date.parse('2024-03-01T15:00:00Z');
const TIMEFRAME = '1h';
const BAR_LENGTH_MS = TIMEFRAME_MS[TIMEFRAME];
/** Enough symbols for every lane to have some. */
const SYMBOLS = 64;

/** Open time of the last bar that any candidate may speak of. */
export const LAST_BAR_MS = BAR_MS + 5 * 365 * 86_400_000;
export const CANDIDATE_TIMEFRAME = TIMEFRAME;
export const CANDIDATE_SYMBOLS: readonly string[] = Array.from({ length: SYMBOLS }, (_, index) => `BENCH${index}`);

/** Candidates that come through VOLUME, PHASE and LEVELS, each of a range of its own; an endless supply of different ones. */
export function* candidates(): Generator<PatternDetected, never, undefined> {
  for (let index = 0; ; index += 1) {
    const symbol = CANDIDATE_SYMBOLS[index % SYMBOLS]!;
    const knownAtMs = BAR_MS + Math.floor(index / SYMBOLS) * BAR_LENGTH_MS;
    const range = `${symbol}:${index}`;
    yield {
      id: `${symbol}:${TIMEFRAME}:LPS:${knownAtMs}:${index}`,
      symbol,
      timeframe: TIMEFRAME,
      assetClass: 'STOCK',
      simulated: false,
      pattern: 'LPS',
      side: 'ACCUMULATION',
      direction: 'LONG',
      phase: 'D',
      phaseConfidence: 85,
      phaseBBars: 20,
      eventTimeMs: knownAtMs,
      knownAtMs,
      closeTimeMs: knownAtMs + BAR_LENGTH_MS,
      entry: '100',
      stop: '95',
      targets: { primary: '120', secondary: ['110', '115'], conservative: '110' },
      guard: { kind: 'CAMPAIGN_ICE', price: '96' },
      confidence: 80,
      components: { pattern: 80, phase: 80, volume: 80 },
      scoreParts: {},
      range: {
        id: range,
        startTimeMs: knownAtMs - 60 * BAR_LENGTH_MS,
        ice: '90',
        creek: '98',
        jump: '120',
        iceStrength: 75,
        creekStrength: 75,
        quality: 80,
        widthPercent: 8,
        durationBars: 60,
      },
      volume: {
        relativeVolume: 0.8,
        rangeRelativeVolume: 0.8,
        testVolumeRatio: null,
        springType: null,
        closePosition: 0.7,
        source: 'TRADED',
      },
      market: { atr: '2', atrPercentile: 50, volumePercentile: 50, adx: 30, trend: 'TRENDING_UP' },
      higher: null,
    };
  }
}
