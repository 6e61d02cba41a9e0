import { Controller, Delete, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { compareRuns, reportPage, tradesCsv } from '@tape/backtesting';
import { cancelBacktest, deleteBacktest } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire, toWire } from '../wire/to-wire.js';
import { CompareQuery } from '../orchestrator/orchestrator.dto.js';
import { pageSchema } from '../wire/wire-schema.js';
import { BacktestListQuery } from './backtest.dto.js';
import { LISTED_BACKTEST_SCHEMA, STORED_BACKTEST_SCHEMA } from './backtest.schema.js';
import { HEAD_COLUMNS, headToWire, readBacktest, readReport, type HeadRow } from './stored-backtest.js';

/** Backtests that were run, with their results. */
@ApiTags('backtests')
@Controller('api/v1/backtests')
@Role('viewer')
export class BacktestsController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#services = services;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Backtests, newest first, without their results' })
  @ApiQuery({ type: BacktestListQuery })
  @ApiOkResponse({ schema: pageSchema(LISTED_BACKTEST_SCHEMA as Record<string, unknown>) })
  async list(@Query(checked(BacktestListQuery)) query: BacktestListQuery): Promise<object> {
    return listPage<HeadRow & { figures: object | null }>(
      this.#sql,
      {
        table: 'backtests',
        select: `${HEAD_COLUMNS}, figures`,
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', created_at)`,
        id: 'id',
        equal: { status: query.status, kind: query.kind },
        toItem: (row) => ({ ...headToWire(row), figures: toWire(row.figures) }),
      },
      query,
    );
  }

  @Get('compare')
  @ApiOperation({ summary: 'The figures of two backtests side by side' })
  @ApiQuery({ type: CompareQuery })
  async compare(@Query(checked(CompareQuery)) { a, b }: CompareQuery): Promise<object> {
    const [left, right] = await Promise.all([readReport(this.#sql, a), readReport(this.#sql, b)]);
    return objectToWire({ a, b, ...compareRuns(left.summary.metrics, right.summary.metrics) });
  }

  @Get(':id/trades.csv')
  @ApiOperation({ summary: 'The trades of a backtest as CSV' })
  @ApiProduces('text/csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async trades(@Param('id') id: string): Promise<string> {
    return tradesCsv((await readReport(this.#sql, id)).summary.trades);
  }

  @Get(':id/report.html')
  @ApiOperation({ summary: 'A backtest as one page that opens without a server' })
  @ApiProduces('text/html')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  async report(@Param('id') id: string): Promise<string> {
    const { summary, study } = await readReport(this.#sql, id);
    return reportPage(summary, study);
  }

  @Post(':id/cancel')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'End a backtest that is running' })
  async cancel(@Param('id') id: string, @Actor() actor: string): Promise<object> {
    const { status } = await readBacktest(this.#sql, id);
    const { cancelled } = await this.#services.ask(cancelBacktest, { backtestId: id });
    if (!cancelled)
      throw new Problem(409, 'not-running', `Backtest '${id}' is not running.`, {
        id,
        backtest_status: status,
      });
    await this.#audit.record({ actor, action: 'backtest.cancel', subject: id, after: {} });
    return { id, status: 'CANCELLED' };
  }

  @Delete(':id')
  @Role('trader')
  @Audited('route')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a backtest that has ended' })
  @ApiNoContentResponse()
  async delete(@Param('id') id: string, @Actor() actor: string): Promise<void> {
    await this.#services.ask(deleteBacktest, { backtestId: id });
    await this.#audit.record({ actor, action: 'backtest.delete', subject: id, after: {} });
  }

  @Get(':id')
  @ApiOperation({ summary: 'One backtest with its signals, rejections and metrics, or its study' })
  @ApiOkResponse({ schema: STORED_BACKTEST_SCHEMA })
  async one(@Param('id') id: string): Promise<object> {
    return readBacktest(this.#sql, id);
  }
}
