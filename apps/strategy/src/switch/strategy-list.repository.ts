import type { SqlRunner } from '@tape/persistence';

/** What a strategy's trades came to. */
export interface StrategyResult {
  readonly id: string;
  readonly trades: number;
  readonly openTrades: number;
  readonly realisedPnl: string;
}

export interface InstanceRow {
  readonly strategyId: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly state: 'RUNNING' | 'ERROR' | 'QUARANTINED';
  readonly reason: string | null;
  readonly failures: number;
  readonly throughOpenTimeMs: number | null;
  readonly holds: 'LONG' | 'SHORT' | null;
}

/** What is shown of strategies. */
export class StrategyList {
  readonly #database: SqlRunner;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  /** @param pipeline the name under which signals without a strategy count. */
  async results(pipeline: string): Promise<ReadonlyMap<string, StrategyResult>> {
    const rows = await this.#database.query<StrategyResult[]>(
      `select coalesce(s.content->'strategy'->>'id', $1) as id, count(p.closed_at)::int as trades,
              (count(*) - count(p.closed_at))::int as "openTrades", trim_scale(sum(p.realised_pnl))::text as "realisedPnl"
       from positions p join signals s on s.id = p.signal_id group by 1`,
      [pipeline],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  async instances(): Promise<readonly InstanceRow[]> {
    return await this.#database.query<readonly InstanceRow[]>(
      `select strategy_id as "strategyId", symbol, timeframe, state, reason, failures,
              round(date_part('epoch', through) * 1000)::bigint as "throughOpenTimeMs", trades->-1->>'direction' as holds
       from strategy_instances order by strategy_id, symbol, timeframe`,
    );
  }
}
