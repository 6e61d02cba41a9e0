import { firstTier, stepTier, type Tier, type TierState } from '@tape/strategies';
import type { DataSource } from 'typeorm';

const ACCOUNT = 'account';

interface AccountRow {
  readonly equity: string | null;
  readonly tier: Tier | null;
  readonly outSinceMs: number | null;
}

/** The tier of the account, by its equity as risk has marked it; hysteresis and grace in bar time. */
export class AccountTier {
  readonly #database: DataSource;
  #state: TierState | null = null;
  #newestMs = Number.NEGATIVE_INFINITY;

  constructor(database: DataSource) {
    this.#database = database;
  }

  /** As last seen; null before the account exists. */
  get state(): TierState | null {
    return this.#state;
  }

  /**
   * Looks at the account at a bar's close.
   * @param closeTimeMs series move side by side: one that lies behind looks with the time of the newest. Minus infinity only
   * reads, before the first bar.
   */
  async at(closeTimeMs: number): Promise<TierState | null> {
    this.#newestMs = Math.max(this.#newestMs, closeTimeMs);
    const [row] = await this.#database.query<AccountRow[]>(
      `select p.equity::text as equity, a.tier, round(date_part('epoch', a.out_since) * 1000)::bigint as "outSinceMs"
       from portfolios p left join strategy_account a on a.id = $1`,
      [ACCOUNT],
    );
    if (row === undefined || row.equity === null) return this.#state;
    const known = row.tier === null ? null : { tier: row.tier, outSinceMs: row.outSinceMs };
    if (known !== null && !Number.isFinite(this.#newestMs)) {
      this.#state = known;
      return known;
    }
    const state = known === null ? firstTier(row.equity) : stepTier(known, row.equity, this.#newestMs).state;
    if (known?.tier !== state.tier || known.outSinceMs !== state.outSinceMs) await this.#keep(state);
    this.#state = state;
    return state;
  }

  async #keep({ tier, outSinceMs }: TierState): Promise<void> {
    await this.#database.query(
      `insert into strategy_account (id, tier, out_since) values ($1, $2, $3)
       on conflict (id) do update set tier = excluded.tier, out_since = excluded.out_since`,
      [ACCOUNT, tier, outSinceMs === null ? null : new Date(outSinceMs)],
    );
  }
}
