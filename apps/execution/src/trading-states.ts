import type { SqlRunner } from '@tape/persistence';
import {
  effectiveState,
  type Portfolio,
  type TradingRestriction,
  type TradingState,
  tradingStateAt,
} from '@tape/risk-rules';
import { engineOf, type EntryTerms } from '@tape/trading';

type AccountState = Pick<Portfolio, 'tradingState' | 'stateReason' | 'tradingDay' | 'zone'>;

/**
 * What each entry may do at this time: the strictest of account, its engine and its symbol.
 * @throws Error without an account: nothing may be traded unasked.
 */
export async function tradingStates(
  sql: SqlRunner,
  atMs: number,
): Promise<(entry: Pick<EntryTerms, 'symbol' | 'strategy'>) => TradingState> {
  const [row] = await sql.query<AccountState[]>(
    `select trading_state as "tradingState", state_reason as "stateReason", trading_day::text as "tradingDay", zone from portfolios`,
  );
  if (row === undefined) throw new Error('there is no account yet: the risk service makes it at its first start');
  const restrictions = await sql.query<Pick<TradingRestriction, 'level' | 'name' | 'state'>[]>(
    `select level, name, state from trading_restrictions where state <> 'ACTIVE'`,
  );
  const account = tradingStateAt(row, atMs);
  return (entry) => effectiveState(account, restrictions, { engine: engineOf(entry), symbol: entry.symbol });
}
