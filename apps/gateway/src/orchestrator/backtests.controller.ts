import { Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiQuery, ApiTags } from '@nestjs/swagger';
import { compareRuns, reportPage, tradesCsv } from '@tape/backtesting';
import { cancelBacktest } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { PageQuery } from '../http/list-query.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { CompareQuery } from './orchestrator.dto.js';
import { readBacktest, readSummary } from './stored-backtest.js';

/** Backtests that were run, with their results. */
@ApiTags('orchestration')
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
  @ApiQuery({ type: PageQuery })
  async list(@Query(checked(PageQuery)) query: PageQuery): Promise<object> {
    return listPage<{ id: string; request: object; status: string; created_at: Date }>(
      this.#sql,
      {
        table: 'backtests',
        select: 'id, request, status, created_at',
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', created_at)`,
        id: 'id',
        toItem: (row) => ({
          id: row.id,
          status: row.status,
          request: objectToWire(row.request),
          created_at: row.created_at.toISOString(),
        }),
      },
      query,
    );
  }

  @Get('compare')
  @ApiOperation({ summary: 'The figures of two backtests side by side' })
  @ApiQuery({ type: CompareQuery })
  async compare(@Query(checked(CompareQuery)) { a, b }: CompareQuery): Promise<object> {
    const [left, right] = await Promise.all([readSummary(this.#sql, a), readSummary(this.#sql, b)]);
    return objectToWire({ a, b, ...compareRuns(left.metrics, right.metrics) });
  }

  @Get(':id/trades.csv')
  @ApiOperation({ summary: 'The trades of a backtest as CSV' })
  @ApiProduces('text/csv')
  @Header('Content-Type', 'text/csv; charset=utf-8')
  async trades(@Param('id') id: string): Promise<string> {
    return tradesCsv((await readSummary(this.#sql, id)).trades);
  }

  @Get(':id/report.html')
  @ApiOperation({ summary: 'A backtest as one page that opens without a server' })
  @ApiProduces('text/html')
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
  async report(@Param('id') id: string): Promise<string> {
    return reportPage(await readSummary(this.#sql, id));
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

  @Get(':id')
  @ApiOperation({ summary: 'One backtest with its signals, rejections and metrics' })
  async one(@Param('id') id: string): Promise<object> {
    return readBacktest(this.#sql, id);
  }
}
