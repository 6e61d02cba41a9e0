import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { OBJECTIVES } from '@tape/backtesting';
import { TIMEFRAMES } from '@tape/market';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { PageQuery } from '../http/list-query.js';

const OPTIONS = `initial_equity (text), account_zone, ice_break_price (LOW or CLOSE), ice_break_tolerance_percent (text),
profile (classic or strict), min_confidence (70 to 100), target (PRIMARY or CONSERVATIVE), risk_scale, minimum_r, max_heat_percent,
cost_scale.`;

/** Over which bars, with which options. */
export class BacktestBody {
  @ApiPropertyOptional({ example: 'AAPL', description: 'Either this or `symbols`, or uploads alone.' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  symbol?: string;

  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: 100 })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  symbols?: string[];

  @ApiPropertyOptional({
    type: [String],
    maxItems: 100,
    example: ['up_1'],
    description: 'Series brought along by POST backtests/uploads; one portfolio with the symbols.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  uploads?: string[];

  @ApiPropertyOptional({ enum: TIMEFRAMES, description: 'Of the symbols; an upload has its own.' })
  @IsOptional()
  @IsIn(TIMEFRAMES)
  timeframe?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Inclusive; the oldest bar without it.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  start_date?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Inclusive; the newest bar without it.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  end_date?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    example: { initial_equity: '100000', min_confidence: 75 },
    description: OPTIONS,
  })
  @IsOptional()
  @IsObject()
  options?: Record<string, unknown>;
}

/** What is tried, and by what the best is known. */
export class SweepBody extends BacktestBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: {} },
    example: { min_confidence: [70, 75, 80], profile: ['classic', 'strict'] },
    description:
      'Options and their values; every combination is run, up to 200. An account’s own options cannot be varied.',
  })
  @IsObject()
  grid!: Record<string, unknown[]>;

  @ApiPropertyOptional({ enum: OBJECTIVES.map(wireObjective), default: 'expectancy_r' })
  @IsOptional()
  @IsIn(OBJECTIVES.map(wireObjective))
  objective?: string;
}

/** How the time is cut. */
export class WalkForwardWindowBody {
  @ApiPropertyOptional({ enum: ['ROLLING', 'ANCHORED'], default: 'ROLLING' })
  @IsOptional()
  @IsIn(['ROLLING', 'ANCHORED'])
  mode?: 'ROLLING' | 'ANCHORED';

  @ApiProperty({
    minimum: 1,
    example: 1_095,
    description: 'Days a choice is made from; the first ones, where anchored.',
  })
  @IsInt()
  @Min(1)
  @Max(36_525)
  in_sample_days!: number;

  @ApiProperty({ minimum: 1, example: 365, description: 'Days a choice is kept for.' })
  @IsInt()
  @Min(1)
  @Max(36_525)
  out_of_sample_days!: number;
}

export class WalkForwardBody extends SweepBody {
  @ApiProperty({ type: WalkForwardWindowBody })
  @IsObject()
  @ValidateNested()
  @Type(() => WalkForwardWindowBody)
  window!: WalkForwardWindowBody;

  @ApiPropertyOptional({
    minimum: 0,
    default: 10,
    description: 'Trades in sample under which a variant is not chosen.',
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(100_000)
  minimum_trades?: number;
}

/** Of which series an uploaded file is. */
export class UploadQuery {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;
}

class CsvText {
  @ApiProperty({ description: 'The file: a header line, then one bar a line.' })
  @IsString()
  @MinLength(1)
  @MaxLength(2 * 1024 * 1024)
  csv!: string;
}

export class UploadBody extends IntersectionType(UploadQuery, CsvText) {}

export const BACKTEST_STATUSES = ['QUEUED', 'RUNNING', 'DONE', 'CANCELLED', 'FAILED'] as const;
export const BACKTEST_KINDS = ['SINGLE', 'SWEEP', 'WALK_FORWARD'] as const;

export class BacktestListQuery extends PageQuery {
  @ApiPropertyOptional({ enum: BACKTEST_STATUSES })
  @IsOptional()
  @IsIn(BACKTEST_STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: BACKTEST_KINDS })
  @IsOptional()
  @IsIn(BACKTEST_KINDS)
  kind?: string;
}

/** `expectancyR` as clients write it. */
export function wireObjective(objective: string): string {
  return objective.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
