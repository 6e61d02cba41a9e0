import type { SqlRunner } from '@tape/persistence';
import type { EntryFact, Exposure, RiskPattern } from '@tape/risk-rules';

/** An open position with what risk must know of the signal it came from. Written by execution, read here. */
export interface BookedPosition {
  readonly positionId: string;
  readonly reservationId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly pattern: RiskPattern;
  readonly direction: 'LONG' | 'SHORT';
  readonly quantity: string;
  readonly entryPrice: string;
  readonly riskAmount: string;
  readonly sector: Exposure['sector'];
}

/** Reads execution's tables: what became of reserved entries, what is held, what was earned. */
export class TradeBook {
  /** Positions of the account that are open now. */
  async openPositions(sql: SqlRunner): Promise<readonly BookedPosition[]> {
    return (await sql.query(
      `select p.id as "positionId", s.content->>'reservationId' as "reservationId", p.campaign_id as "campaignId", p.symbol,
              p.timeframe, s.pattern, p.direction, trim_scale(p.quantity)::text as quantity,
              trim_scale(p.entry_price)::text as "entryPrice",
              trim_scale(p.initial_risk * p.quantity / p.initial_quantity)::text as "riskAmount", r.sector
       from positions p
       join signals s on s.id = p.signal_id
       left join reservations r on r.id = s.content->>'reservationId'
       where p.closed_at is null order by p.id`,
    )) as BookedPosition[];
  }

  /** Results of all positions so far, net of fees. */
  async realisedPnl(sql: SqlRunner): Promise<string> {
    const [row] = (await sql.query(
      `select trim_scale(coalesce(sum(realised_pnl), 0))::text as pnl from positions`,
    )) as { pnl: string }[];
    return row?.pnl ?? '0';
  }

  /** News of the entries behind these reservations. */
  async entryFacts(sql: SqlRunner, reservationIds: readonly string[]): Promise<readonly EntryFact[]> {
    if (reservationIds.length === 0) return [];
    const rows = (await sql.query(
      `select s.content->>'reservationId' as "reservationId", o.state, o.reason
       from signals s join orders o on o.signal_id = s.id and o.purpose = 'ENTRY'
       where s.content->>'reservationId' = any($1::text[]) and o.state in ('FILLED', 'CANCELLED', 'REJECTED')
       order by o.client_order_id`,
      [reservationIds],
    )) as { reservationId: string; state: string; reason: string | null }[];
    return rows.map((row) => ({
      reservationId: row.reservationId,
      outcome: row.state === 'FILLED' ? 'FILLED' : 'CANCELLED',
      reason: row.reason ?? 'filled',
    }));
  }
}
