import { Amount, amount, decimalText, WYCKOFF_ENGINE } from '@tape/risk-rules';
import type { Sql } from '../database/sql.js';
import { objectToWire } from '../wire/to-wire.js';
import { readHoldings } from './held-money.js';

export const PNL_GROUPS = ['position', 'campaign', 'strategy', 'symbol', 'account'] as const;
export type PnlGroup = (typeof PNL_GROUPS)[number];

/** By what positions are put together. A signal that no strategy proposed rests on the analysis of ranges. */
const KEY: Readonly<Record<PnlGroup, string>> = {
  position: 'p.id',
  campaign: 'p.campaign_id',
  strategy: `coalesce(s.content -> 'strategy' ->> 'id', '${WYCKOFF_ENGINE}')`,
  symbol: 'p.symbol',
  account: `'account'`,
};

interface BookedRow {
  readonly name: string;
  readonly realised: string;
  readonly fees: string;
  readonly open: number;
  readonly closed: number;
  readonly winners: number;
  readonly rMultiple: string | null;
  readonly lastMs: number;
}

/**
 * What was gained: booked results (net of fees) of all positions, and what the open ones would bring at their marks. Account
 * currency; most recently traded first.
 */
export async function readPnl(sql: Sql, by: PnlGroup, limit: number): Promise<object> {
  const key = KEY[by];
  const booked = await sql.query<BookedRow>(
    `select ${key} as name, trim_scale(sum(p.realised_pnl))::text as realised, trim_scale(sum(p.fees))::text as fees,
            count(*) filter (where p.closed_at is null)::int as open,
            count(*) filter (where p.closed_at is not null)::int as closed,
            count(*) filter (where p.closed_at is not null and p.realised_pnl > 0)::int as winners,
            trim_scale(sum(p.r_multiple))::text as "rMultiple",
            round(date_part('epoch', max(p.updated_at)) * 1000)::float8 as "lastMs"
       from positions p left join signals s on s.id = p.signal_id
      group by 1 order by max(p.updated_at) desc, 1 limit $1`,
    [limit],
  );
  const { unrealisedOf } = await readHoldings(sql);
  const open = await sql.query<{ id: string; name: string }>(
    `select p.id, ${key} as name from positions p left join signals s on s.id = p.signal_id where p.closed_at is null`,
  );
  const unrealised = new Map<string, Amount>();
  for (const { id, name } of open) {
    unrealised.set(name, (unrealised.get(name) ?? new Amount(0)).plus(unrealisedOf.get(id) ?? 0));
  }
  return objectToWire({
    by,
    groups: booked.map(({ name, realised, fees, open: openPositions, closed, winners, rMultiple, lastMs }) => {
      const atMarks = unrealised.get(name) ?? new Amount(0);
      return {
        name,
        pnl: decimalText(amount(realised).plus(atMarks)),
        realisedPnl: realised,
        unrealisedPnl: decimalText(atMarks),
        fees,
        openPositions,
        closedPositions: closed,
        winners,
        rMultiple,
        lastTradedMs: lastMs,
      };
    }),
  });
}

export interface CurveWindow {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly limit: number;
}

/**
 * The account minute by minute, oldest first. A window that holds more than may be shown is thinned evenly, its last point kept,
 * so that a year and an hour make curves of the same length.
 */
export async function readEquityCurve(sql: Sql, { from, to, limit }: CurveWindow): Promise<object> {
  const points = await sql.query<object>(
    `with held as (
       select *, row_number() over (order by at desc) - 1 as back, count(*) over () as n from account_snapshots
        where at >= coalesce($1::timestamptz, '-infinity') and at <= coalesce($2::timestamptz, 'infinity'))
     select round(date_part('epoch', at) * 1000)::float8 as "atMs", trim_scale(equity)::text as equity,
            trim_scale(realised_pnl)::text as "realisedPnl", trim_scale(unrealised_pnl)::text as "unrealisedPnl",
            trim_scale(fees)::text as fees, open_positions as "openPositions"
       from held where back % ceil(n / $3::numeric) = 0 order by at`,
    [from ?? null, to ?? null, limit],
  );
  return objectToWire({ points });
}
