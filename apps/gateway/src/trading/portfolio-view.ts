import type { Sql } from '../database/sql.js';
import { objectToWire } from '../wire/to-wire.js';

const ACCOUNT = `
  select id, initial_equity, equity, peak_equity, trading_state, state_reason, state_revision, trading_day,
         day_start_equity, marked_at from portfolios order by id limit 1`;

/** All sums in numeric: money never passes through a float on its way to the client. */
const TOTALS = `
  with held as (
    select p.symbol, p.direction, p.quantity, p.entry_price, p.stop, coalesce(i.contract_size, 1) as contract_size,
           coalesce(last.close, p.entry_price) as price
      from positions p
      left join instruments i on i.symbol = p.symbol
      left join lateral (
        select b.close from bars b where b.symbol = p.symbol and b.timeframe = p.timeframe
         order by b.open_time desc limit 1) last on true
     where p.closed_at is null
  )
  select count(*)::int as open_positions,
         coalesce(sum(greatest(case direction when 'LONG' then entry_price - stop else stop - entry_price end, 0)
                      * quantity * contract_size), 0) as open_risk,
         coalesce(sum(price * quantity * contract_size), 0) as gross_exposure,
         coalesce(sum(case direction when 'LONG' then 1 else -1 end * price * quantity * contract_size), 0)
           as net_exposure,
         coalesce(sum(case direction when 'LONG' then price - entry_price else entry_price - price end
                      * quantity * contract_size), 0) as unrealised_pnl
    from held`;

const CLOSED = `
  select coalesce(sum(realised_pnl), 0) as realised_pnl, coalesce(sum(fees), 0) as fees,
         count(*) filter (where closed_at is not null)::int as closed_positions,
         count(*) filter (where closed_at is not null and realised_pnl > 0)::int as winners
    from positions`;

const RESERVED = `
  select coalesce(sum(risk_amount), 0) as reserved_risk, count(*)::int as open_reservations
    from reservations where status = 'HELD'`;

interface AccountRow {
  readonly equity: string | null;
  readonly initial_equity: string;
  readonly peak_equity: string;
  readonly day_start_equity: string | null;
  readonly [column: string]: unknown;
}
interface TotalsRow {
  readonly open_risk: string;
  readonly [column: string]: unknown;
}

/** The account as its tables say. `heat_pct` counts open risk and what is reserved for signals not yet filled. */
export async function readPortfolio(sql: Sql): Promise<object> {
  const [accounts, totals, closed, reserved] = await Promise.all([
    sql.query<AccountRow>(ACCOUNT),
    sql.query<TotalsRow>(TOTALS),
    sql.query<object>(CLOSED),
    sql.query<{ reserved_risk: string; open_reservations: number }>(RESERVED),
  ]);
  const account = accounts[0];
  const equity = Number(account?.equity ?? account?.initial_equity ?? 0);
  const atRisk = Number(totals[0]?.open_risk ?? 0) + Number(reserved[0]?.reserved_risk ?? 0);
  return {
    account: account === undefined ? null : objectToWire(account),
    ...objectToWire({ ...totals[0], ...closed[0], ...reserved[0] }),
    heat_pct: percent(atRisk, equity),
    drawdown_pct: percent(Number(account?.peak_equity ?? 0) - equity, Number(account?.peak_equity ?? 0)),
    day_pnl_pct: percent(equity - Number(account?.day_start_equity ?? equity), Number(account?.day_start_equity ?? 0)),
  };
}

/** For display only, to two places. */
function percent(part: number, whole: number): number {
  return whole > 0 ? Math.round((part / whole) * 10_000) / 100 : 0;
}
