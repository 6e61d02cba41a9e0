import type { Instrument } from '@tape/market';
import type { Candidate } from '@tape/wyckoff';
import type { DetectedPattern } from '../detected-pattern.js';
import { toDetectedPattern } from '../to-detected-pattern.js';
import type { ValidationContext } from '../validation-context.js';

export const STOCK: Instrument = {
  symbol: 'ACME',
  assetClass: 'STOCK',
  tickSize: '0.01',
  quantityStep: '1',
  unit: 'SHARES',
  contractSize: '1',
  volumeSource: 'TRADED',
  sector: 'TECH',
};

export const FOREX: Instrument = {
  symbol: 'EURUSD',
  assetClass: 'FOREX',
  tickSize: '0.00001',
  quantityStep: '0.01',
  unit: 'LOTS',
  contractSize: '100000',
  volumeSource: 'TICK',
  sector: null,
};

/** Wednesday 2023-03-15, 00:00 UTC. */
export const WEDNESDAY_MS = 1_678_838_400_000;
export const HOUR_MS = 3_600_000;

/** A Spring that passes every stage: type 3, phase C, an established range of 100 to 110 projecting 140. */
export function sampleCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    id: `ACME:1d:SPRING:${WEDNESDAY_MS}:r1`,
    symbol: 'ACME',
    timeframe: '1d',
    pattern: 'SPRING',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'C',
    phaseConfidence: 80,
    phaseBBars: 30,
    eventTimeMs: WEDNESDAY_MS,
    knownAtMs: WEDNESDAY_MS,
    entry: 102,
    stop: 98,
    targets: { primary: 140, secondary: [121, 130.5], conservative: 120 },
    guard: { kind: 'SPRING_LOW', price: 98.5 },
    confidence: 82,
    components: { pattern: 84, phase: 80, volume: 80 },
    scoreParts: { depth: 40, recovery: 44 },
    range: {
      id: 'r1',
      startTimeMs: WEDNESDAY_MS - 60 * 24 * HOUR_MS,
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

export function samplePattern(overrides: Partial<DetectedPattern> = {}): DetectedPattern {
  return { ...toDetectedPattern(sampleCandidate(), STOCK, { simulated: false }), ...overrides };
}

/** The same Spring on hourly bars of a currency pair, whose volume counts price changes. */
export function sampleForex(overrides: Partial<DetectedPattern> = {}): DetectedPattern {
  const candidate = sampleCandidate({ symbol: FOREX.symbol, timeframe: '1h' });
  return { ...toDetectedPattern(candidate, FOREX, { simulated: false }), ...overrides };
}

/** Nothing is scheduled, and that is known. */
export function sampleContext(overrides: Partial<ValidationContext> = {}): ValidationContext {
  return {
    instrument: STOCK,
    profile: 'classic',
    calendar: { earnings: [], news: [] },
    campaignBlockedUntilMs: null,
    ...overrides,
  };
}
