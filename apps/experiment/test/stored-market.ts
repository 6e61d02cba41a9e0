import { BarStore } from '@tape/persistence';
import type { TradeSignal } from '@tape/contracts';
import type { DataSource } from 'typeorm';

export const DAY_MS = 86_400_000;
/** 2023-03-15T00:00Z */
export const DAY_0_MS = 1_678_838_400_000;

export async function storeInstrument(database: DataSource): Promise<void> {
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ('ACME', 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true)`,
  );
}

type Prices = readonly [open: string, high: string, low: string, close: string];

/** Stores daily bars, the first of them `from` days after day 0. */
export async function storeBars(database: DataSource, from: number, days: readonly Prices[]): Promise<void> {
  await new BarStore(database).append(
    days.map(([open, high, low, close], index) => ({
      symbol: 'ACME',
      timeframe: '1d',
      openTimeMs: DAY_0_MS + (from + index) * DAY_MS,
      open,
      high,
      low,
      close,
      volume: '1000000',
      source: 'SIMULATED',
    })),
  );
}

/** Thirty quiet days up to day 0: an average true range of 4. */
export async function storeHistory(database: DataSource): Promise<void> {
  await storeBars(
    database,
    -29,
    Array.from({ length: 30 }, () => ['100', '102', '98', '100'] as const),
  );
}

/** Long at 100, stop 95, target 115. Engine B then stands at 92 and 116. */
export function ownSignal(n = 1): TradeSignal {
  return {
    schemaVersion: 1,
    id: `sig_${n}`,
    patternId: `ACME:1d:SPRING:${DAY_0_MS}:r${n}`,
    symbol: 'ACME',
    timeframe: '1d',
    assetClass: 'STOCK',
    simulated: true,
    direction: 'LONG',
    pattern: 'SPRING',
    phase: 'C',
    entry: '100',
    stop: '95',
    targets: { primary: `${114 + n}`, secondary: [], conservative: null },
    guard: { kind: 'SPRING_LOW', price: '96' },
    positionSize: '100',
    positionUnit: 'SHARES',
    notional: '10000',
    riskAmount: '500',
    riskPercent: '0.5',
    rMultiple: '3',
    confidence: 80,
    components: { pattern: 80, phase: 80, volume: 80 },
    campaignId: 'ACME-2023-02-03',
    reservationId: `rsv_${n}`,
    validationChain: { overall: 'PASS', needsReview: false, stages: [] },
    rangeLevels: { rangeId: `r${n}`, ice: '98', creek: '104', jump: '115' },
    volumeSource: 'TRADED',
    needsReview: false,
    priority: 71.5,
    correlationId: 'c1',
    eventTimeMs: DAY_0_MS,
    barTimeMs: DAY_0_MS,
    createdAtMs: DAY_0_MS + DAY_MS,
    expiresAtMs: DAY_0_MS + 6 * DAY_MS,
  };
}

/** The signal as the signal service stores it. */
export async function storeSignal(database: DataSource, signal: TradeSignal, status = 'APPROVED'): Promise<void> {
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at, expires_at, acknowledged, content)
     values ($1, $2, 'ACME', '1d', 'SPRING', 'LONG', $3, 1, $4, $5, $6, false, $7::jsonb)`,
    [
      signal.id,
      signal.patternId,
      status,
      new Date(signal.barTimeMs),
      new Date(signal.createdAtMs),
      new Date(signal.expiresAtMs),
      JSON.stringify(signal),
    ],
  );
}

const at = (days: number): Date => new Date(DAY_0_MS + days * DAY_MS);

/** A position of the signal as execution stores it: in at 100, out at the price on a day. */
export async function storePosition(
  database: DataSource,
  signal: TradeSignal,
  out: string,
  day: number,
): Promise<void> {
  await database.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
       stop, targets, guard, initial_risk, exit_price, exit_reason, realised_pnl, fees, r_multiple, opened_at, closed_at, updated_at)
     values ($1, $2, 'c', 'ACME', '1d', 'LONG', 0, 100, 100, 95, '[]', '{}', 500, $3::numeric, 'MANUAL_CLOSE', 0, 0,
       ($3::numeric - 100) / 5, $4, $5, $5)`,
    [`pos_${signal.id}`, signal.id, out, at(1), at(day)],
  );
}

export async function until(fact: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await fact())) await new Promise((done) => setTimeout(done, 20));
}
