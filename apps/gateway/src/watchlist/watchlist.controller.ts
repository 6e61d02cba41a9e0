import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { TIMEFRAMES } from '@tape/market';
import { IsIn, IsString, Length, Matches } from 'class-validator';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { notFound } from '../http/problem.js';
import { readSeriesOverview } from './series-overview.js';

export class WatchBody {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  @Matches(/^[^\s*>\p{Cc}]+$/u, { message: 'symbol may have no blanks, control characters, * or >' })
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;
}

/** The series somebody watches, with how each stands. */
@ApiTags('orchestration')
@Controller('api/v1/watchlist')
@Role('viewer')
export class WatchlistController {
  readonly #sql: Sql;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Every series that is watched or has bars: last price, phase, leading range, progress' })
  async list(): Promise<object> {
    return { items: await readSeriesOverview(this.#sql) };
  }

  @Post()
  @Audited('route')
  @Role('admin')
  @HttpCode(201)
  @ApiOperation({ summary: 'Watch a series; watching it twice changes nothing' })
  @ApiBody({ type: WatchBody })
  async add(@Body(checked(WatchBody)) body: WatchBody, @Actor() actor: string): Promise<object> {
    await this.#sql.transaction(async (sql) => {
      await sql.query(
        `insert into watchlist (symbol, timeframe, desired_state) values ($1, $2, 'RUNNING')
         on conflict (symbol, timeframe) do nothing`,
        [body.symbol, body.timeframe],
      );
      const subject = `${body.symbol}:${body.timeframe}`;
      await this.#audit.record({ actor, action: 'watchlist.add', subject }, sql);
    });
    return { symbol: body.symbol, timeframe: body.timeframe };
  }

  @Delete(':symbol/:timeframe')
  @Audited('route')
  @Role('admin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Stop watching a series; its bars stay' })
  async remove(
    @Param('symbol') symbol: string,
    @Param('timeframe') timeframe: string,
    @Actor() actor: string,
  ): Promise<void> {
    const key = `${symbol}:${timeframe}`;
    await this.#sql.transaction(async (sql) => {
      const before = await sql.query<object>('select * from watchlist where symbol = $1 and timeframe = $2', [
        symbol,
        timeframe,
      ]);
      if (before.length === 0) throw notFound('watchlist-entry', key);
      await sql.query('delete from watchlist where symbol = $1 and timeframe = $2', [symbol, timeframe]);
      await this.#audit.record({ actor, action: 'watchlist.remove', subject: key, before: before[0] }, sql);
    });
  }
}
