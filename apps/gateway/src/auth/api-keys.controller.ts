import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
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
import { type KeyAnswer, KeysAnswer, NewKeyAnswer, NewKeyBody } from './api-keys.dto.js';
import { type ApiKey, ApiKeys } from './api-keys.js';
import { Authenticator } from './authenticator.js';
import { Role } from './role.js';

type Fields<Type> = { [Name in keyof Type]: Type[Name] };

/** Keys for programs, withdrawn one by one. */
@ApiTags('users')
@Controller('api/v1/api-keys')
@Role('admin')
export class ApiKeysController {
  readonly #keys: ApiKeys;
  readonly #authenticator: Authenticator;
  readonly #audit: AuditLog;

  constructor(
    @Inject(ApiKeys) keys: ApiKeys,
    @Inject(Authenticator) authenticator: Authenticator,
    @Inject(AuditLog) audit: AuditLog,
  ) {
    this.#keys = keys;
    this.#authenticator = authenticator;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'All keys, newest first, without the keys themselves' })
  @ApiOkResponse({ type: KeysAnswer })
  async list(): Promise<KeysAnswer> {
    return { items: (await this.#keys.list()).map(toAnswer) };
  }

  @Post()
  @ShownOnce()
  @Audited('route')
  @ApiOperation({ summary: 'Make a key; the answer is the only place where it is ever shown' })
  @ApiBody({ type: NewKeyBody })
  @ApiCreatedResponse({ type: NewKeyAnswer })
  async add(@Body(checked(NewKeyBody)) body: NewKeyBody, @Actor() actor: string): Promise<NewKeyAnswer> {
    const expires = body.expires_at ?? null;
    if (expires !== null && !(Date.parse(expires) > Date.now())) {
      const message = 'expires_at must be in the future';
      throw new Problem(400, 'invalid-request', message, { errors: [{ field: 'expires_at', message }] });
    }
    const { key, stored } = await this.#keys.add(body.name, body.role, actor, expires);
    const after = { name: stored.name, role: stored.role, expires_at: expires };
    await this.#audit.record({ actor, action: 'api-key.add', subject: stored.id, after });
    return { ...toAnswer(stored), key };
  }

  @Delete(':id')
  @Audited('route')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a key' })
  @ApiNoContentResponse()
  async remove(@Param('id') id: string, @Actor() actor: string): Promise<void> {
    const removed = await this.#keys.remove(id);
    if (removed === undefined) throw notFound('api-key', id);
    this.#authenticator.forget();
    const before = { name: removed.name, role: removed.role };
    await this.#audit.record({ actor, action: 'api-key.remove', subject: id, before });
  }
}

function toAnswer(key: ApiKey): Fields<KeyAnswer> {
  return {
    id: key.id,
    name: key.name,
    begins_with: key.begins_with,
    role: key.role,
    created_by: key.created_by,
    created_at: key.created_at.toISOString(),
    expires_at: key.expires_at?.toISOString() ?? null,
    last_used_at: key.last_used_at?.toISOString() ?? null,
  };
}
