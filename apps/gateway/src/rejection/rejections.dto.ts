import { ApiPropertyOptional } from '@nestjs/swagger';
import { stageName } from '@tape/contracts';
import { TIMEFRAMES } from '@tape/market';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { SeriesListQuery } from '../http/list-query.js';

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

/** Which refusals are counted. */
export class RejectionCountsQuery {
  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ enum: TIMEFRAMES })
  @IsOptional()
  @IsIn(TIMEFRAMES)
  timeframe?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Oldest refusal, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Newest refusal, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class TopReasonsQuery extends RejectionCountsQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 10;
}
