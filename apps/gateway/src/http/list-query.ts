import { ApiPropertyOptional } from '@nestjs/swagger';
import { TIMEFRAMES } from '@tape/market';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min } from 'class-validator';
import { MAX_PAGE } from '../database/keyset-page.js';

/** Paging, as every list takes it. */
export class PageQuery {
  @ApiPropertyOptional({ minimum: 1, maximum: MAX_PAGE, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_PAGE)
  limit: number = 100;

  @ApiPropertyOptional({ description: '`next_cursor` of the page before.' })
  @IsOptional()
  @IsString()
  @Length(1, 512)
  cursor?: string;
}

/** Paging over what belongs to a series. */
export class SeriesListQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ enum: TIMEFRAMES })
  @IsOptional()
  @IsIn(TIMEFRAMES)
  timeframe?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Oldest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Newest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}
