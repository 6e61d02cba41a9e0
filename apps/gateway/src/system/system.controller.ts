import { Body, Controller, Get, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { setTradingState } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { wireSchema } from '../wire/wire-schema.js';
import { NoteBody, StateBody } from './system.dto.js';
import { readTradingPermits } from './trading-permits.js';

/** The kill switch, and the way back. Risk makes the change and writes the audit log, in one transaction. */
@ApiTags('risk')
@Controller('api/v1/system')
@Role('viewer')
export class SystemController {
  readonly #services: ServiceCalls;
  readonly #sql: Sql;

  constructor(@Inject(ServiceCalls) services: ServiceCalls, @Inject(SQL) sql: Sql) {
    this.#services = services;
    this.#sql = sql;
  }

  @Get('state')
  @ApiOperation({ summary: 'What may be traded: the account, and engines and symbols that are restricted' })
  async permits(): Promise<object> {
    return objectToWire(await readTradingPermits(this.#sql));
  }

  @Post('state')
  @Audited('risk')
  @Role('admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set what the account, an engine or a symbol may trade; the strictest of the three holds' })
  @ApiBody({ type: StateBody })
  @ApiOkResponse({ schema: wireSchema(setTradingState.response) })
  async state(@Body(checked(StateBody)) body: StateBody, @Actor() actor: string): Promise<object> {
    const scope = { level: body.scope, name: body.name ?? null };
    if ((scope.level === 'ACCOUNT') !== (scope.name === null)) {
      const message =
        scope.name === null ? `name must say which ${scope.level.toLowerCase()}` : 'the account has no name';
      throw new Problem(400, 'invalid-request', message, { errors: [{ field: 'name', message }] });
    }
    return this.#services.ask(setTradingState, { scope, to: body.to, by: actor, note: body.note });
  }

  @Post('reset')
  @Audited('risk')
  @Role('admin')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a halt: trading is ACTIVE again, with a new drawdown baseline' })
  @ApiBody({ type: NoteBody })
  @ApiOkResponse({ schema: wireSchema(setTradingState.response) })
  async reset(@Body(checked(NoteBody)) body: NoteBody, @Actor() actor: string): Promise<object> {
    return this.#services.ask(setTradingState, { to: 'ACTIVE', reset: true, by: actor, note: body.note });
  }
}
