import { randomUUID } from 'node:crypto';
import type { Sql } from '../database/sql.js';
import { digestOf, randomSecret } from './secret-text.js';

/** A session that is not refreshed for so long has ended. */
export const IDLE_DAYS = 7;
/** However often it is refreshed, a session ends after this. */
const LONGEST_DAYS = 30;
/** Two tabs that refresh at once send the same token twice; later the second is a thief or a robbed one. */
const GRACE_SECONDS = 10;
const TOKEN_BYTES = 32;

export interface OpenedSession {
  readonly sessionId: string;
  readonly userId: string;
  /** Undefined when another request has just been given the next one. */
  readonly refreshToken: string | undefined;
}

export type RefreshRefused = 'unknown' | 'ended' | 'reused';

interface TokenRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly used: boolean;
  readonly just_used: boolean;
  readonly live: boolean;
}

/** Log-ins. A session is a family of refresh tokens, of which only the newest is good; of each only a hash is kept. */
export class Sessions {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async open(userId: string, address: string): Promise<OpenedSession> {
    const sessionId = randomUUID();
    return this.#sql.transaction(async (sql) => {
      await sql.query(
        `insert into sessions (id, user_id, address, expires_at) values ($1, $2, $3, now() + make_interval(days => $4))`,
        [sessionId, userId, address, LONGEST_DAYS],
      );
      await sql.query('update users set last_login_at = now() where id = $1', [userId]);
      await sql.query(`delete from sessions where expires_at < now()`);
      return { sessionId, userId, refreshToken: await next(sql, sessionId) };
    });
  }

  /** Trades a refresh token for the next one. One that was traded before ends its whole session: somebody has a copy. */
  async refresh(token: string): Promise<OpenedSession | RefreshRefused> {
    return this.#sql.transaction(async (sql) => {
      const [row] = await sql.query<TokenRow>(
        `select t.session_id, s.user_id, t.used_at is not null as used,
                coalesce(t.used_at > now() - make_interval(secs => $2), false) as just_used,
                s.revoked_at is null and s.expires_at > now() and t.expires_at > now() and not u.disabled as live
           from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
          where t.hash = $1 for update of t, s`,
        [digestOf(token), GRACE_SECONDS],
      );
      if (row === undefined) return 'unknown';
      if (!row.live) return 'ended';
      const opened = { sessionId: row.session_id, userId: row.user_id };
      if (row.just_used) return { ...opened, refreshToken: undefined };
      if (row.used) {
        await end(sql, row.session_id, 'reused');
        return 'reused';
      }
      await sql.query('update refresh_tokens set used_at = now() where hash = $1', [digestOf(token)]);
      return { ...opened, refreshToken: await next(sql, row.session_id) };
    });
  }

  /** @returns the user whose session it was, when there was one. */
  async endByToken(token: string): Promise<string | undefined> {
    const [row] = await this.#sql.query<{ id: string; username: string }>(
      `select s.id, u.username from refresh_tokens t join sessions s on s.id = t.session_id
         join users u on u.id = s.user_id where t.hash = $1 and s.revoked_at is null`,
      [digestOf(token)],
    );
    if (row !== undefined) await end(this.#sql, row.id, 'logout');
    return row?.username;
  }

  /** Ends all sessions of a user but the one named. */
  async endAll(userId: string, exceptId: string | null, reason: string): Promise<void> {
    await this.#sql.query(
      `update sessions set revoked_at = now(), revoke_reason = $3
        where user_id = $1 and revoked_at is null and ($2::text is null or id <> $2)`,
      [userId, exceptId, reason],
    );
  }
}

async function next(sql: Sql, sessionId: string): Promise<string> {
  const token = randomSecret(TOKEN_BYTES);
  await sql.query(
    `insert into refresh_tokens (hash, session_id, expires_at) values ($1, $2, now() + make_interval(days => $3))`,
    [digestOf(token), sessionId, IDLE_DAYS],
  );
  return token;
}

async function end(sql: Sql, sessionId: string, reason: string): Promise<void> {
  await sql.query('update sessions set revoked_at = now(), revoke_reason = $2 where id = $1', [sessionId, reason]);
}
