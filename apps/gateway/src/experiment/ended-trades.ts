import type { EndedTrade } from '@tape/experiments';
import type { Sql } from '../database/sql.js';
import type { OutcomeMetricsQuery } from './experiments.dto.js';

interface EndedRow extends Omit<EndedTrade, 'rMultiple' | 'closedAtMs'> {
  readonly r: number;
  readonly closed_at: Date;
}

/** Every trade that has ended, once by each exit rule. */
export async function readEndedTrades(sql: Sql, query: OutcomeMetricsQuery): Promise<readonly EndedTrade[]> {
  const { symbol, source, variant, policy_version } = query;
  const rows = await sql.query<EndedRow>(
    `select o.experiment_id as "experimentId", o.engine, o.kind, x.exit, x.r::double precision as r, x.closed_at
     from trade_outcomes o
     join experiments e on e.id = o.experiment_id
     join execution_policies p on p.revision = e.policy_revision
     cross join lateral (values ('OWN', o.own_r, o.own_closed_at), ('SYNCHRONISED', o.sync_r, o.sync_closed_at))
       as x (exit, r, closed_at)
     where x.r is not null and x.closed_at is not null
       and ($1::text is null or e.symbol = $1) and ($2::text is null or e.source = $2)
       and ($3::text is null or e.variant = $3) and ($4::text is null or p.version = $4)`,
    [symbol ?? null, source ?? null, variant ?? null, policy_version ?? null],
  );
  return rows.map(({ r, closed_at, ...rest }) => ({ ...rest, rMultiple: r, closedAtMs: closed_at.getTime() }));
}
