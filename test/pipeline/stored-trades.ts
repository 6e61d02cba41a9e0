import type { TradeSignal } from '@tape/contracts';
import { positionIdOf, signalIdOf } from '@tape/trading';
import type { Client } from 'pg';

/** A trade as the tables of signal, risk and execution hold it. One entry at 100, stop and target far away. */
export interface StoredTrade {
  readonly symbol: string;
  readonly direction: 'LONG' | 'SHORT';
  readonly pattern: 'SPRING' | 'SOS' | 'UTAD';
  readonly guard: { readonly kind: 'SPRING_LOW' | 'CAMPAIGN_ICE' | 'UTAD_HIGH'; readonly price: string };
  readonly quantity: string;
  /** Open time of the bar the signal was made on; the position opens with the next. */
  readonly signalBarMs: number;
}

const DAY_MS = 86_400_000;

export function campaignOf(trade: Pick<StoredTrade, 'symbol'>): string {
  return `${trade.symbol}-2023-10-02`;
}

export function signalOf(trade: StoredTrade): TradeSignal {
  const { symbol, direction, pattern, guard, quantity, signalBarMs } = trade;
  const patternId = `${symbol}:1d:${pattern}:${signalBarMs}:r-${symbol}`;
  const isLong = direction === 'LONG';
  return {
    schemaVersion: 1,
    id: signalIdOf(patternId),
    patternId,
    symbol,
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: false,
    direction,
    pattern,
    phase: 'C',
    entry: '100',
    stop: isLong ? '50' : '150',
    targets: { primary: isLong ? '500' : '1', secondary: [], conservative: null },
    guard,
    positionSize: quantity,
    positionUnit: 'SHARES',
    notional: String(Number(quantity) * 100),
    riskAmount: String(Number(quantity) * 50),
    riskPercent: '0.5',
    rMultiple: '8',
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    campaignId: campaignOf(trade),
    reservationId: `rsv_${symbol}`,
    validationChain: { overall: 'PASS', needsReview: false, stages: [] },
    rangeLevels: { rangeId: `r-${symbol}`, ice: '95', creek: '105', jump: '130' },
    volumeSource: 'TRADED',
    needsReview: false,
    priority: 50,
    correlationId: `bar:${symbol}:1d:${signalBarMs}`,
    eventTimeMs: signalBarMs,
    barTimeMs: signalBarMs,
    createdAtMs: signalBarMs + DAY_MS,
    expiresAtMs: signalBarMs + 6 * DAY_MS,
  };
}

/** A signal that waits in the queue, with the money held for it and the campaign it began. */
export async function storeWaiting(database: Client, trade: StoredTrade): Promise<void> {
  await storeSignal(database, trade, 'APPROVED', false);
  await storeCampaign(database, trade, 'FORMING');
  await storeReservation(database, trade, 'HELD');
}

/** A position that is open, with everything before it. */
export async function storeOpen(database: Client, trade: StoredTrade): Promise<void> {
  const signal = signalOf(trade);
  await storeSignal(database, trade, 'FILLED', true);
  await storeCampaign(database, trade, 'ACTIVE');
  await storeReservation(database, trade, 'CONSUMED');
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, opened_at, updated_at)
     values ($1, $2, $3, $4, '1d', $5, $6, $6, 100, $7, '[]', $8, $9, $10, $10)`,
    [
      positionIdOf(signal.id),
      signal.id,
      signal.campaignId,
      trade.symbol,
      trade.direction,
      trade.quantity,
      signal.stop,
      JSON.stringify(trade.guard),
      signal.riskAmount,
      new Date(signal.createdAtMs),
    ],
  );
}

async function storeSignal(
  database: Client,
  trade: StoredTrade,
  status: string,
  isAcknowledged: boolean,
): Promise<void> {
  const signal = signalOf(trade);
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                          expires_at, acknowledged, content)
     values ($1, $2, $3, '1d', $4, $5, $6, 50, $7, $8, $9, $10, $11)`,
    [
      signal.id,
      signal.patternId,
      trade.symbol,
      trade.pattern,
      trade.direction,
      status,
      new Date(signal.barTimeMs),
      new Date(signal.createdAtMs),
      new Date(signal.expiresAtMs),
      isAcknowledged,
      signal,
    ],
  );
}

async function storeCampaign(database: Client, trade: StoredTrade, state: string): Promise<void> {
  await database.query(
    `insert into campaigns (id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, reason)
     values ($1, $2, '1d', $3, $4, $5, $6, $7, $8, 'stored')`,
    [
      campaignOf(trade),
      trade.symbol,
      trade.direction,
      `r-${trade.symbol}`,
      state,
      trade.guard.kind,
      trade.guard.price,
      new Date(trade.signalBarMs + DAY_MS),
    ],
  );
}

async function storeReservation(database: Client, trade: StoredTrade, status: string): Promise<void> {
  const signal = signalOf(trade);
  await database.query(
    `insert into reservations (id, portfolio_id, pattern_id, campaign_id, symbol, timeframe, direction, pattern, quantity, entry,
                               stop, risk_amount, notional, status, bar_time, expires_at)
     values ($1, 'main', $2, $3, $4, '1d', $5, $6, $7, 100, $8, $9, $10, $11, $12, $13)`,
    [
      signal.reservationId,
      signal.patternId,
      signal.campaignId,
      trade.symbol,
      trade.direction,
      trade.pattern,
      trade.quantity,
      signal.stop,
      signal.riskAmount,
      signal.notional,
      status,
      new Date(signal.barTimeMs),
      new Date(signal.expiresAtMs),
    ],
  );
}
