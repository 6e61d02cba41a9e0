import type { TradeSignal } from '@tape/contracts';
import { Client } from 'pg';

export const ENTRY = 100;

export function symbolOf(n: number): string {
  return `E${String(n).padStart(4, '0')}USDT`;
}

/** Signals that wait in the queue, each with the money that is held for it, as signal and risk would have written them. */
export async function storeSignals(
  databaseUrl: string,
  count: number,
  barTimeMs: number,
  barMs: number,
): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    for (let n = 0; n < count; n += 1) {
      const signal = signalOf(n, barTimeMs, barMs);
      const at = new Date(signal.createdAtMs);
      await client.query(
        `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                              expires_at, acknowledged, content)
         values ($1, $2, $3, '15m', 'SPRING', 'LONG', 'APPROVED', 50, $4, $5, $6, false, $7)`,
        [signal.id, signal.patternId, signal.symbol, new Date(barTimeMs), at, new Date(signal.expiresAtMs), signal],
      );
      await client.query(
        `insert into campaigns (id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, reason)
         values ($1, $2, '15m', 'LONG', $3, 'FORMING', 'SPRING_LOW', 40, $4, 'bench')`,
        [signal.campaignId, signal.symbol, signal.rangeLevels.rangeId, at],
      );
      await client.query(
        `insert into reservations (id, portfolio_id, pattern_id, campaign_id, symbol, timeframe, direction, pattern, quantity,
                                   entry, stop, risk_amount, notional, status, bar_time, expires_at)
         values ($1, 'main', $2, $3, $4, '15m', 'LONG', 'SPRING', 0.001, 100, 50, 0.05, 0.1, 'HELD', $5, $6)`,
        [
          signal.reservationId,
          signal.patternId,
          signal.campaignId,
          signal.symbol,
          new Date(barTimeMs),
          new Date(signal.expiresAtMs),
        ],
      );
    }
  } finally {
    await client.end();
  }
}

function signalOf(n: number, barTimeMs: number, barMs: number): TradeSignal {
  const symbol = symbolOf(n);
  const patternId = `${symbol}:15m:SPRING:${barTimeMs}:r${n}`;
  return {
    schemaVersion: 1,
    id: `sig-${n}`,
    patternId,
    symbol,
    timeframe: '15m',
    assetClass: 'CRYPTO',
    simulated: false,
    direction: 'LONG',
    pattern: 'SPRING',
    phase: 'C',
    entry: String(ENTRY),
    stop: '50',
    targets: { primary: '500', secondary: [], conservative: null },
    guard: { kind: 'SPRING_LOW', price: '40' },
    positionSize: '0.001',
    positionUnit: 'CONTRACTS',
    notional: '0.1',
    riskAmount: '0.05',
    riskPercent: '0.5',
    rMultiple: '8',
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    campaignId: `c-${n}`,
    reservationId: `rsv-${n}`,
    validationChain: { overall: 'PASS', needsReview: false, stages: [] },
    rangeLevels: { rangeId: `r${n}`, ice: '95', creek: '105', jump: '130' },
    volumeSource: 'TRADED',
    needsReview: false,
    priority: 50,
    correlationId: patternId,
    eventTimeMs: barTimeMs,
    barTimeMs,
    createdAtMs: barTimeMs + barMs,
    expiresAtMs: barTimeMs + 6 * barMs,
  };
}
