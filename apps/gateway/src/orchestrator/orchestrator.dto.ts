import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TIMEFRAMES } from '@tape/market';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  Length,
} from 'class-validator';

export class AnalyzeBody {
  @ApiProperty({ type: [String], minItems: 1, maxItems: 100, example: ['AAPL'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @Length(1, 64, { each: true })
  symbols!: string[];

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;
}

export class BacktestBody {
  @ApiPropertyOptional({ example: 'AAPL', description: 'Either this or `symbols`.' })
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

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;

  @ApiPropertyOptional({ format: 'date', description: 'Inclusive; the oldest stored bar without it.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  start_date?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Inclusive; the newest stored bar without it.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  end_date?: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true, description: 'Options of the backtest.' })
  @IsOptional()
  @IsObject()
  options?: Record<string, unknown>;
}

export class CompareQuery {
  @ApiProperty({ description: 'Id of the first backtest.', example: 'bt_1' })
  @IsString()
  @Length(1, 64)
  a!: string;

  @ApiProperty({ description: 'Id of the second; differences are the second minus the first.', example: 'bt_2' })
  @IsString()
  @Length(1, 64)
  b!: string;
}
