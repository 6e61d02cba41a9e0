import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { PageQuery } from '../http/list-query.js';
import { objectToWire } from '../wire/to-wire.js';
import { readBacktest } from './stored-backtest.js';

/** Backtests that were run, with their results. */
@ApiTags('orchestration')
@Controller('api/v1/backtests')
export class BacktestsController {
  readonly #sql: Sql;

  constructor(@Inject(SQL) sql: Sql) {
    this.#sql = sql;
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

  @Get(':id')
  @ApiOperation({ summary: 'One backtest with its signals, rejections and metrics' })
  async one(@Param('id') id: string): Promise<object> {
    return readBacktest(this.#sql, id);
  }
}
