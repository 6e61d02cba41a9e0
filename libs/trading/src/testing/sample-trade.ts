import type { Instrument, PriceBar } from '@tape/market';
import type { Sizing } from '@tape/risk-rules';
import type { DetectedPattern, Verdict } from '@tape/validation';
import { DEFAULT_COSTS, type CostModel } from '../execution/costs.js';
import type { PaperMarket } from '../execution/paper-fill.js';
import { buildSignal } from '../signal/build-signal.js';
import type { TradeSignal } from '../signal/trade-signal.js';

export const DAY_MS = 86_400_000;
/** 2023-03-15T00:00Z */
export const DAY_0_MS = 1_678_838_400_000;

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

/** Nothing is paid, so that a test can state prices. */
export const FREE: CostModel = {
  commission: { kind: 'PER_UNIT', perUnit: '0', minimum: '0' },
  slippagePercent: '0',
  freeVolumePercent: '100',
  impactPercentPerPercent: '0',
};

export function market(overrides: Partial<PaperMarket> = {}): PaperMarket {
  return {
    instrument: STOCK,
    costs: FREE,
    tradingState: 'ACTIVE',
    accountCurrency: 'USD',
    rates: {},
    ...overrides,
  };
}

export const COSTLY = market({ costs: DEFAULT_COSTS.STOCK });

/** The bar of a day after day 0. */
export function bar(day: number, open: string, high: string, low: string, close: string, volume = '100000'): PriceBar {
  return { openTimeMs: DAY_0_MS + day * DAY_MS, open, high, low, close, volume };
}

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
    targets: { primary: '115', secondary: ['107.5', '111.25'], conservative: null },
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

/** Long 100 at 100, stop 95, guard 96, targets 107.5, 111.25 and 115; made at the close of day 0. */
export function longSignal(id = 'r1', overrides: Partial<DetectedPattern> = {}): TradeSignal {
  return buildSignal(verdict({ id: `ACME:1d:SPRING:${DAY_0_MS}:${id}`, ...overrides }));
}

/** Short 100 at 100, stop 105, guard 104, target 85. */
export function shortSignal(id = 'r1'): TradeSignal {
  return buildSignal(
    verdict({
      id: `ACME:1d:UTAD:${DAY_0_MS}:${id}`,
      pattern: 'UTAD',
      side: 'DISTRIBUTION',
      direction: 'SHORT',
      stop: '105',
      targets: { primary: '85', secondary: [], conservative: null },
      guard: { kind: 'UTAD_HIGH', price: '104' },
    }),
  );
}
