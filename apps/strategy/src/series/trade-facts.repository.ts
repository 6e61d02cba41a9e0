import type { SqlRunner } from '@tape/persistence';
import type { TradeFacts } from './trade.js';

/** What other services have made of proposals: verdict, signal, entry order, position. */
export class TradeFactsRepository {
  readonly #database: SqlRunner;

  constructor(database: SqlRunner) {
    this.#database = database;
  }

  async of(proposalIds: readonly string[]): Promise<ReadonlyMap<string, TradeFacts>> {
    if (proposalIds.length === 0) return new Map();
    const rows = await this.#database.query<(TradeFacts & { readonly id: string })[]>(
      `select w.id, v.overall, s.status as "signalStatus", round(date_part('epoch', s.expires_at) * 1000)::bigint as "expiresAtMs",
              o.state as "entryState", case when p.id is null then null else p.closed_at is null end as "isPositionOpen"
       from unnest($1::text[]) as w (id)
       left join validation_results v on v.pattern_id = w.id
       left join signals s on s.pattern_id = w.id
       left join orders o on o.signal_id = s.id and o.purpose = 'ENTRY'
       left join positions p on p.signal_id = s.id`,
      [[...proposalIds]],
    );
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** Whether a proposal has become a signal or a rejection. */
  async isDecided(proposalId: string): Promise<boolean> {
    const [row] = await this.#database.query<{ decided: boolean }[]>(
      `select exists (select 1 from signals where pattern_id = $1)
           or exists (select 1 from rejected_signals where pattern_id = $1) as decided`,
      [proposalId],
    );
    return row?.decided === true;
  }
}
