import type { Sql } from '../database/sql.js';

const ACCOUNT = `
  select trading_state as state, state_reason as reason, peak_equity, equity, trading_day, zone from portfolios order by id limit 1`;
const RESTRICTIONS = `
  select level, name, state, reason, changed_by, changed_at from trading_restrictions where state <> 'ACTIVE'
   order by level, name`;

/** What may be traded, at all three levels; who is not listed may do everything. */
export async function readTradingPermits(sql: Sql): Promise<object> {
  const [accounts, restrictions] = await Promise.all([sql.query<object>(ACCOUNT), sql.query<object>(RESTRICTIONS)]);
  return { account: accounts[0] ?? null, restrictions };
}
