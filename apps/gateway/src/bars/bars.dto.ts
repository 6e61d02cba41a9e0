import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAX_BARS_PER_REQUEST } from '@tape/contracts';
import { TIMEFRAMES } from '@tape/market';
import { Transform, Type } from 'class-transformer';
import {
  Allow,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  Min,
} from 'class-validator';

export const BAR_FIELDS = ['symbol', 'timeframe', 'timestamp', 'open', 'high', 'low', 'close', 'volume'] as const;
export const SOURCES = ['REST', 'CSV', 'REPLAY', 'FEED', 'SIMULATED'] as const;
export type BarSource = (typeof SOURCES)[number];

const DECIMAL = { description: 'Decimal text or a number.', example: '101.25' };

/** Either `bars`, or the fields of one bar. What a bar says is judged bar by bar, so its fields are taken as they come. */
export class BarsBody {
  @ApiPropertyOptional({
    type: 'array',
    maxItems: MAX_BARS_PER_REQUEST,
    items: { type: 'object', required: [...BAR_FIELDS], additionalProperties: true },
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BARS_PER_REQUEST)
  @IsObject({ each: true })
  bars?: Record<string, unknown>[];

  @ApiPropertyOptional({ enum: SOURCES, default: 'REST' })
  @IsOptional()
  @IsIn(SOURCES)
  source?: BarSource;

  @ApiPropertyOptional({ type: String, example: 'AAPL' })
  @Allow()
  symbol?: unknown;

  @ApiPropertyOptional({ enum: TIMEFRAMES })
  @Allow()
  timeframe?: unknown;

  @ApiPropertyOptional({ type: String, format: 'date-time', description: 'Open time of the bar.' })
  @Allow()
  timestamp?: unknown;

  @ApiPropertyOptional({ type: String, ...DECIMAL })
  @Allow()
  open?: unknown;

  @ApiPropertyOptional({ type: String, ...DECIMAL })
  @Allow()
  high?: unknown;

  @ApiPropertyOptional({ type: String, ...DECIMAL })
  @Allow()
  low?: unknown;

  @ApiPropertyOptional({ type: String, ...DECIMAL })
  @Allow()
  close?: unknown;

  @ApiPropertyOptional({ type: String, ...DECIMAL })
  @Allow()
  volume?: unknown;
}

export class BarsQuery {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Oldest open time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Newest open time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 500, default: 300 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit: number = 300;

  @ApiPropertyOptional({ description: '`next_cursor` of the page before: older bars.' })
  @IsOptional()
  @IsString()
  @Length(1, 512)
  cursor?: string;

  @ApiPropertyOptional({
    default: false,
    description: 'With each bar its volume ratio, spread and effort against result.',
  })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value) as unknown)
  @IsBoolean()
  measures: boolean = false;
}
