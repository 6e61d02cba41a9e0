import type { Sql } from '../database/sql.js';
import { canonicalUsername } from './users.js';

const WINDOW_MINUTES = 15;

/** Wrong passwords in the window before the next is not even looked at. */
export interface LoginLimits {
  /** Of one name from one address. */
  readonly pair: number;
  /** From one address, whatever the name. */
  readonly address: number;
  /** Of one name, from wherever: high, or anybody could lock anybody out. */
  readonly username: number;
}
export const LOGIN_LIMITS: LoginLimits = { pair: 5, address: 30, username: 100 };

type Counts = Partial<Record<'pair' | 'address' | 'username' | 'wait', number>>;
const COUNTS = `
  select count(*) filter (where username = $1 and address = $2)::int as pair,
         count(*) filter (where address = $2)::int as address,
         count(*) filter (where username = $1)::int as username,
         greatest(1, ceil(extract(epoch from min(at) + make_interval(mins => $3) - now())))::int as wait
    from login_attempts where at > now() - make_interval(mins => $3) and (username = $1 or address = $2)`;

/** Counts wrong passwords in the database, so that several gateways count together. */
export class LoginThrottle {
  readonly #sql: Sql;
  readonly #limits: LoginLimits;

  constructor(sql: Sql, limits: LoginLimits = LOGIN_LIMITS) {
    this.#sql = sql;
    this.#limits = limits;
  }

  /**
   * Notes an attempt as a wrong one before it is looked at, one after another for one name or address, so that many at once
   * are not more than many in a row.
   * @returns seconds to wait when there were too many, else undefined
   */
  async begin(username: string, address: string): Promise<number | undefined> {
    const name = canonicalUsername(username);
    return this.#sql.transaction(async (sql) => {
      await sql.query(`select pg_advisory_xact_lock(hashtext('login address'), hashtext($1))`, [address]);
      await sql.query(`select pg_advisory_xact_lock(hashtext('login name'), hashtext($1))`, [name]);
      const [counts] = await sql.query<Counts>(COUNTS, [name, address, WINDOW_MINUTES]);
      const { pair = 0, address: ofAddress = 0, username: ofName = 0, wait = 1 } = counts ?? {};
      if (pair >= this.#limits.pair || ofAddress >= this.#limits.address || ofName >= this.#limits.username)
        return wait;
      await sql.query('insert into login_attempts (username, address) values ($1, $2)', [name, address]);
      return undefined;
    });
  }

  async succeeded(username: string, address: string): Promise<void> {
    await this.#sql.query(
      `delete from login_attempts
        where (username = $1 and address = $2) or at < now() - make_interval(mins => $3)`,
      [canonicalUsername(username), address, WINDOW_MINUTES],
    );
  }
}
