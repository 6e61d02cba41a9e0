import type { SqlRunner } from '../database/sql-runner.js';
import type { Series } from '../progress/series-progress.js';

/** An open position as it is kept, decimals as text. Structurally the domain's position. */
export interface StoredPosition {
  readonly id: string;
  readonly signalId: string;
  readonly campaignId: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly direction: 'LONG' | 'SHORT';
  readonly quantity: string;
  readonly initialQuantity: string;
  readonly entryPrice: string;
  readonly stop: string;
  readonly targets: readonly {
    readonly leg: number;
    readonly price: string;
    readonly quantity: string;
    readonly stopAfter: string;
  }[];
  readonly guard: {
    readonly kind: 'SPRING_LOW' | 'CAMPAIGN_ICE' | 'UTAD_HIGH' | 'STRATEGY_STOP';
    readonly price: string;
  };
  readonly trail?: {
    readonly by: 'DISTANCE' | 'STRUCTURE';
    readonly distance: string | null;
    readonly afterTargets: 1 | 2;
    readonly beyondObjective: boolean;
    readonly extreme: string | null;
  } | null;
  readonly initialRisk: string;
  readonly exitPrice: string | null;
  readonly exitReason: 'STOP' | 'TARGET' | 'EMERGENCY_EXIT' | 'MANUAL_CLOSE' | 'STRATEGY_EXIT' | null;
  readonly realisedPnl: string;
  readonly fees: string;
  readonly rMultiple: string | null;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
}

/** Positions that are open now, of one series or of the whole account, oldest first. */
export async function readOpenPositions(sql: SqlRunner, series?: Series): Promise<readonly StoredPosition[]> {
  return await sql.query<readonly StoredPosition[]>(
    `select id, signal_id as "signalId", campaign_id as "campaignId", symbol, timeframe, direction,
            trim_scale(quantity)::text as quantity, trim_scale(initial_quantity)::text as "initialQuantity",
            trim_scale(entry_price)::text as "entryPrice", trim_scale(stop)::text as stop, targets, guard, trail,
            trim_scale(initial_risk)::text as "initialRisk", trim_scale(exit_price)::text as "exitPrice",
            exit_reason as "exitReason", trim_scale(realised_pnl)::text as "realisedPnl", trim_scale(fees)::text as fees,
            trim_scale(r_multiple)::text as "rMultiple",
            round(date_part('epoch', opened_at) * 1000)::bigint as "openedAtMs", null::bigint as "closedAtMs"
     from positions
     where closed_at is null and ($1::text is null or (symbol = $1 and timeframe = $2))
     order by opened_at, id`,
    [series?.symbol ?? null, series?.timeframe ?? null],
  );
}
