import type { SqlRunner } from '@tape/persistence';
import type { TradingRestriction, TradingState } from '@tape/risk-rules';

/** What is not handed to claimers from outside. */
export interface Withheld {
  readonly symbols: readonly string[];
  /** Strategies by id, and `WYCKOFF_ENGINE` for the signals of patterns. */
  readonly engines: readonly string[];
}

export const NOTHING_WITHHELD: Withheld = { symbols: [], engines: [] };

/**
 * What a claimer from outside may not take now. Our own execution asks at the open it enters at; from outside nobody asks
 * again, so what is restricted is not handed out.
 * @returns `everything` while the account is not ACTIVE.
 */
export async function withheldFromOutside(sql: SqlRunner): Promise<Withheld | 'everything'> {
  const accounts = await sql.query<{ state: TradingState }[]>('select trading_state as state from portfolios');
  const restrictions = await sql.query<Pick<TradingRestriction, 'level' | 'name' | 'state'>[]>(
    `select level, name, state from trading_restrictions where state <> 'ACTIVE'`,
  );
  // Without an account no signal was ever approved, and nothing is there to be withheld.
  if ((accounts[0]?.state ?? 'ACTIVE') !== 'ACTIVE') return 'everything';
  const named = (level: TradingRestriction['level']): string[] =>
    restrictions.filter((one) => one.level === level).map(({ name }) => name);
  return { symbols: named('SYMBOL'), engines: named('ENGINE') };
}
