import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { notFound, Problem } from '../http/problem.js';
import { ShownOnce } from '../http/shown-once.js';
import { Authenticator } from './authenticator.js';
import { Role } from './role.js';
import { randomPassword } from './secret-text.js';
import { Sessions } from './sessions.js';
import { type ChangeRefused, type User, Users } from './users.js';
import { NewUserAnswer, NewUserBody, UserAnswer, UserChangeBody, UsersAnswer } from './users.dto.js';

type Fields<Type> = { [Name in keyof Type]: Type[Name] };

/** The people who may log in. */
@ApiTags('users')
@Controller('api/v1/users')
@Role('admin')
export class UsersController {
  readonly #users: Users;
  readonly #sessions: Sessions;
  readonly #authenticator: Authenticator;
  readonly #audit: AuditLog;

  constructor(
    @Inject(Users) users: Users,
    @Inject(Sessions) sessions: Sessions,
    @Inject(Authenticator) authenticator: Authenticator,
    @Inject(AuditLog) audit: AuditLog,
  ) {
    this.#users = users;
    this.#sessions = sessions;
    this.#authenticator = authenticator;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'All users, by name' })
  @ApiOkResponse({ type: UsersAnswer })
  async list(): Promise<UsersAnswer> {
    return { items: (await this.#users.list()).map(toAnswer) };
  }

  @Post()
  @ShownOnce()
  @Audited('route')
  @ApiOperation({ summary: 'Add a user' })
  @ApiBody({ type: NewUserBody })
  @ApiCreatedResponse({ type: NewUserAnswer })
  async add(@Body(checked(NewUserBody)) body: NewUserBody, @Actor() actor: string): Promise<NewUserAnswer> {
    const password = body.password ?? randomPassword();
    const user = await this.#users.add(body.username, body.role, password);
    if (user === undefined) {
      throw new Problem(409, 'username-taken', `There is a user '${body.username}' already.`, {
        username: body.username,
      });
    }
    const after = { role: user.role };
    await this.#audit.record({ actor, action: 'user.add', subject: user.username, after });
    return { ...toAnswer(user), ...(body.password === undefined ? { password } : {}) };
  }

  @Patch(':id')
  @Audited('route')
  @ApiOperation({ summary: 'Change role or password, disable or enable; ends the sessions of the user' })
  @ApiBody({ type: UserChangeBody })
  @ApiOkResponse({ type: UserAnswer })
  async change(
    @Param('id') id: string,
    @Body(checked(UserChangeBody)) body: UserChangeBody,
    @Actor() actor: string,
  ): Promise<UserAnswer> {
    const changed = await this.#users.change(id, body);
    if (typeof changed === 'string') throw refused(changed, id);
    const { before, after } = changed;
    if (body.password !== undefined || after.disabled) await this.#sessions.endAll(id, null, 'changed by an admin');
    this.#authenticator.forget();
    await this.#audit.record({
      actor,
      action: 'user.change',
      subject: after.username,
      before: { role: before.role, disabled: before.disabled },
      after: { role: after.role, disabled: after.disabled, password_changed: body.password !== undefined },
    });
    return toAnswer(after);
  }

  @Delete(':id')
  @Audited('route')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a user; what they did stays in the audit log' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string, @Actor() actor: string): Promise<void> {
    const removed = await this.#users.remove(id);
    if (typeof removed === 'string') throw refused(removed, id);
    this.#authenticator.forget();
    const before = { role: removed.role, disabled: removed.disabled };
    await this.#audit.record({ actor, action: 'user.remove', subject: removed.username, before });
  }
}

function refused(reason: ChangeRefused, id: string): Problem {
  if (reason === 'unknown') return notFound('user', id);
  return new Problem(409, 'last-admin', 'This is the last admin who can log in; make another one first.', { id });
}

function toAnswer(user: User): Fields<UserAnswer> {
  return {
    ...user,
    created_at: user.created_at.toISOString(),
    password_changed_at: user.password_changed_at.toISOString(),
    last_login_at: user.last_login_at?.toISOString() ?? null,
  };
}
