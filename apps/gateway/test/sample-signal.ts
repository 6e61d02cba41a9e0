import type { RejectedSignal, TradeSignal } from '@tape/contracts';

const BAR_MS = Date.parse('2024-03-01T00:00:00Z');
const DAY_MS = 86_400_000;

/** A signal as the signal service stores it; `n` days after the first. */
export function sampleSignal(n: number, symbol = 'AAPL'): TradeSignal {
  const barTimeMs = BAR_MS + n * DAY_MS;
  return {
    schemaVersion: 1,
    id: `sig_${symbol}_${n}`,
    patternId: `${symbol}:1d:SPRING:${barTimeMs}:r1`,
    symbol,
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: true,
    direction: 'LONG',
    pattern: 'SPRING',
    phase: 'C',
    entry: '101.25',
    stop: '98.50',
    targets: { primary: '112.00', secondary: ['115.00'], conservative: '108.00' },
    guard: { kind: 'SPRING_LOW', price: '98.60' },
    positionSize: '181',
    positionUnit: 'SHARES',
    notional: '18326.25',
    riskAmount: '497.75',
    riskPercent: '0.50',
    rMultiple: '3.91',
    confidence: 82,
    components: { pattern: 85, phase: 80, volume: 78 },
    campaignId: `${symbol}-2024-01-01`,
    reservationId: `res_${n}`,
    validationChain: {
      overall: 'PASS',
      needsReview: false,
      stages: [
        {
          stage: 'VOLUME',
          status: 'PASS',
          validator: 'spring-volume',
          reason: null,
          message: 'The spring was quiet.',
          measured: '0.42',
          limit: '0.70',
          nearMiss: false,
          atMs: barTimeMs + DAY_MS,
          metadata: { springType: 3 },
          checks: [{ name: 'relative volume', status: 'PASS', measured: '0.42', bound: 'under', limit: '0.7' }],
        },
      ],
    },
    rangeLevels: { rangeId: 'r1', ice: '99.00', creek: '110.00', jump: '121.00' },
    volumeSource: 'TRADED',
    needsReview: false,
    priority: 71.5,
    correlationId: 'c1',
    eventTimeMs: barTimeMs,
    barTimeMs,
    createdAtMs: barTimeMs + DAY_MS,
    expiresAtMs: barTimeMs + 6 * DAY_MS,
  };
}

/** A refused candidate; every third was close to its limit. */
export function sampleRejection(n: number, symbol = 'AAPL'): RejectedSignal {
  const signal = sampleSignal(n, symbol);
  const stage = n % 2 === 0 ? 'RISK' : 'VOLUME';
  return {
    schemaVersion: 1,
    id: `rej_${symbol}_${n}`,
    patternId: signal.patternId,
    symbol,
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: true,
    direction: 'LONG',
    pattern: 'SPRING',
    phase: 'C',
    entry: signal.entry,
    stop: signal.stop,
    target: '108.00',
    confidence: 74,
    stage,
    reason: stage === 'RISK' ? 'r-below-minimum' : 'volume-too-high',
    message: 'The target is too near for the risk.',
    measured: '2.45',
    limit: '3.00',
    nearMiss: n % 3 === 0,
    validationChain: { overall: 'FAIL', needsReview: false, stages: [] },
    correlationId: 'c1',
    eventTimeMs: signal.eventTimeMs,
    barTimeMs: signal.barTimeMs,
    rejectedAtMs: signal.createdAtMs,
  };
}
