import { type CustomDetected, customDetected, type RejectedSignal, type TradeSignal } from '@tape/contracts';
import type { DataSource } from 'typeorm';

/** Writes rows as the services that own the tables do. */
export async function storeSignal(database: DataSource, signal: TradeSignal, status = 'APPROVED'): Promise<void> {
  await database.query(
    `insert into signals (id, pattern_id, symbol, timeframe, pattern, direction, status, priority, bar_time, created_at,
                          expires_at, acknowledged, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false, $12)`,
    [
      signal.id,
      signal.patternId,
      signal.symbol,
      signal.timeframe,
      signal.pattern,
      signal.direction,
      status,
      signal.priority,
      new Date(signal.barTimeMs),
      new Date(signal.createdAtMs),
      new Date(signal.expiresAtMs),
      signal,
    ],
  );
}

export async function storeRejection(database: DataSource, rejection: RejectedSignal): Promise<void> {
  await database.query(
    `insert into rejected_signals (id, pattern_id, symbol, timeframe, pattern, stage, reason, near_miss, bar_time,
                                   rejected_at, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      rejection.id,
      rejection.patternId,
      rejection.symbol,
      rejection.timeframe,
      rejection.pattern,
      rejection.stage,
      rejection.reason,
      rejection.nearMiss,
      new Date(rejection.barTimeMs),
      new Date(rejection.rejectedAtMs),
      rejection,
    ],
  );
}

export async function storeCustomEvent(database: DataSource, event: CustomDetected): Promise<void> {
  await database.query(
    `insert into custom_events (id, symbol, timeframe, detector, event_time, known_at, content)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      customDetected.messageId(event),
      event.symbol,
      event.timeframe,
      event.detector,
      new Date(event.eventTimeMs),
      new Date(event.knownAtMs),
      event,
    ],
  );
}

export async function storeInstrument(database: DataSource, symbol: string): Promise<void> {
  await database.query(
    `insert into instruments (symbol, asset_class, tick_size, quantity_step, unit, contract_size, volume_source, simulated)
     values ($1, 'STOCK', 0.01, 1, 'SHARES', 1, 'TRADED', true)`,
    [symbol],
  );
}

/** Daily bars from 2024-01-01 on, with a quiet and a loud one to tell apart. */
export async function storeBars(database: DataSource, symbol: string, count: number): Promise<void> {
  await database.query(`select ensure_bar_partitions('2024-01-01'::timestamptz, '2026-01-01'::timestamptz)`);
  await database.query(
    `insert into bars (symbol, timeframe, open_time, open, high, low, close, volume, source)
     select $1, '1d', '2024-01-01'::timestamptz + n * interval '1 day', 100 + n, 102 + n, 99 + n, 101.5 + n,
            case when n = $2 - 1 then 5000 else 1000 end, 'SIMULATED'
       from generate_series(0, $2 - 1) n`,
    [symbol, count],
  );
}
