import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TIMEFRAMES } from '@tape/market';
import { IsIn, IsOptional, IsString, Length, MinLength } from 'class-validator';
import { SOURCES, type BarSource } from '../bars/bars.dto.js';

/** Of which series the file is. */
export class ImportQuery {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;

  @ApiPropertyOptional({ enum: SOURCES, default: 'CSV' })
  @IsOptional()
  @IsIn(SOURCES)
  source?: BarSource;
}

export class ImportBody extends ImportQuery {
  @ApiProperty({ description: 'The file: a header line, then one bar a line.' })
  @IsString()
  @MinLength(1)
  csv!: string;
}
