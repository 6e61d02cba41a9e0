import { Body, Controller, Get, HttpCode, Inject, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ingestBars, timeframe, type rawBar } from '@tape/contracts';
import type { z } from 'zod';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { keysetPage } from '../database/keyset-page.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { wireSchema } from '../wire/wire-schema.js';
import { MEASURE_LOOKBACK_BARS, measureBars, type ShownMeasures } from './bar-measures.js';
import { BAR_FIELDS, BarsBody, BarsQuery } from './bars.dto.js';

type RawBar = z.infer<typeof rawBar>;

interface BarRow {
  readonly open_time: Date;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: string;
  readonly source: string;
}

/** Bars in, and bars out again. */
@ApiTags('bars')
@Controller('api/v1/bars')
@Role('viewer')
export class BarsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(
    @Inject(SQL) sql: Sql,
    @Inject(KnownSymbols) symbols: KnownSymbols,
    @Inject(ServiceCalls) services: ServiceCalls,
    @Inject(AuditLog) audit: AuditLog,
  ) {
    this.#sql = sql;
    this.#symbols = symbols;
    this.#services = services;
    this.#audit = audit;
  }

  @Post()
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put one bar or many on the tape; says for each what became of it' })
  @ApiBody({ type: BarsBody })
  @ApiOkResponse({ schema: wireSchema(ingestBars.response) })
  async put(@Body(checked(BarsBody)) body: BarsBody, @Actor() actor: string): Promise<object> {
    const bars = barsOf(body);
    const answer = await this.#services.ask(ingestBars, { source: body.source ?? 'REST', bars });
    const faults = new Map(answer.outcomes.map((outcome) => [outcome.index, outcome]));
    const outcomes = bars.map(
      (_, index) => faults.get(index) ?? { index, outcome: 'accepted', field: null, rule: null, message: null },
    );
    if (answer.accepted > 0) {
      const { accepted, duplicate, refused } = answer;
      await this.#audit.record({
        actor,
        action: 'bars.put',
        subject: String(bars[0]?.symbol),
        after: { accepted, duplicate, refused },
      });
    }
    if (answer.refused === bars.length) {
      const first = answer.outcomes[0];
      throw new Problem(422, 'bars-refused', `No bar was accepted; bar 0: ${first?.message ?? 'refused'}`, {
        ...answer,
        outcomes,
      });
    }
    return { ...answer, outcomes };
  }

  @Get()
  @ApiOperation({ summary: 'Stored bars of one series, newest first' })
  @ApiQuery({ type: BarsQuery })
  async list(@Query(checked(BarsQuery)) query: BarsQuery): Promise<object> {
    await this.#symbols.require([query.symbol]);
    const [instrument] = await this.#sql.query<{ simulated: boolean }>(
      'select simulated from instruments where symbol = $1',
      [query.symbol],
    );
    const page = await keysetPage<BarRow>(this.#sql, {
      table: 'bars',
      select: 'open_time, open, high, low, close, volume, source',
      time: 'open_time',
      id: 'symbol',
      equal: { symbol: query.symbol, timeframe: query.timeframe },
      from: query.from,
      to: query.to,
      cursor: query.cursor,
      limit: query.limit,
    });
    const measures = query.measures ? await this.#measures(query, page.rows) : undefined;
    return {
      symbol: query.symbol,
      timeframe: query.timeframe,
      simulated: instrument?.simulated ?? false,
      items: page.rows.map((bar, i) => ({
        open_time: bar.open_time.toISOString(),
        open: bar.open,
        high: bar.high,
        low: bar.low,
        close: bar.close,
        volume: bar.volume,
        source: bar.source,
        ...measures?.[i],
      })),
      next_cursor: page.nextCursor,
    };
  }

  /** @param rows newest first, as the answer will be. */
  async #measures(query: BarsQuery, rows: readonly BarRow[]): Promise<ShownMeasures[]> {
    const oldest = rows.at(-1);
    if (oldest === undefined) return [];
    const before = await this.#sql.query<BarRow>(
      `select open_time, open, high, low, close, volume, source from bars
        where symbol = $1 and timeframe = $2 and open_time < $3 order by open_time desc limit $4`,
      [query.symbol, query.timeframe, oldest.open_time, MEASURE_LOOKBACK_BARS],
    );
    const bars = [...rows, ...before].toReversed().map((row) => ({ ...row, openTimeMs: row.open_time.getTime() }));
    return measureBars(query.symbol, timeframe.parse(query.timeframe), bars).slice(before.length).toReversed();
  }
}

/** @throws Problem 400 when neither or both forms were sent. */
function barsOf(body: BarsBody): RawBar[] {
  const single = Object.fromEntries(BAR_FIELDS.map((field) => [field, body[field]])) as RawBar;
  const hasSingle = BAR_FIELDS.some((field) => body[field] !== undefined);
  if (body.bars !== undefined && !hasSingle) return body.bars;
  if (body.bars === undefined && hasSingle) return [single];
  throw new Problem(
    400,
    'invalid-request',
    'Send either "bars" with one or more bars, or the fields of one bar at the top.',
  );
}
