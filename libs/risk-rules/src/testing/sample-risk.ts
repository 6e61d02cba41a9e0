import type { Instrument } from '@tape/market';
import type { Exposure, PortfolioView } from '../exposure.js';
import type { RiskCandidate } from '../risk-candidate.js';
import type { RiskState } from '../risk-state.js';
import { newPortfolio } from '../portfolio.js';

export const DAY_MS = 86_400_000;
/** 2023-03-15T00:00Z */
export const MARCH_15_MS = 1_678_838_400_000;

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

export function forexPair(symbol: string): Instrument {
  return {
    symbol,
    assetClass: 'FOREX',
    tickSize: '0.00001',
    quantityStep: '0.01',
    unit: 'LOTS',
    contractSize: '100000',
    volumeSource: 'TICK',
    sector: null,
  };
}

/** A Spring at 100 with its stop 5 away and 3 R to gain: on 100 000 of equity it is 100 shares worth 10 000 that risk 500. */
export function candidate(overrides: Partial<RiskCandidate> = {}): RiskCandidate {
  return {
    id: 'ACME:1d:SPRING:1678838400000:r1',
    symbol: 'ACME',
    timeframe: '1d',
    pattern: 'SPRING',
    direction: 'LONG',
    knownAtMs: MARCH_15_MS,
    closeTimeMs: MARCH_15_MS + DAY_MS,
    entry: '100',
    stop: '95',
    targets: { primary: '115' },
    guard: { kind: 'SPRING_LOW', price: '95.5' },
    confidence: 80,
    range: { id: 'r1', startTimeMs: MARCH_15_MS - 40 * DAY_MS },
    ...overrides,
  };
}

export function view(overrides: Partial<PortfolioView> = {}): PortfolioView {
  return {
    equity: '100000',
    tradingState: 'ACTIVE',
    heldReservations: [],
    openPositions: [],
    campaigns: [],
    rates: {},
    ...overrides,
  };
}

export function exposure(overrides: Partial<Exposure> = {}): Exposure {
  return {
    reservationId: 'rsv_other',
    campaignId: 'OTHER-2023-01-01',
    symbol: 'OTHER',
    pattern: 'SPRING',
    sector: 'OTHER',
    currencies: [],
    riskAmount: '500',
    ...overrides,
  };
}

export function riskState(equity = '100000'): RiskState {
  return { portfolio: newPortfolio('main', equity), reservations: [], campaigns: [], restrictions: [] };
}
