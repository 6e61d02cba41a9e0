import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { setTradingState, tradingState } from '@tape/contracts';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { checked } from '../http/checked.js';
import { ServiceCalls } from '../http/rpc.js';
import { wireSchema } from '../wire/wire-schema.js';

export class NoteBody {
  @ApiProperty({ description: 'Why; kept in the audit log.' })
  @IsString()
  @Length(1, 2_000)
  @Matches(/\S/, { message: 'note must say why' })
  note!: string;
}

export class StateBody extends NoteBody {
  @ApiProperty({ enum: tradingState.options, description: 'ACTIVE all, REDUCING exits only, HALTED nothing.' })
  @IsIn(tradingState.options)
  to!: 'ACTIVE' | 'REDUCING' | 'HALTED';
}

/** The kill switch, and the way back. */
@ApiTags('risk')
@Controller('api/v1/system')
export class SystemController {
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#services = services;
    this.#audit = audit;
  }

  @Post('state')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set what may be traded' })
  @ApiBody({ type: StateBody })
  @ApiOkResponse({ schema: wireSchema(setTradingState.response) })
  async state(@Body(checked(StateBody)) body: StateBody, @Actor() actor: string): Promise<object> {
    return this.#set(body.to, body.note, actor, 'system.state');
  }

  @Post('reset')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a halt: trading is ACTIVE again, with a new drawdown baseline' })
  @ApiBody({ type: NoteBody })
  @ApiOkResponse({ schema: wireSchema(setTradingState.response) })
  async reset(@Body(checked(NoteBody)) body: NoteBody, @Actor() actor: string): Promise<object> {
    return this.#set('ACTIVE', body.note, actor, 'system.reset');
  }

  async #set(to: StateBody['to'], note: string, actor: string, action: string): Promise<object> {
    const answer = await this.#services.ask(setTradingState, { to, by: actor, note });
    await this.#audit.record({
      actor,
      action,
      subject: 'account',
      before: { state: answer.from },
      after: { state: answer.to },
      note,
    });
    return answer;
  }
}
