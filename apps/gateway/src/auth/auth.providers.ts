import type { Provider } from '@nestjs/common';
import { APP_GUARD, ModulesContainer } from '@nestjs/core';
import { SERVICE_CONFIG } from '@tape/service';
import type { GatewayConfig } from '../config.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { AccessTokens } from './access-tokens.js';
import { ApiKeys } from './api-keys.js';
import { AuthStart } from './auth-start.js';
import { Authenticator } from './authenticator.js';
import { LoginThrottle } from './login-throttle.js';
import { Logins } from './logins.js';
import { RoleGuard } from './role.guard.js';
import { randomSecret } from './secret-text.js';
import { Sessions } from './sessions.js';
import { Users } from './users.js';

const KEY_BYTES = 48;

/** Users, sessions, keys, and the guard that asks them. */
export const AUTH: Provider[] = [
  { provide: Users, inject: [SQL], useFactory: (sql: Sql) => new Users(sql) },
  { provide: Sessions, inject: [SQL], useFactory: (sql: Sql) => new Sessions(sql) },
  { provide: ApiKeys, inject: [SQL], useFactory: (sql: Sql) => new ApiKeys(sql) },
  { provide: LoginThrottle, inject: [SQL], useFactory: (sql: Sql) => new LoginThrottle(sql) },
  {
    provide: AccessTokens,
    inject: [SERVICE_CONFIG],
    // A key of its own ends access tokens with the process; sessions go on, because they are refreshed.
    useFactory: (config: GatewayConfig) =>
      new AccessTokens(config.TAPE_SIGNING_KEY ?? randomSecret(KEY_BYTES), config.ACCESS_TOKEN_SECONDS),
  },
  {
    provide: Authenticator,
    inject: [SERVICE_CONFIG, AccessTokens, ApiKeys, SQL],
    useFactory: (config: GatewayConfig, tokens: AccessTokens, keys: ApiKeys, sql: Sql) =>
      new Authenticator({ token: config.TAPE_API_TOKEN, loopbackRole: config.TAPE_LOOPBACK_ROLE }, tokens, keys, sql),
  },
  {
    provide: Logins,
    inject: [Users, Sessions, AccessTokens, LoginThrottle, Authenticator, AuditLog],
    useFactory: (
      users: Users,
      sessions: Sessions,
      tokens: AccessTokens,
      throttle: LoginThrottle,
      authenticator: Authenticator,
      audit: AuditLog,
    ) => new Logins(users, sessions, tokens, throttle, authenticator, audit),
  },
  {
    provide: AuthStart,
    inject: [ModulesContainer, Users, AuditLog, SERVICE_CONFIG],
    useFactory: (modules: ModulesContainer, users: Users, audit: AuditLog, config: GatewayConfig) =>
      new AuthStart(modules, users, audit, config.TAPE_ADMIN_PASSWORD),
  },
];

/** Asked after the rate limit, before everything else. */
export const ROLE_GUARD: Provider = {
  provide: APP_GUARD,
  inject: [Authenticator],
  useFactory: (authenticator: Authenticator) => new RoleGuard(authenticator),
};
