import type { SqlRunner } from '@tape/persistence';
import { type TradingRestriction, type TradingState, WYCKOFF_ENGINE, effectiveState } from '@tape/risk-rules';

/**
 * What a claimer from outside may not take now. Our own execution asks at the open it enters at; from outside nobody asks
 * again, so what is restricted is not handed out.
 * @returns symbols, or `everything` while account or engine are not ACTIVE.
 */
export async function withheldSymbols(sql: SqlRunner): Promise<readonly string[] | 'everything'> {
  const accounts = await sql.query<{ state: TradingState }[]>('select trading_state as state from portfolios');
  const restrictions = await sql.query<Pick<TradingRestriction, 'level' | 'name' | 'state'>[]>(
    `select level, name, state from trading_restrictions where state <> 'ACTIVE'`,
  );
  // Without an account no signal was ever approved, and nothing is there to be withheld.
  const account = accounts[0]?.state ?? 'ACTIVE';
  const mayTrade = (symbol: string): boolean =>
    effectiveState(account, restrictions, { engine: WYCKOFF_ENGINE, symbol }) === 'ACTIVE';
  if (!mayTrade('')) return 'everything';
  const symbols = restrictions.filter(({ level }) => level === 'SYMBOL').map(({ name }) => name);
  return symbols.filter((symbol) => !mayTrade(symbol));
}
