import { bearerOf, sameToken } from '../http/bearer-token.js';
import type { Sql } from '../database/sql.js';
import { type AccessClaims, type AccessTokens } from './access-tokens.js';
import { type ApiKey, type ApiKeys, KEY_PREFIX } from './api-keys.js';
import type { Principal, UserPrincipal } from './principal.js';
import { RecentLookups } from './recent-lookups.js';
import type { RoleName } from './role.js';

/** What was withdrawn keeps working at most so long. */
const REMEMBERED_MS = 3_000;

export interface FixedAccess {
  /** `TAPE_API_TOKEN`: whoever sends it is admin. */
  readonly token: string | undefined;
  /** `TAPE_LOOPBACK_ROLE`: what callers without a token may do on a gateway that only this machine reaches. */
  readonly loopbackRole: RoleName | undefined;
}

export type Refusal = 'missing' | 'expired' | 'wrong';
export type Authenticated =
  | { readonly ok: true; readonly principal: Principal }
  | { readonly ok: false; readonly reason: Refusal };

type SessionUser = Pick<UserPrincipal, 'username' | 'role'>;

/** Finds out who sent a bearer: a session's access token, an API key, or the static token. */
export class Authenticator {
  readonly #fixed: FixedAccess;
  readonly #tokens: AccessTokens;
  readonly #keys: ApiKeys;
  readonly #sql: Sql;
  readonly #sessions = new RecentLookups<SessionUser | undefined>(REMEMBERED_MS);
  readonly #usedKeys = new RecentLookups<ApiKey | undefined>(REMEMBERED_MS);

  constructor(fixed: FixedAccess, tokens: AccessTokens, keys: ApiKeys, sql: Sql) {
    this.#fixed = fixed;
    this.#tokens = tokens;
    this.#keys = keys;
    this.#sql = sql;
  }

  /** @param authorization the header as it came */
  byHeader(authorization: string | undefined): Promise<Authenticated> {
    if (authorization === undefined) return this.byBearer(undefined);
    const bearer = bearerOf(authorization);
    return bearer === undefined ? Promise.resolve({ ok: false, reason: 'wrong' }) : this.byBearer(bearer);
  }

  async byBearer(bearer: string | undefined): Promise<Authenticated> {
    const { token, loopbackRole } = this.#fixed;
    if (bearer === undefined) {
      return loopbackRole === undefined
        ? { ok: false, reason: 'missing' }
        : { ok: true, principal: { kind: 'loopback', role: loopbackRole } };
    }
    if (token !== undefined && sameToken(bearer, token))
      return { ok: true, principal: { kind: 'token', role: 'admin' } };
    return bearer.startsWith(KEY_PREFIX) ? this.#byKey(bearer) : this.#byAccessToken(bearer);
  }

  /** Whether who was let in before still may be: asked of connections that stay open. */
  async isStillGood(principal: Principal): Promise<boolean> {
    if (principal.kind === 'user') return (await this.#sessionUser(principal)) !== undefined;
    if (principal.kind !== 'key') return true;
    const [row] = await this.#sql.query(
      'select 1 from api_keys where id = $1 and (expires_at is null or expires_at > now())',
      [principal.keyId],
    );
    return row !== undefined;
  }

  /** After a change of users, sessions or keys by this gateway, which shall see it at once. */
  forget(): void {
    this.#sessions.forget();
    this.#usedKeys.forget();
  }

  async #byKey(key: string): Promise<Authenticated> {
    const found = await this.#usedKeys.get(key, () => this.#keys.use(key));
    if (found === undefined) return { ok: false, reason: 'wrong' };
    const { id, name, role, expires_at: expires } = found;
    const expiresAtMs = expires?.getTime() ?? null;
    if (expiresAtMs !== null && expiresAtMs <= Date.now()) return { ok: false, reason: 'expired' };
    return { ok: true, principal: { kind: 'key', keyId: id, name, role, expiresAtMs } };
  }

  async #byAccessToken(token: string): Promise<Authenticated> {
    const read = await this.#tokens.read(token, Date.now());
    if (!read.ok) return { ok: false, reason: read.reason === 'expired' ? 'expired' : 'wrong' };
    const user = await this.#sessionUser(read.claims);
    if (user === undefined) return { ok: false, reason: 'wrong' };
    return { ok: true, principal: { kind: 'user', ...user, ...read.claims } };
  }

  #sessionUser({ userId, sessionId }: Pick<AccessClaims, 'userId' | 'sessionId'>): Promise<SessionUser | undefined> {
    return this.#sessions.get(`${sessionId} ${userId}`, async () => {
      const [user] = await this.#sql.query<SessionUser>(
        `select u.username, u.role from sessions s join users u on u.id = s.user_id
          where s.id = $1 and u.id = $2 and s.revoked_at is null and s.expires_at > now() and not u.disabled`,
        [sessionId, userId],
      );
      return user;
    });
  }
}
