import { Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { Problem } from '../http/problem.js';
import { DESIRED, STEPS, type DesiredStates, type Step } from '../watchlist/desired-state.js';

/** Start, pause, resume, stop and restart of a symbol. */
@ApiTags('orchestration')
@Controller('api/v1/orchestrator/symbols')
@Role('viewer')
export class SymbolsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;
  readonly #desired: DesiredStates;
  readonly #audit: AuditLog;

  constructor(
    @Inject(SQL) sql: Sql,
    @Inject(KnownSymbols) symbols: KnownSymbols,
    @Inject(DESIRED) desired: DesiredStates,
    @Inject(AuditLog) audit: AuditLog,
  ) {
    this.#sql = sql;
    this.#symbols = symbols;
    this.#desired = desired;
    this.#audit = audit;
  }

  @Post(':symbol/:step')
  @Audited('route')
  @Role('trader')
  @HttpCode(202)
  @ApiOperation({ summary: 'Say what a symbol should do; the services follow, and report on the WebSocket' })
  @ApiParam({ name: 'step', enum: Object.keys(STEPS) })
  async set(@Param('symbol') symbol: string, @Param('step') step: string, @Actor() actor: string): Promise<object> {
    if (!isStep(step)) {
      throw new Problem(404, 'unknown-step', `'${step}' is not one of ${Object.keys(STEPS).join(', ')}.`);
    }
    await this.#symbols.require([symbol]);
    const state = STEPS[step];
    const at = new Date().toISOString();
    // The wish is stored with its audit entry first: should the bucket be out of reach, nothing is lost but the speed.
    await this.#sql.transaction(async (sql) => {
      const before = await sql.query<{ timeframe: string; desired_state: string }>(
        'select timeframe, desired_state from watchlist where symbol = $1 order by timeframe for update',
        [symbol],
      );
      await sql.query(
        `insert into watchlist (symbol, timeframe, desired_state)
         select $1::text, timeframe, $2 from (
           select timeframe from watchlist where symbol = $1::text
           union select timeframe from series_progress where symbol = $1::text) known
         on conflict (symbol, timeframe) do update set desired_state = excluded.desired_state`,
        [symbol, state],
      );
      const after = { desired_state: state };
      await this.#audit.record({ actor, action: `symbol.${step}`, subject: symbol, before, after }, sql);
    });
    await this.#desired.put(symbol, {
      state,
      by: actor,
      at,
      ...(step === 'restart' ? { restart: true as const } : {}),
    });
    return { symbol, step, desired_state: state, at };
  }
}

function isStep(text: string): text is Step {
  return Object.hasOwn(STEPS, text);
}
