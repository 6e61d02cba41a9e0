import type { AuditLog } from '../database/audit-log.js';
import { Problem } from '../http/problem.js';
import type { AccessTokens } from './access-tokens.js';
import type { TokenAnswer } from './auth.dto.js';
import type { Authenticator } from './authenticator.js';
import type { LoginThrottle } from './login-throttle.js';
import { isPassword } from './password.js';
import type { UserPrincipal } from './principal.js';
import type { OpenedSession, RefreshRefused, Sessions } from './sessions.js';
import type { User, Users } from './users.js';

export interface LoggedIn {
  readonly answer: TokenAnswer;
  /** Undefined when the browser keeps the one it has. */
  readonly refreshToken: string | undefined;
}

const REFUSED: Readonly<Record<RefreshRefused, string>> = {
  unknown: 'There is no session to refresh; log in.',
  ended: 'The session has ended; log in again.',
  reused: 'This refresh token was used before, so somebody may have a copy: the session is ended. Log in again.',
};

/** What logging in, staying in and logging out do. Throws {@link Problem} for every no. */
export class Logins {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #tokens: AccessTokens;
  readonly #throttle: LoginThrottle;
  readonly #authenticator: Authenticator;
  readonly #audit: AuditLog;

  constructor(
    users: Users,
    sessions: Sessions,
    tokens: AccessTokens,
    throttle: LoginThrottle,
    authenticator: Authenticator,
    audit: AuditLog,
  ) {
    this.#users = users;
    this.#sessions = sessions;
    this.#tokens = tokens;
    this.#throttle = throttle;
    this.#authenticator = authenticator;
    this.#audit = audit;
  }

  /** The same answer, in the same time, for a wrong password, an unknown name and a disabled user. */
  async login(username: string, password: string, address: string): Promise<LoggedIn> {
    const user = await this.#proven(username, password, address);
    const session = await this.#sessions.open(user.id, address);
    await this.#audit.record({
      actor: `user:${user.username}`,
      action: 'auth.login',
      subject: user.username,
      after: { address },
    });
    return this.#answer(session, user);
  }

  async refresh(token: string | undefined): Promise<LoggedIn> {
    const session = token === undefined ? 'unknown' : await this.#sessions.refresh(token);
    if (typeof session === 'string') {
      this.#authenticator.forget();
      throw new Problem(401, session === 'reused' ? 'refresh-reused' : 'session-ended', REFUSED[session]);
    }
    const user = await this.#users.byId(session.userId);
    if (user === undefined) throw new Problem(401, 'session-ended', REFUSED.ended);
    return this.#answer(session, user);
  }

  async logout(token: string | undefined): Promise<void> {
    const username = token === undefined ? undefined : await this.#sessions.endByToken(token);
    this.#authenticator.forget();
    if (username !== undefined) {
      await this.#audit.record({ actor: `user:${username}`, action: 'auth.logout', subject: username });
    }
  }

  /** Ends all other sessions of the user: who knew the old password is out. */
  async changePassword(who: UserPrincipal, current: string, next: string, address: string): Promise<void> {
    await this.#proven(who.username, current, address);
    await this.#users.change(who.userId, { password: next });
    await this.#sessions.endAll(who.userId, who.sessionId, 'password changed');
    this.#authenticator.forget();
    await this.#audit.record({ actor: `user:${who.username}`, action: 'auth.password', subject: who.username });
  }

  async #proven(username: string, password: string, address: string): Promise<User> {
    const wait = await this.#throttle.begin(username, address);
    if (wait !== undefined) {
      const detail = `Too many wrong passwords; the next is looked at in ${Math.ceil(wait / 60)} min.`;
      throw new Problem(429, 'too-many-logins', detail, {}, wait);
    }
    const user = await this.#users.withHash(username);
    const matches = await isPassword(user?.password_hash, password);
    if (user === undefined || !matches || user.disabled) {
      if (user !== undefined) {
        const after = { address, reason: user.disabled ? 'disabled' : 'wrong password' };
        await this.#audit.record({ actor: 'anonymous', action: 'auth.refused', subject: user.username, after });
      }
      throw new Problem(401, 'wrong-credentials', 'Name or password is wrong.');
    }
    await this.#throttle.succeeded(username, address);
    return user;
  }

  async #answer({ sessionId, refreshToken }: OpenedSession, { id, username, role }: User): Promise<LoggedIn> {
    return {
      refreshToken,
      answer: {
        access_token: await this.#tokens.issue(id, sessionId, Date.now()),
        token_type: 'Bearer',
        expires_in_seconds: this.#tokens.lifeSeconds,
        user: { id, username, role },
      },
    };
  }
}
