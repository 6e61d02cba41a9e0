import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import { rejectedSignal, stageName } from '@tape/contracts';
import { TIMEFRAMES } from '@tape/market';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { SeriesListQuery } from '../http/list-query.js';
import { objectToWire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';

export class RejectionsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: stageName.options })
  @IsOptional()
  @IsIn(stageName.options)
  stage?: string;

  @ApiPropertyOptional({ example: 'r-below-minimum' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  reason?: string;

  @ApiPropertyOptional({ description: 'Only refusals within 10 % of the limit, or only the others.' })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value) as unknown)
  @IsBoolean()
  near_miss?: boolean;
}

export class TopReasonsQuery {
  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ enum: TIMEFRAMES })
  @IsOptional()
  @IsIn(TIMEFRAMES)
  timeframe?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}

interface ReasonRow {
  readonly stage: string;
  readonly reason: string;
  readonly count: string;
  readonly near_misses: string;
  readonly total: string;
  readonly newest: Date;
}

/** Why trades were not taken. */
@ApiTags('signals')
@Controller('api/v1/rejections')
export class RejectionsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get()
  @ApiOperation({ summary: 'Refused candidates, newest first, with what was measured against which limit' })
  @ApiQuery({ type: RejectionsQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(rejectedSignal)) })
  async list(@Query(checked(RejectionsQuery)) query: RejectionsQuery): Promise<object> {
    return seriesListPage<{ content: object }>(
      this.#sql,
      this.#symbols,
      {
        table: 'rejected_signals',
        select: 'content',
        time: 'rejected_at',
        id: 'id',
        equal: { stage: query.stage, reason: query.reason, near_miss: query.near_miss },
        toItem: (row) => objectToWire(row.content),
      },
      query,
    );
  }

  @Get('top-reasons')
  @ApiOperation({ summary: 'What refuses most' })
  @ApiQuery({ type: TopReasonsQuery })
  async topReasons(@Query(checked(TopReasonsQuery)) query: TopReasonsQuery): Promise<object> {
    await this.#symbols.require(query.symbol === undefined ? [] : [query.symbol]);
    const rows = await this.#sql.query<ReasonRow>(
      `select stage, reason, count(*) as count, count(*) filter (where near_miss) as near_misses,
              sum(count(*)) over () as total, max(rejected_at) as newest
         from rejected_signals
        where ($1::text is null or symbol = $1) and ($2::text is null or timeframe = $2)
        group by stage, reason order by count(*) desc, stage, reason limit $3`,
      [query.symbol ?? null, query.timeframe ?? null, query.limit],
    );
    return {
      total: Number(rows[0]?.total ?? 0),
      items: rows.map((row) => ({
        stage: row.stage,
        reason: row.reason,
        count: Number(row.count),
        near_misses: Number(row.near_misses),
        share_pct: Math.round((Number(row.count) / Number(row.total)) * 1_000) / 10,
        newest: row.newest.toISOString(),
      })),
    };
  }
}
