import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import type { AuditLog } from '../database/audit-log.js';
import { makeFirstAdmin } from './first-admin.js';
import { requireRoles } from './route-roles.js';
import type { Users } from './users.js';

/** What has to be so before the first request: every route says who may call it, and somebody can log in. */
export class AuthStart implements OnApplicationBootstrap {
  readonly #modules: ModulesContainer;
  readonly #users: Users;
  readonly #audit: AuditLog;
  readonly #adminPassword: string | undefined;
  readonly #log = new Logger(AuthStart.name);

  constructor(modules: ModulesContainer, users: Users, audit: AuditLog, adminPassword: string | undefined) {
    this.#modules = modules;
    this.#users = users;
    this.#audit = audit;
    this.#adminPassword = adminPassword;
  }

  async onApplicationBootstrap(): Promise<void> {
    requireRoles(this.#modules);
    if (this.#adminPassword === undefined) {
      if ((await this.#users.count()) === 0) {
        this.#log.warn(
          'nobody can log in yet: set TAPE_ADMIN_PASSWORD for the first start, or run apps/gateway/dist/users.js first-admin',
        );
      }
      return;
    }
    const made = await makeFirstAdmin(this.#users, this.#adminPassword);
    if (made === undefined) return;
    await this.#audit.record({ actor: 'start', action: 'user.add', subject: made.username, after: { role: 'admin' } });
    this.#log.log(`made the first user, ${made.username}, with the password of TAPE_ADMIN_PASSWORD`);
  }
}
