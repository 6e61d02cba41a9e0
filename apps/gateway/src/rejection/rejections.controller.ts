import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { rejectedSignal, stageName } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { notFound } from '../http/problem.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';
import { RejectionCountsQuery, RejectionsQuery, TopReasonsQuery } from './rejections.dto.js';
import {
  SHADOW_COLUMN,
  SHADOW_SCHEMA,
  shadowSummary,
  shadowToWire,
  type ShadowRow,
  type ShadowSums,
} from './shadow-row.js';

const REJECTION = wireSchema(rejectedSignal, { shadow: SHADOW_SCHEMA });

/** Parameters 1 to 4 of every count: symbol, timeframe, from, to. */
const COUNTED = `($1::text is null or r.symbol = $1) and ($2::text is null or r.timeframe = $2)
  and ($3::timestamptz is null or r.rejected_at >= $3) and ($4::timestamptz is null or r.rejected_at <= $4)`;

interface RejectionRow {
  readonly content: object;
  readonly shadow: ShadowRow | null;
}

interface ReasonRow {
  readonly stage: string;
  readonly reason: string;
  readonly count: string;
  readonly near_misses: string;
  readonly total: string;
  readonly newest: Date;
}

interface StageRow {
  readonly stage: string;
  readonly count: string;
  readonly near_misses: string;
}

/** Why trades were not taken, and what that cost. */
@ApiTags('signals')
@Controller('api/v1/rejections')
@Role('viewer')
export class RejectionsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get()
  @ApiOperation({ summary: 'Refused candidates, newest first, with what was measured against which limit' })
  @ApiQuery({ type: RejectionsQuery })
  @ApiOkResponse({ schema: pageSchema(REJECTION) })
  async list(@Query(checked(RejectionsQuery)) query: RejectionsQuery): Promise<object> {
    return seriesListPage<RejectionRow>(
      this.#sql,
      this.#symbols,
      {
        table: 'rejected_signals',
        select: `content, ${SHADOW_COLUMN}`,
        time: 'rejected_at',
        id: 'id',
        equal: { stage: query.stage, reason: query.reason, near_miss: query.near_miss },
        toItem: rejectionToWire,
      },
      query,
    );
  }

  @Get('top-reasons')
  @ApiOperation({ summary: 'What refuses most' })
  @ApiQuery({ type: TopReasonsQuery })
  async topReasons(@Query(checked(TopReasonsQuery)) query: TopReasonsQuery): Promise<object> {
    const rows = await this.#count<ReasonRow>(
      `select r.stage, r.reason, count(*) as count, count(*) filter (where r.near_miss) as near_misses,
              sum(count(*)) over () as total, max(r.rejected_at) as newest
         from rejected_signals r where ${COUNTED}
        group by r.stage, r.reason order by count(*) desc, r.stage, r.reason limit $5`,
      query,
      query.limit,
    );
    return {
      total: Number(rows[0]?.total ?? 0),
      items: rows.map((row) => ({
        stage: row.stage,
        reason: row.reason,
        count: Number(row.count),
        near_misses: Number(row.near_misses),
        share_pct: sharePercent(row.count, Number(row.total)),
        newest: row.newest.toISOString(),
      })),
    };
  }

  @Get('by-stage')
  @ApiOperation({ summary: 'How many each stage refused, in the order in which the stages are asked' })
  @ApiQuery({ type: RejectionCountsQuery })
  async byStage(@Query(checked(RejectionCountsQuery)) query: RejectionCountsQuery): Promise<object> {
    const rows = await this.#count<StageRow>(
      `select r.stage, count(*) as count, count(*) filter (where r.near_miss) as near_misses
         from rejected_signals r where ${COUNTED} group by r.stage`,
      query,
    );
    const total = rows.reduce((sum, row) => sum + Number(row.count), 0);
    return {
      total,
      items: stageName.options.map((stage) => {
        const row = rows.find((each) => each.stage === stage);
        return {
          stage,
          count: Number(row?.count ?? 0),
          near_misses: Number(row?.near_misses ?? 0),
          share_pct: sharePercent(row?.count ?? '0', total),
        };
      }),
    };
  }

  @Get('shadow-summary')
  @ApiOperation({ summary: 'What each rule cost or saved: how its refused candidates would have ended' })
  @ApiQuery({ type: RejectionCountsQuery })
  async shadowSummary(@Query(checked(RejectionCountsQuery)) query: RejectionCountsQuery): Promise<object> {
    const rows = await this.#count<ShadowSums>(
      `select r.stage, r.reason, count(*) as count, count(*) filter (where o.state = 'OPEN') as open,
              count(*) filter (where o.state = 'EXPIRED' and o.r_multiple is null) as not_entered,
              count(o.r_multiple) as ended, count(*) filter (where o.state = 'WON') as won,
              count(*) filter (where o.state = 'LOST') as lost, trim_scale(round(avg(o.r_multiple), 4))::text as mean_r
         from rejected_signals r join shadow_outcomes o on o.rejection_id = r.id where ${COUNTED}
        group by r.stage, r.reason order by count(*) desc, r.stage, r.reason`,
      query,
    );
    return { items: rows.map(shadowSummary) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'One refusal: every stage asked, what was measured, and what the trade would have earned' })
  @ApiOkResponse({ schema: REJECTION })
  async one(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<RejectionRow & { pattern_id: string }>(
      `select content, pattern_id, ${SHADOW_COLUMN} from rejected_signals where id = $1`,
      [id],
    );
    if (row === undefined) throw notFound('rejection', id);
    const [pattern] = await this.#sql.query<{ content: object }>('select content from patterns where id = $1', [
      row.pattern_id,
    ]);
    return {
      ...rejectionToWire(row),
      detected_pattern: pattern === undefined ? null : objectToWire(pattern.content),
    };
  }

  async #count<Row>(sql: string, query: RejectionCountsQuery, ...more: readonly unknown[]): Promise<Row[]> {
    const { symbol, timeframe, from, to } = query;
    await this.#symbols.require(symbol === undefined ? [] : [symbol]);
    return this.#sql.query<Row>(sql, [symbol ?? null, timeframe ?? null, from ?? null, to ?? null, ...more]);
  }
}

function rejectionToWire(row: RejectionRow): Record<string, Wire> {
  return { ...objectToWire(row.content), shadow: shadowToWire(row.shadow) };
}

function sharePercent(count: string, total: number): number {
  return total === 0 ? 0 : Math.round((Number(count) / total) * 1_000) / 10;
}
