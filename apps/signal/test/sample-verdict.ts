import type { Verdict as WireVerdict } from '@tape/contracts';
import type { DetectedPattern, Verdict } from '@tape/validation';

type Sizing = NonNullable<WireVerdict['sizing']>;

export const DAY_MS = 86_400_000;
/** 2023-03-15T00:00Z */
export const DAY_0_MS = 1_678_838_400_000;

/** A long at 100, stop 95, target 115, known at the close of day 0. */
export function pattern(overrides: Partial<DetectedPattern> = {}): DetectedPattern {
  return {
    id: `ACME:1d:SPRING:${DAY_0_MS}:r1`,
    symbol: 'ACME',
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: false,
    pattern: 'SPRING',
    side: 'ACCUMULATION',
    direction: 'LONG',
    phase: 'C',
    phaseConfidence: 80,
    phaseBBars: 30,
    eventTimeMs: DAY_0_MS,
    knownAtMs: DAY_0_MS,
    closeTimeMs: DAY_0_MS + DAY_MS,
    entry: '100',
    stop: '95',
    targets: { primary: '115', secondary: [], conservative: null },
    guard: { kind: 'SPRING_LOW', price: '96' },
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    scoreParts: { depth: 80 },
    range: {
      id: 'r1',
      startTimeMs: DAY_0_MS - 40 * DAY_MS,
      ice: '98',
      creek: '104',
      jump: '115',
      iceStrength: 70,
      creekStrength: 70,
      quality: 80,
      widthPercent: 6.1224,
      durationBars: 40,
    },
    volume: {
      relativeVolume: 0.6,
      rangeRelativeVolume: 0.6,
      testVolumeRatio: 0.5,
      springType: 3,
      closePosition: 0.8,
      source: 'TRADED',
    },
    market: { atr: '2', atrPercentile: 50, volumePercentile: 50, adx: 20, trend: 'SIDEWAYS' },
    higher: null,
    ...overrides,
  };
}

/** Passed, with 100 shares reserved. */
export function verdict(
  patternOverrides: Partial<DetectedPattern> = {},
  sizingOverrides: Partial<Sizing> = {},
): Verdict<Sizing> {
  return {
    pattern: pattern(patternOverrides),
    chain: { overall: 'PASS', needsReview: false, stages: [] },
    sizing: {
      reservationId: 'rsv_1',
      campaignId: 'ACME-2023-02-03',
      quantity: '100',
      unit: 'SHARES',
      notional: '10000',
      riskAmount: '500',
      riskPercent: '0.5',
      rMultiple: '3',
      ...sizingOverrides,
    },
  };
}
