import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { ServiceCalls } from '../http/rpc.js';
import { importAnswerSchema, INSTANT, itemsSchema, TEXT } from './import-answer.js';
import { RatesQuery, RowsBody, SourceQuery } from './reference.dto.js';
import { importRows } from './reference-imports.js';

/** What currencies were worth, besides what their bars say. */
@ApiTags('reference data')
@Controller('api/v1/rates')
@Role('viewer')
export class RatesController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#services = services;
    this.#audit = audit;
  }

  @Post()
  @Audited('route')
  @Role('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import exchange rates: pair (or base and quote), at, rate',
    description:
      'A rate counts from `at` on, a day alone from its end. The same pair and time again replaces the rate that is there.',
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ type: RowsBody, description: 'Or a CSV as text/csv, with the source in the query.' })
  @ApiQuery({ type: SourceQuery })
  @ApiOkResponse({ schema: importAnswerSchema() })
  async put(
    @Req() request: Request,
    @Query() parameters: Record<string, unknown>,
    @Actor() actor: string,
  ): Promise<object> {
    return importRows(this.#services, this.#audit, 'RATES', { request, parameters, actor });
  }

  @Get()
  @ApiOperation({ summary: 'Imported exchange rates, newest first' })
  @ApiQuery({ type: RatesQuery })
  @ApiOkResponse({ schema: itemsSchema({ base: TEXT, quote: TEXT, at: INSTANT, rate: TEXT }) })
  async list(@Query(checked(RatesQuery)) query: RatesQuery): Promise<object> {
    return listPage<{ base: string; quote: string; at: Date; rate: string }>(
      this.#sql,
      {
        table: 'forex_rates',
        select: 'base, quote, at, trim_scale(rate)::text as rate',
        time: 'at',
        id: `(base || '/' || quote)`,
        equal: { base: query.base, quote: query.quote },
        toItem: ({ base, quote, at, rate }) => ({ base, quote, at: at.toISOString(), rate }),
      },
      query,
    );
  }
}
