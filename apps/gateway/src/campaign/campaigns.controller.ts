import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import { campaignState } from '@tape/contracts';
import { IsIn, IsOptional } from 'class-validator';
import { Role } from '../auth/role.js';
import { keysetPage } from '../database/keyset-page.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { SeriesListQuery } from '../http/list-query.js';
import { notFound } from '../http/problem.js';
import { objectToWire, toWire, type Wire } from '../wire/to-wire.js';
import { type CampaignRow, readCampaignMetrics } from './campaign-standings.js';

export class CampaignsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: campaignState.options })
  @IsOptional()
  @IsIn(campaignState.options)
  state?: string;
}

const COLUMNS = `id, symbol, timeframe, direction, range_id, state, guard_kind, guard_price, opened_at, ended_at,
                 blocked_until, reason`;

/** Campaigns: everything built in one range, how it stands and what became of it. */
@ApiTags('trading')
@Controller('api/v1/campaigns')
@Role('viewer')
export class CampaignsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get()
  @ApiOperation({ summary: 'Campaigns with health, risk used of their budget and results, newest first' })
  @ApiQuery({ type: CampaignsQuery })
  async list(@Query(checked(CampaignsQuery)) query: CampaignsQuery): Promise<object> {
    await this.#symbols.require(query.symbol === undefined ? [] : [query.symbol]);
    const { rows, nextCursor } = await keysetPage<CampaignRow>(this.#sql, {
      table: 'campaigns',
      select: COLUMNS,
      time: 'opened_at',
      id: 'id',
      equal: { symbol: query.symbol, timeframe: query.timeframe, state: query.state },
      from: query.from,
      to: query.to,
      cursor: query.cursor,
      limit: query.limit,
    });
    return { items: await this.#withMetrics(rows), next_cursor: nextCursor };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One campaign with its positions, reservations and emergency exits' })
  async one(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<CampaignRow>(`select ${COLUMNS} from campaigns where id = $1`, [id]);
    if (row === undefined) throw notFound('campaign', id);
    const [campaign] = await this.#withMetrics([row]);
    const [positions, reservations, exits] = await Promise.all([
      this.#sql.query(
        `select id, signal_id, direction, quantity, initial_quantity, entry_price, stop, initial_risk, exit_price, exit_reason,
                realised_pnl, fees, r_multiple, opened_at, closed_at
           from positions where campaign_id = $1 order by opened_at, id`,
        [id],
      ),
      this.#sql.query(
        `select id, pattern_id, pattern, quantity, entry, stop, risk_amount, status, bar_time, expires_at, reason
           from reservations where campaign_id = $1 order by bar_time, id`,
        [id],
      ),
      this.#sql.query(
        `select id, trigger, bar_time, measured, limit_value as "limit", message, report is not null as has_report
           from emergency_exits where campaign_id = $1 order by bar_time, id`,
        [id],
      ),
    ]);
    return {
      ...(campaign as object),
      positions: toWire(positions),
      reservations: toWire(reservations),
      exits: toWire(exits),
    };
  }

  async #withMetrics(rows: readonly CampaignRow[]): Promise<readonly Wire[]> {
    const metrics = await readCampaignMetrics(this.#sql, rows);
    return rows.map((row) => {
      const columns = Object.entries(row).filter(([name]) => name !== 'page_time' && name !== 'page_id');
      return { ...objectToWire(Object.fromEntries(columns)), metrics: toWire(metrics.get(row.id)) };
    });
  }
}
