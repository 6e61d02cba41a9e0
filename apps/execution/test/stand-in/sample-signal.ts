import type { TradeSignal } from '@tape/contracts';

const HOUR_MS = 3_600_000;

/** A signal to buy 100 at 100 on an hourly chart: stop 95, targets 107.5, 111.25 and 115. */
export function signalOf(symbol: string, nowMs: number): TradeSignal {
  const barTimeMs = nowMs - HOUR_MS;
  return {
    schemaVersion: 1,
    id: `sig_${symbol}`,
    patternId: `${symbol}:1h:SPRING:${barTimeMs}:r1`,
    symbol,
    timeframe: '1h',
    assetClass: 'STOCK',
    simulated: false,
    direction: 'LONG',
    pattern: 'SPRING',
    phase: 'C',
    entry: '100',
    stop: '95',
    targets: { primary: '115', secondary: ['107.5', '111.25'], conservative: null },
    guard: { kind: 'SPRING_LOW', price: '96' },
    positionSize: '100',
    positionUnit: 'SHARES',
    notional: '10000',
    riskAmount: '500',
    riskPercent: '0.5',
    rMultiple: '3',
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    campaignId: `${symbol}-2024-01-02`,
    reservationId: `rsv_${symbol}`,
    validationChain: { overall: 'PASS', needsReview: false, stages: [] },
    rangeLevels: { rangeId: 'r1', ice: '98', creek: '104', jump: '115' },
    volumeSource: 'TRADED',
    needsReview: false,
    priority: 50,
    correlationId: `sig_${symbol}`,
    eventTimeMs: barTimeMs,
    barTimeMs,
    createdAtMs: nowMs,
    expiresAtMs: nowMs + 24 * HOUR_MS,
  };
}
