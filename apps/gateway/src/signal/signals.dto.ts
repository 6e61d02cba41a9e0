import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { signalStatus, tradablePattern } from '@tape/contracts';
import { TIMEFRAMES } from '@tape/market';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, IsString, Length, Max, Min, ValidateNested } from 'class-validator';
import { SeriesListQuery } from '../http/list-query.js';

export class SignalsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: signalStatus.options })
  @IsOptional()
  @IsIn(signalStatus.options)
  status?: string;

  @ApiPropertyOptional({ enum: tradablePattern.options })
  @IsOptional()
  @IsIn(tradablePattern.options)
  pattern?: string;
}

export class ClaimSeries {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;

  @ApiProperty({ format: 'date-time', description: 'Only signals of bars up to this open time.' })
  @IsISO8601({ strict: true })
  through_open_time!: string;
}

export class ClaimBody {
  @ApiProperty({
    example: 'my-executor',
    description: 'Who claims; asking again gives the same unacknowledged signals.',
  })
  @IsString()
  @Length(1, 128)
  claimer!: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, default: 1 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100)
  max: number = 1;

  @ApiPropertyOptional({ minimum: 1, maximum: 3600, default: 60 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(3600)
  lease_seconds: number = 60;

  @ApiPropertyOptional({ type: ClaimSeries, description: 'Without it, whatever is best.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => ClaimSeries)
  series?: ClaimSeries;
}

export const ACK_OUTCOMES = ['FILLED', 'CANCELLED', 'RETURNED'] as const;

export class AckBody {
  @ApiProperty({ example: 'my-executor' })
  @IsString()
  @Length(1, 128)
  claimer!: string;

  @ApiProperty({ enum: ACK_OUTCOMES, description: 'RETURNED puts the signal back on the queue.' })
  @IsIn(ACK_OUTCOMES)
  outcome!: (typeof ACK_OUTCOMES)[number];

  @ApiPropertyOptional({ format: 'date-time', description: 'When it happened; the time of the request without it.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  at?: string;
}
