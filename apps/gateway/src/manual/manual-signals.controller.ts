import { randomUUID } from 'node:crypto';
import { Body, Controller, Get, Headers, Inject, Post } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { contentHash } from '@tape/risk-rules';
import { CLASSIC_TILT } from '@tape/trading';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { objectToWire } from '../wire/to-wire.js';
import { ManualDesk } from './manual-desk.js';
import { ManualSignalBody } from './manual.dto.js';
import { MANUAL_ACTION_SCHEMA, MANUAL_SIGNAL_SCHEMA } from './manual.schema.js';

/** Most actions that are shown. */
const SHOWN = 100;

/** What a person does by hand: entries through the risk of the account, and what the tilt guard makes of them. */
@ApiTags('signals')
@Controller('api/v1/signals/manual')
@Role('viewer')
export class ManualSignalsController {
  readonly #desk: ManualDesk;
  readonly #sql: Sql;
  readonly #audit: AuditLog;

  constructor(@Inject(ManualDesk) desk: ManualDesk, @Inject(SQL) sql: Sql, @Inject(AuditLog) audit: AuditLog) {
    this.#desk = desk;
    this.#sql = sql;
    this.#audit = audit;
  }

  @Post()
  @Role('trader')
  @Audited('route')
  @ApiOperation({
    summary: 'Ask for an entry by hand: past the tilt guard, through the chain and the risk, into the queue of signals',
    description:
      'It is sized, capped and reserved like any other, and entered at the next open. 423 `locked-out` while the tilt guard holds ' +
      'entries back, 422 `signal-rejected` with stage, reason, measured and limit for what risk refuses. Send an Idempotency-Key: ' +
      'the same key is one trade.',
  })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ type: ManualSignalBody })
  @ApiCreatedResponse({ schema: MANUAL_SIGNAL_SCHEMA })
  @ApiResponse({ status: 423, description: 'Locked out; `locked_until` says until when.' })
  async enter(
    @Body(checked(ManualSignalBody)) body: ManualSignalBody,
    @Actor() actor: string,
    @Headers('idempotency-key') key?: string,
  ): Promise<object> {
    const { symbol, timeframe, side: direction, entry, stop, targets, risk_percent: riskPercent, note } = body;
    const wish = { symbol, timeframe, direction, entry, stop, targets, riskPercent };
    const answer = await this.#desk.enter({
      ...wish,
      actor,
      note,
      key: contentHash('manual', actor, key ?? randomUUID(), JSON.stringify(wish)),
    });
    const { signal_id: subject } = answer as { signal_id: string };
    await this.#audit.record({ actor, action: 'signal.manual', subject, after: answer, note });
    return answer;
  }

  @Get('actions')
  @ApiOperation({
    summary: 'What was done by hand, newest first, with what the tilt guard said',
    description: `A lock-out lasts ${CLASSIC_TILT.lockOutMs / 60_000} min. The last ${SHOWN} actions of everybody.`,
  })
  @ApiOkResponse({ schema: MANUAL_ACTION_SCHEMA })
  async actions(): Promise<object> {
    const items = await this.#sql.query<object>(
      `select id, actor, kind, at, symbol, timeframe, direction, trim_scale(asked_risk_percent)::text as asked_risk_percent,
              trim_scale(risk_percent)::text as risk_percent, measure, anomalies, locked_until, signal_id, outcome, note
       from operator_actions order by at desc, id limit $1`,
      [SHOWN],
    );
    return objectToWire({ items });
  }
}
