import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import { orderState } from '@tape/contracts';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Max, Min } from 'class-validator';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { SeriesListQuery } from '../http/list-query.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';
import { EQUITY_SCHEMA, PNL_SCHEMA } from './pnl.schema.js';
import { PNL_GROUPS, type PnlGroup, readEquityCurve, readPnl } from './pnl-view.js';
import { readPortfolio } from './portfolio-view.js';
import { PORTFOLIO_SCHEMA } from './portfolio.schema.js';

export class OrdersQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: orderState.options })
  @IsOptional()
  @IsIn(orderState.options)
  state?: string;
}

export class PositionsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: ['open', 'closed'] })
  @IsOptional()
  @IsIn(['open', 'closed'])
  state?: 'open' | 'closed';
}

export class PnlQuery {
  @ApiPropertyOptional({ enum: PNL_GROUPS, default: 'account' })
  @IsOptional()
  @IsIn(PNL_GROUPS)
  by: PnlGroup = 'account';

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 200 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000)
  limit: number = 200;
}

export class EquityQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Oldest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Newest time, inclusive.' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  @ApiPropertyOptional({ minimum: 2, maximum: 5000, default: 500, description: 'Points; more are thinned evenly.' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(2)
  @Max(5_000)
  limit: number = 500;
}

/** What is held, what is on order, and how the account stands. */
@ApiTags('trading')
@Controller('api/v1')
@Role('viewer')
export class TradingController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get('positions')
  @ApiOperation({ summary: 'Positions, open and closed, newest first' })
  @ApiQuery({ type: PositionsQuery })
  async positions(@Query(checked(PositionsQuery)) query: PositionsQuery): Promise<object> {
    const equal = query.state === undefined ? {} : { '(closed_at is null)': query.state === 'open' };
    return this.#list(
      {
        table: 'positions',
        select: `id, signal_id, campaign_id, symbol, timeframe, direction, quantity, initial_quantity, entry_price, stop,
                 targets, guard, initial_risk, exit_price, exit_reason, realised_pnl, fees, r_multiple, opened_at,
                 closed_at, updated_at`,
        time: 'opened_at',
        id: 'id',
        equal,
      },
      query,
    );
  }

  @Get('orders')
  @ApiOperation({ summary: 'Orders, newest first' })
  @ApiQuery({ type: OrdersQuery })
  async orders(@Query(checked(OrdersQuery)) query: OrdersQuery): Promise<object> {
    return this.#list(
      {
        table: 'orders',
        select: `client_order_id, signal_id, campaign_id, symbol, timeframe, purpose, buy_sell, quantity, state,
                 filled_quantity, average_price, fees, reason, created_at, updated_at`,
        time: 'created_at',
        id: 'client_order_id',
        equal: { state: query.state },
      },
      query,
    );
  }

  @Get('portfolio')
  @ApiOperation({ summary: 'Equity, every cap with its use, exposure, profit and loss of the day, drawdown' })
  @ApiOkResponse({ schema: PORTFOLIO_SCHEMA })
  async portfolio(): Promise<object> {
    return readPortfolio(this.#sql);
  }

  @Get('portfolio/pnl')
  @ApiOperation({
    summary: 'Profit and loss, booked and at the marks, by position, campaign, strategy, symbol or account',
  })
  @ApiOkResponse({ schema: PNL_SCHEMA })
  async pnl(@Query(checked(PnlQuery)) query: PnlQuery): Promise<object> {
    return readPnl(this.#sql, query.by, query.limit);
  }

  @Get('portfolio/equity')
  @ApiOperation({ summary: 'The account over time, minute by minute' })
  @ApiOkResponse({ schema: EQUITY_SCHEMA })
  async equity(@Query(checked(EquityQuery)) query: EquityQuery): Promise<object> {
    return readEquityCurve(this.#sql, { from: query.from, to: query.to, limit: query.limit });
  }

  #list(
    source: {
      readonly table: string;
      readonly select: string;
      readonly time: string;
      readonly id: string;
      readonly equal: Record<string, string | boolean | undefined>;
    },
    query: SeriesListQuery,
  ) {
    return seriesListPage<Record<string, unknown>>(this.#sql, this.#symbols, { ...source, toItem: rowToWire }, query);
  }
}

/** The columns that were asked for, without those that only order the list. */
function rowToWire(row: Record<string, unknown>): Record<string, Wire> {
  const columns = Object.entries(row).filter(([name]) => name !== 'page_time' && name !== 'page_id');
  return objectToWire(Object.fromEntries(columns));
}
