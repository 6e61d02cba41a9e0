import { ApiProperty, ApiPropertyOptional, PickType } from '@nestjs/swagger';
import { MAX_REFERENCE_ROWS } from '@tape/contracts';
import { NEWS_KINDS } from '@tape/market';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Matches,
} from 'class-validator';
import { PageQuery, SeriesListQuery } from '../http/list-query.js';

const CURRENCY = /^[A-Z]{3}$/;

/** Where rows are from. */
export class SourceQuery {
  @ApiPropertyOptional({ default: 'REST', maxLength: 64, description: 'Where the rows are from, for people.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  source?: string;
}

/** For which time the rows of a calendar are all there are. */
export class CalendarImportQuery extends SourceQuery {
  @ApiPropertyOptional({
    format: 'date-time',
    description: 'From when the rows are complete for the symbols or currencies they name; with `known_to`.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  known_from?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Until when they are complete, inclusive; a day alone is the whole day.',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  known_to?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string' },
    description: 'Symbols, or currencies, that are complete besides those with a row: nothing is scheduled for them.',
  })
  @IsOptional()
  @Transform(
    ({ value }) => (typeof value === 'string' ? value.split(',').map((part) => part.trim()) : value) as unknown,
  )
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  subjects?: string[];
}

const ROWS = { type: 'array' as const, minItems: 1, maxItems: MAX_REFERENCE_ROWS };

export class CalendarImportBody extends CalendarImportQuery {
  @ApiProperty({ ...ROWS, items: { type: 'object', additionalProperties: true } })
  @IsArray()
  @ArrayMaxSize(MAX_REFERENCE_ROWS)
  @IsObject({ each: true })
  rows!: Record<string, unknown>[];
}

export class RowsBody extends SourceQuery {
  @ApiProperty({ ...ROWS, items: { type: 'object', additionalProperties: true } })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_REFERENCE_ROWS)
  @IsObject({ each: true })
  rows!: Record<string, unknown>[];
}

class TimedQuery extends PickType(SeriesListQuery, ['limit', 'cursor', 'from', 'to']) {}

export class EarningsQuery extends TimedQuery {
  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;
}

export class NewsQuery extends TimedQuery {
  @ApiPropertyOptional({ enum: NEWS_KINDS })
  @IsOptional()
  @IsIn(NEWS_KINDS)
  kind?: string;

  @ApiPropertyOptional({ example: 'USD' })
  @IsOptional()
  @Matches(CURRENCY, { message: 'currency must be an ISO 4217 code, like USD' })
  currency?: string;
}

export class CoverageQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['EARNINGS', ...NEWS_KINDS] })
  @IsOptional()
  @IsIn(['EARNINGS', ...NEWS_KINDS])
  kind?: string;

  @ApiPropertyOptional({ example: 'AAPL', description: 'Symbol for EARNINGS, currency for the others.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  subject?: string;
}

export class RatesQuery extends TimedQuery {
  @ApiPropertyOptional({ example: 'EUR' })
  @IsOptional()
  @Matches(CURRENCY, { message: 'base must be an ISO 4217 code, like EUR' })
  base?: string;

  @ApiPropertyOptional({ example: 'USD' })
  @IsOptional()
  @Matches(CURRENCY, { message: 'quote must be an ISO 4217 code, like USD' })
  quote?: string;
}

export class InstrumentsQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'ENERGY' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  sector?: string;
}
