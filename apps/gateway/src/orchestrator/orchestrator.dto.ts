import { ApiProperty } from '@nestjs/swagger';
import { TIMEFRAMES } from '@tape/market';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsString, Length } from 'class-validator';

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
