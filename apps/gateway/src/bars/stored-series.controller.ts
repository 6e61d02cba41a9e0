import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { timeframe } from '@tape/contracts';
import { inferInstrument, missingBars, type AssetClass } from '@tape/market';
import { LevelsQuery } from '../analysis/levels.controller.js';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';

/** Gaps that are listed, the newest; the counts go on. */
const MAX_LISTED_GAPS = 500;
/** Bars that are looked through, the newest. */
const MAX_READ_BARS = 1_000_000;

interface SeriesRow {
  readonly symbol: string;
  readonly timeframe: string;
  readonly asset_class: string | null;
  readonly simulated: boolean;
  readonly bars: string;
  readonly first_bar_time: Date | null;
  readonly last_bar_time: Date | null;
}

interface NeighbourRow {
  readonly after: Date;
  readonly before: Date;
}

/** What bars are stored, and which ones the calendar misses. */
@ApiTags('bars')
@Controller('api/v1/bars')
@Role('viewer')
export class StoredSeriesController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get('series')
  @ApiOperation({ summary: 'Every series with bars: how many, the first and the last' })
  async series(): Promise<object> {
    const rows = await this.#sql.query<SeriesRow>(
      `select b.symbol, b.timeframe, i.asset_class, coalesce(i.simulated, false) as simulated, b.bars,
              b.first_bar_time, b.last_bar_time
         from (select symbol, timeframe, count(*) as bars, min(open_time) as first_bar_time,
                      max(open_time) as last_bar_time
                 from bars group by symbol, timeframe) b
         left join instruments i on i.symbol = b.symbol
        order by b.symbol, b.timeframe`,
    );
    return {
      items: rows.map(({ bars, first_bar_time: first, last_bar_time: last, ...row }) => ({
        ...row,
        bars: Number(bars),
        first_bar_time: first?.toISOString() ?? null,
        last_bar_time: last?.toISOString() ?? null,
      })),
    };
  }

  @Get('gaps')
  @ApiOperation({ summary: 'Where the calendar of a series expects bars that are not stored, newest first' })
  @ApiQuery({ type: LevelsQuery })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['symbol', 'timeframe', 'bars_read', 'missing_bars', 'items', 'truncated'],
      properties: {
        symbol: { type: 'string' },
        timeframe: { type: 'string' },
        bars_read: { type: 'integer' },
        missing_bars: { type: 'integer' },
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['after', 'before', 'missing_bars'],
            properties: {
              after: { type: 'string', format: 'date-time' },
              before: { type: 'string', format: 'date-time' },
              missing_bars: { type: 'integer' },
            },
          },
        },
        truncated: { type: 'boolean' },
      },
    },
  })
  async gaps(@Query(checked(LevelsQuery)) { symbol, timeframe: of }: LevelsQuery): Promise<object> {
    await this.#symbols.require([symbol]);
    const period = timeframe.parse(of);
    const [instrument] = await this.#sql.query<{ asset_class: AssetClass }>(
      'select asset_class from instruments where symbol = $1',
      [symbol],
    );
    const assetClass = instrument?.asset_class ?? inferInstrument(symbol).assetClass;
    const [counted] = await this.#sql.query<{ bars: string }>(
      `select count(*) as bars from (select 1 from bars where symbol = $1 and timeframe = $2 limit $3) b`,
      [symbol, of, MAX_READ_BARS],
    );
    // Neighbours that touch are no gap on any calendar; only the others come over.
    const rows = await this.#sql.query<NeighbourRow>(
      `select after, before from (
         select open_time as before, lag(open_time) over (order by open_time) as after
           from (select open_time from bars where symbol = $1 and timeframe = $2 order by open_time desc limit $3) b
       ) n where before - after > $4::interval order by before desc`,
      [symbol, of, MAX_READ_BARS, INTERVAL[period]],
    );
    const gaps = rows
      .map(({ after, before }) => ({
        after: after.toISOString(),
        before: before.toISOString(),
        missing_bars: missingBars(after.getTime(), before.getTime(), period, assetClass),
      }))
      .filter((gap) => gap.missing_bars > 0);
    return {
      symbol,
      timeframe: of,
      bars_read: Number(counted?.bars ?? 0),
      missing_bars: gaps.reduce((sum, gap) => sum + gap.missing_bars, 0),
      items: gaps.slice(0, MAX_LISTED_GAPS),
      truncated: gaps.length > MAX_LISTED_GAPS,
    };
  }
}

/** One bar of each timeframe, as Postgres writes it. */
const INTERVAL = {
  '1m': '1 minute',
  '5m': '5 minutes',
  '15m': '15 minutes',
  '1h': '1 hour',
  '4h': '4 hours',
  '1d': '1 day',
  '1w': '7 days',
} as const;
