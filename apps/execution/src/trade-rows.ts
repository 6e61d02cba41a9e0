import type { SqlRunner } from '@tape/persistence';
import type { Fill, Position } from '@tape/trading';

/** Keeps fills; one that is kept already is the same fill, heard of again. */
export async function saveFills(sql: SqlRunner, fills: readonly Fill[]): Promise<void> {
  await Promise.all(
    fills.map((fill) =>
      sql.query(
        `insert into fills (id, client_order_id, quantity, price, fees, at) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing`,
        [fill.id, fill.clientOrderId, fill.quantity, fill.price, fill.fees, new Date(fill.atMs)],
      ),
    ),
  );
}

/** Writes the position as it now stands. */
export async function savePosition(sql: SqlRunner, position: Position): Promise<void> {
  await sql.query(
    `insert into positions (id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price,
                            stop, targets, guard, initial_risk, exit_price, exit_reason, realised_pnl, fees, r_multiple,
                            opened_at, closed_at, updated_at, trail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb, $13, $14, $15, $16, $17, $18, $19, $20, $21,
             $22::jsonb)
     on conflict (id) do update set quantity = excluded.quantity, stop = excluded.stop, targets = excluded.targets,
       trail = excluded.trail,
       initial_quantity = excluded.initial_quantity, entry_price = excluded.entry_price, initial_risk = excluded.initial_risk,
       exit_price = excluded.exit_price, exit_reason = excluded.exit_reason, realised_pnl = excluded.realised_pnl,
       fees = excluded.fees, r_multiple = excluded.r_multiple, closed_at = excluded.closed_at, updated_at = excluded.updated_at`,
    [
      position.id,
      position.signalId,
      position.campaignId,
      position.symbol,
      position.timeframe,
      position.direction,
      position.quantity,
      position.initialQuantity,
      position.entryPrice,
      position.stop,
      JSON.stringify(position.targets),
      JSON.stringify(position.guard),
      position.initialRisk,
      position.exitPrice,
      position.exitReason,
      position.realisedPnl,
      position.fees,
      position.rMultiple,
      new Date(position.openedAtMs),
      position.closedAtMs === null ? null : new Date(position.closedAtMs),
      new Date(position.closedAtMs ?? position.openedAtMs),
      position.trail === null || position.trail === undefined ? null : JSON.stringify(position.trail),
    ],
  );
}
