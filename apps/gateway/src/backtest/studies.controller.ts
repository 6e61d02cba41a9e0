import { Body, Controller, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Role } from '../auth/role.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { accepted, BacktestStart, sweepOf, walkForwardOf } from './backtest-start.js';
import { SweepBody, WalkForwardBody } from './backtest.dto.js';
import { ACCEPTED_SCHEMA } from './backtest.schema.js';

/** Many backtests over the same bars. */
@ApiTags('backtests')
@Role('trader')
@Audited('route')
@Controller('api/v1/backtests')
export class StudiesController {
  readonly #start: BacktestStart;

  constructor(@Inject(BacktestStart) start: BacktestStart) {
    this.#start = start;
  }

  @Post('sweep')
  @HttpCode(202)
  @ApiOperation({ summary: 'Run every combination of some options, and say how likely the best is luck' })
  @ApiBody({ type: SweepBody })
  @ApiAcceptedResponse({ schema: ACCEPTED_SCHEMA })
  async sweep(
    @Body(checked(SweepBody)) body: SweepBody,
    @Actor() actor: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    return accepted(response, await this.#start.ask(body, { actor, study: sweepOf(body), atOnce: true }));
  }

  @Post('walk-forward')
  @HttpCode(202)
  @ApiOperation({ summary: 'Choose options from the past again and again, and trade them where they were not chosen' })
  @ApiBody({ type: WalkForwardBody })
  @ApiAcceptedResponse({ schema: ACCEPTED_SCHEMA })
  async walkForward(
    @Body(checked(WalkForwardBody)) body: WalkForwardBody,
    @Actor() actor: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    return accepted(response, await this.#start.ask(body, { actor, study: walkForwardOf(body), atOnce: true }));
  }
}
