import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { TIMEFRAMES, type Timeframe } from '@tape/market';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { NoteBody } from '../system/system.dto.js';

const PRICE = /^(?=.*[1-9])\d{1,15}(\.\d{1,10})?$/;
const PRICE_RULE = 'must be a positive price as decimal text, like "101.25"';
const SIDES = ['LONG', 'SHORT'] as const;

export class ManualSignalBody extends NoteBody {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES, description: 'Whose bars the trade is worked on; the entry is at its next open.' })
  @IsIn(TIMEFRAMES)
  timeframe!: Timeframe;

  @ApiProperty({ enum: SIDES })
  @IsIn(SIDES)
  side!: (typeof SIDES)[number];

  @ApiProperty({
    example: '101.25',
    description: 'Where the market is: the order is filled at the next open, and sized from here to the stop.',
  })
  @Matches(PRICE, { message: `entry ${PRICE_RULE}` })
  entry!: string;

  @ApiProperty({ example: '98.50' })
  @Matches(PRICE, { message: `stop ${PRICE_RULE}` })
  stop!: string;

  @ApiProperty({ type: [String], example: ['108.00', '112.00'], description: 'One to three, nearest first.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(3)
  @Matches(PRICE, { each: true, message: `each of targets ${PRICE_RULE}` })
  targets!: string[];

  @ApiPropertyOptional({
    example: '0.5',
    default: '0.5',
    description: 'Percent of equity at risk, up to 2; the caps of the account hold all the same.',
  })
  @IsOptional()
  @Matches(/^(?=.*[1-9])([01](\.\d{1,2})?|2(\.0{1,2})?)$/, {
    message: 'risk_percent must be above 0 and at most 2, with at most two decimals, like "0.5"',
  })
  risk_percent: string = '0.5';
}
