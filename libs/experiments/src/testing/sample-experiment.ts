import type { Instrument, PriceBar } from '@tape/market';
import { DEFAULT_COSTS, type CostModel, type ShadowMarket } from '@tape/trading';
import type { ExperimentSignal } from '../experiment-signal.js';
import type { ContextParts } from '../market-context.js';

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
  sector: null,
};

/** Nothing is paid, so that a test can state prices. */
export const FREE: CostModel = {
  commission: { kind: 'PER_UNIT', perUnit: '0', minimum: '0' },
  slippagePercent: '0',
  freeVolumePercent: '100',
  impactPercentPerPercent: '0',
};

export const MARKET: ShadowMarket = { instrument: STOCK, costs: FREE, rates: {} };
export const COSTLY: ShadowMarket = { ...MARKET, costs: DEFAULT_COSTS.STOCK };

/** The bar of a day, counted from the day of the signal. */
export function bar(day: number, open: string, high: string, low: string, close: string): PriceBar {
  return { openTimeMs: DAY_0_MS + day * DAY_MS, open, high, low, close, volume: '1000000' };
}

/** Days up to the signal's own, each from 98 to 102 around 100: an average true range of 4. */
export function history(days = 30): readonly PriceBar[] {
  return Array.from({ length: days }, (_, index) => bar(index - days + 1, '100', '102', '98', '100'));
}

/** Long at 100, stop 95, target 115, made at the close of day 0. */
export function signal(overrides: Partial<ExperimentSignal> = {}): ExperimentSignal {
  return {
    source: 'OWN',
    id: 'sig_1',
    symbol: 'ACME',
    timeframe: '1d',
    direction: 'LONG',
    label: 'SPRING',
    entry: '100',
    stop: '95',
    targets: { primary: '115', secondary: [], conservative: null },
    guard: { kind: 'SPRING_LOW', price: '96' },
    positionSize: '100',
    riskBudget: '500',
    barTimeMs: DAY_0_MS,
    createdAtMs: DAY_0_MS + DAY_MS,
    expiresAtMs: DAY_0_MS + 6 * DAY_MS,
    ...overrides,
  };
}

export function contextParts(overrides: Partial<ContextParts> = {}): ContextParts {
  return { signal: signal(), instrument: STOCK, costs: FREE, rates: {}, bars: history(), ...overrides };
}
