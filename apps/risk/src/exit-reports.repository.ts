import type { SqlRunner } from '@tape/persistence';
import {
  type EmergencyExit,
  type ExitedPosition,
  type ExitFacts,
  type ExitFillRecord,
  type ExitReport,
  type WithdrawnEntry,
  exitTimeMs,
} from '@tape/risk-rules';

const ms = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;
const text = (column: string): string => `trim_scale(${column})::text`;

/** Reads what became of an exit out of the tables of risk and execution, and keeps its report. */
export class ExitReportsRepository {
  /** Exits without a report: of the whole account, and of these campaigns, or of all when none are named. */
  async unreported(sql: SqlRunner, campaignIds: readonly string[] | null): Promise<readonly EmergencyExit[]> {
    return await sql.query<readonly EmergencyExit[]>(
      `select id, trigger, campaign_id as "campaignId", symbol, timeframe, ${ms('bar_time')} as "barTimeMs",
              ${text('measured')} as measured, ${text('limit_value')} as limit, message
       from emergency_exits
       where report is null and (campaign_id is null or $1::text[] is null or campaign_id = any($1))
       order by bar_time, id`,
      [campaignIds],
    );
  }

  async factsOf(sql: SqlRunner, exit: EmergencyExit): Promise<ExitFacts> {
    const positions = await this.#positions(sql, exit);
    return {
      exit,
      positions,
      campaign: await this.#campaign(sql, exit.campaignId),
      fills: await this.#fills(
        sql,
        positions.map((position) => position.positionId),
      ),
      withdrawn: await this.#withdrawn(sql, exit),
    };
  }

  async save(sql: SqlRunner, report: ExitReport): Promise<void> {
    await sql.query('update emergency_exits set report = $2::jsonb where id = $1 and report is null', [
      report.exitId,
      JSON.stringify(report),
    ]);
  }

  async #positions(sql: SqlRunner, exit: EmergencyExit): Promise<readonly ExitedPosition[]> {
    return await sql.query<readonly ExitedPosition[]>(
      `select p.id as "positionId", p.signal_id as "signalId", p.campaign_id as "campaignId", p.symbol, p.direction, s.pattern,
              ${text('p.initial_quantity')} as quantity, ${text('p.entry_price')} as "entryPrice",
              ${text('p.exit_price')} as "exitPrice", p.exit_reason as "exitReason",
              ${text('p.initial_risk')} as "initialRisk", ${text('p.realised_pnl')} as "realisedPnl",
              ${text('p.fees')} as fees, ${text('p.r_multiple')} as "rMultiple", ${ms('p.opened_at')} as "openedAtMs",
              ${ms('p.closed_at')} as "closedAtMs"
       from positions p join signals s on s.id = p.signal_id
       where ($1::text is null or p.campaign_id = $1) and p.opened_at < $2 and (p.closed_at is null or p.closed_at >= $2)
       order by p.opened_at, p.id`,
      [exit.campaignId, new Date(exitTimeMs(exit))],
    );
  }

  async #fills(sql: SqlRunner, positionIds: readonly string[]): Promise<readonly ExitFillRecord[]> {
    if (positionIds.length === 0) return [];
    return await sql.query<readonly ExitFillRecord[]>(
      `select f.id, f.client_order_id as "clientOrderId", p.id as "positionId", ${text('f.quantity')} as quantity,
              ${text('f.price')} as price, ${text('f.fees')} as fees, ${ms('f.at')} as "atMs"
       from positions p
       join orders o on o.signal_id = p.signal_id and o.purpose = 'EMERGENCY_EXIT'
       join fills f on f.client_order_id = o.client_order_id
       where p.id = any($1::text[]) order by f.at, f.id`,
      [positionIds],
    );
  }

  async #campaign(sql: SqlRunner, id: string | null): Promise<ExitFacts['campaign']> {
    if (id === null) return null;
    const [row] = await sql.query<NonNullable<ExitFacts['campaign']>[]>(
      `select id, direction, state, range_id as "rangeId", ${ms('opened_at')} as "openedAtMs",
              ${ms('blocked_until')} as "blockedUntilMs" from campaigns where id = $1`,
      [id],
    );
    return row ?? null;
  }

  /** Reservations that were alive at the bar of the exit and ended for its reason. */
  async #withdrawn(sql: SqlRunner, exit: EmergencyExit): Promise<readonly WithdrawnEntry[]> {
    return await sql.query<readonly WithdrawnEntry[]>(
      `select id as "reservationId", pattern_id as "patternId", reason from reservations
       where status = 'RELEASED' and reason = $1 and ($2::text is null or campaign_id = $2)
         and bar_time <= $3 and expires_at > $3 order by id`,
      [exit.trigger.toLowerCase().replaceAll('_', '-'), exit.campaignId, new Date(exit.barTimeMs)],
    );
  }
}
