import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiQuery, ApiTags } from '@nestjs/swagger';
import { timeframe } from '@tape/contracts';
import { TIMEFRAMES } from '@tape/market';
import { IsIn, IsString, Length } from 'class-validator';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { objectToWire } from '../wire/to-wire.js';
import { HIGHER_SCHEMA, ZONES_SCHEMA } from './reading.schema.js';
import { readStored } from './stored-reading.js';

/** Bars that zones are read from: older ones are far from the price. */
const MAX_BARS = 5_000;

export class LevelsQuery {
  @ApiProperty({ example: 'AAPL' })
  @IsString()
  @Length(1, 64)
  symbol!: string;

  @ApiProperty({ enum: TIMEFRAMES })
  @IsIn(TIMEFRAMES)
  timeframe!: string;
}

/** What is not stored, being a function of the bars: zones, and where the longer timeframe stands. */
@ApiTags('analysis')
@Controller('api/v1/levels')
@Role('viewer')
export class LevelsController {
  readonly #sql: Sql;

  constructor(@Inject(SQL) sql: Sql) {
    this.#sql = sql;
  }

  @Get()
  @ApiOperation({
    summary: 'Supply and demand zones of a series, and where the longer timeframe made of its bars stands',
  })
  @ApiQuery({ type: LevelsQuery })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['zones', 'higher'],
      properties: { zones: ZONES_SCHEMA, higher: HIGHER_SCHEMA },
    },
  })
  async levels(@Query(checked(LevelsQuery)) query: LevelsQuery): Promise<object> {
    const { symbol } = query;
    const reading = await readStored(this.#sql, {
      symbol,
      timeframe: timeframe.parse(query.timeframe),
      maxBars: MAX_BARS,
    });
    const { zones, higher, barsRead } = reading;
    return { symbol, timeframe: query.timeframe, ...objectToWire({ zones, higher, barsRead }) };
  }
}
