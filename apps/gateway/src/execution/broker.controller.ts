import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { brokerDifferences, closePositions, resolveDifference } from '@tape/contracts';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { ServiceCalls } from '../http/rpc.js';
import { tiltOf } from '../manual/manual-desk.js';
import { TILT_SCHEMA } from '../manual/manual.schema.js';
import { OperatorActions } from '../manual/operator-actions.js';
import { NoteBody } from '../system/system.dto.js';
import { objectToWire } from '../wire/to-wire.js';
import { wireSchema } from '../wire/wire-schema.js';

const CHOICES = ['EXPLAIN', 'ADOPT', 'FLATTEN'] as const;

export class ResolveBody extends NoteBody {
  @ApiProperty({
    enum: CHOICES,
    description: 'EXPLAIN: not ours. ADOPT: the broker is right, the books follow. FLATTEN: close the excess there.',
  })
  @IsIn(CHOICES)
  choice!: (typeof CHOICES)[number];
}

export class CloseBody extends NoteBody {
  @ApiProperty({ required: false, nullable: true, description: 'The position to close; left out, everything.' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  position_id?: string | null;
}

/** The operator's hand on positions: out of them, and what to do where the broker's books differ from ours. */
@ApiTags('execution')
@Controller('api/v1/execution')
@Role('viewer')
export class BrokerController {
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;
  readonly #actions: OperatorActions;

  constructor(
    @Inject(ServiceCalls) services: ServiceCalls,
    @Inject(AuditLog) audit: AuditLog,
    @Inject(OperatorActions) actions: OperatorActions,
  ) {
    this.#actions = actions;
    this.#services = services;
    this.#audit = audit;
  }

  @Get('differences')
  @ApiOperation({ summary: 'On what broker and books do not agree, open ones first; 409 on paper' })
  @ApiOkResponse({ schema: wireSchema(brokerDifferences.response) })
  async differences(): Promise<object> {
    return objectToWire(await this.#services.ask(brokerDifferences, {}));
  }

  @Post('differences/:id/resolve')
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Explain, adopt or flatten a difference' })
  @ApiBody({ type: ResolveBody })
  @ApiOkResponse({ schema: wireSchema(resolveDifference.response) })
  async resolve(
    @Param('id') id: string,
    @Body(checked(ResolveBody)) body: ResolveBody,
    @Actor() actor: string,
  ): Promise<object> {
    const { choice, note } = body;
    const answer = await this.#services.ask(resolveDifference, { id, choice, by: actor, note });
    await this.#audit.record({
      actor,
      action: 'execution.resolve',
      subject: id,
      before: null,
      after: { choice },
      note,
    });
    return answer;
  }

  @Post('close')
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Close a position, or all, by hand; pending entries of the same signals are withdrawn' })
  @ApiBody({ type: CloseBody })
  @ApiOkResponse({ schema: wireSchema(closePositions.response, { tilt: TILT_SCHEMA }) })
  async close(@Body(checked(CloseBody)) body: CloseBody, @Actor() actor: string): Promise<object> {
    const positionId = body.position_id ?? null;
    const answer = await this.#services.ask(closePositions, { positionId, by: actor, note: body.note });
    await this.#audit.record({
      actor,
      action: 'execution.close',
      subject: positionId ?? 'all',
      before: null,
      after: { closing: answer.closing },
      note: body.note,
    });
    const verdict = await this.#actions.left(actor, positionId, body.note);
    return { ...answer, tilt: objectToWire(tiltOf(verdict)) };
  }
}
