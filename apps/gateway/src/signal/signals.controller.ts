import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { acknowledgeSignal, claimSignals, signalStatus, timeframe, tradeSignal } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { notFound } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';
import { MESSAGE_PACK, MessagePackInterceptor } from './message-pack.js';
import { SIGNAL_COLUMNS, signalToWire, type SignalRow } from './signal-row.js';
import { AckBody, ClaimBody, SignalsQuery } from './signals.dto.js';

const SIGNAL = wireSchema(tradeSignal, { status: { type: 'string', enum: signalStatus.options } });

interface StatusRow {
  readonly from_status: string | null;
  readonly to_status: string;
  readonly by: string;
  readonly at: Date;
}

/** Trade signals: the list, one with all its reasons, and the queue. */
@ApiTags('signals')
@Controller('api/v1/signals')
@Role('viewer')
export class SignalsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(
    @Inject(SQL) sql: Sql,
    @Inject(KnownSymbols) symbols: KnownSymbols,
    @Inject(ServiceCalls) services: ServiceCalls,
    @Inject(AuditLog) audit: AuditLog,
  ) {
    this.#sql = sql;
    this.#symbols = symbols;
    this.#services = services;
    this.#audit = audit;
  }

  @Get()
  @UseInterceptors(MessagePackInterceptor)
  @ApiProduces('application/json', MESSAGE_PACK)
  @ApiOperation({ summary: 'Signals, newest first' })
  @ApiQuery({ type: SignalsQuery })
  @ApiOkResponse({ schema: pageSchema(SIGNAL) })
  async list(@Query(checked(SignalsQuery)) query: SignalsQuery): Promise<object> {
    return seriesListPage<SignalRow>(
      this.#sql,
      this.#symbols,
      {
        table: 'signals',
        select: SIGNAL_COLUMNS,
        time: 'created_at',
        id: 'id',
        equal: { status: query.status, pattern: query.pattern },
        toItem: signalToWire,
      },
      query,
    );
  }

  @Get(':id')
  @UseInterceptors(MessagePackInterceptor)
  @ApiProduces('application/json', MESSAGE_PACK)
  @ApiOperation({ summary: 'One signal: every stage with what was measured against its limit, and its life so far' })
  @ApiOkResponse({ schema: SIGNAL })
  async one(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<SignalRow & { pattern_id: string }>(
      `select ${SIGNAL_COLUMNS}, pattern_id from signals where id = $1`,
      [id],
    );
    if (row === undefined) throw notFound('signal', id);
    const [history, patterns, orders] = await Promise.all([
      this.#sql.query<StatusRow>(
        'select from_status, to_status, by, at from signal_status_history where signal_id = $1 order by id',
        [id],
      ),
      this.#sql.query<{ content: object }>('select content from patterns where id = $1', [row.pattern_id]),
      this.#sql.query<object>(
        `select client_order_id, purpose, buy_sell, quantity, state, filled_quantity, average_price, fees, reason,
                created_at, updated_at from orders where signal_id = $1 order by created_at, client_order_id`,
        [id],
      ),
    ]);
    const pattern = patterns[0];
    return {
      ...signalToWire(row),
      status_history: history.map((step) => ({
        from: step.from_status,
        to: step.to_status,
        by: step.by,
        at: step.at.toISOString(),
      })),
      detected_pattern: pattern === undefined ? null : objectToWire(pattern.content),
      orders: orders.map(objectToWire),
    };
  }

  @Post('claim')
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take signals off the queue, best first, under a lease' })
  @ApiBody({ type: ClaimBody })
  @ApiOkResponse({ schema: wireSchema(claimSignals.response) })
  async claim(@Body(checked(ClaimBody)) body: ClaimBody, @Actor() actor: string): Promise<object> {
    const answer = await this.#services.ask(claimSignals, {
      claimer: body.claimer,
      max: body.max,
      leaseSeconds: body.lease_seconds,
      series:
        body.series === undefined
          ? null
          : {
              symbol: body.series.symbol,
              timeframe: timeframe.parse(body.series.timeframe),
              throughOpenTimeMs: Date.parse(body.series.through_open_time),
            },
    });
    for (const { signal } of answer.claims) {
      await this.#audit.record({ actor, action: 'signal.claim', subject: signal.id, after: { claimer: body.claimer } });
    }
    return objectToWire(answer);
  }

  @Post(':id/ack')
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Say what became of a claimed signal' })
  @ApiBody({ type: AckBody })
  @ApiOkResponse({ schema: wireSchema(acknowledgeSignal.response) })
  async acknowledge(
    @Param('id') id: string,
    @Body(checked(AckBody)) body: AckBody,
    @Actor() actor: string,
  ): Promise<object> {
    const [row] = await this.#sql.query<{ status: string }>('select status from signals where id = $1', [id]);
    if (row === undefined) throw notFound('signal', id);
    const answer = await this.#services.ask(acknowledgeSignal, {
      signalId: id,
      claimer: body.claimer,
      outcome: body.outcome,
      atMs: body.at === undefined ? Date.now() : Date.parse(body.at),
    });
    await this.#audit.record({
      actor,
      action: 'signal.ack',
      subject: id,
      before: { status: row.status },
      after: { status: answer.status, outcome: body.outcome, claimer: body.claimer },
    });
    return { id, status: answer.status };
  }
}
