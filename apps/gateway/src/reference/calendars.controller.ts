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
import { CalendarImportBody, CalendarImportQuery, CoverageQuery, EarningsQuery, NewsQuery } from './reference.dto.js';
import { importRows } from './reference-imports.js';

const AS_CSV = 'Or a CSV as text/csv, with the other fields in the query.';
const COMPLETE =
  'With `known_from` and `known_to` the rows are complete for that time: stored dates they do not list are removed, and nothing listed means nothing scheduled. Without them the dates count and nothing is known of other days.';

/** What is scheduled: earnings of companies and releases that move currencies. */
@ApiTags('reference data')
@Controller('api/v1/calendars')
@Role('viewer')
export class CalendarsController {
  readonly #sql: Sql;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(SQL) sql: Sql, @Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#sql = sql;
    this.#services = services;
    this.#audit = audit;
  }

  @Post('earnings')
  @Audited('route')
  @Role('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import earnings dates: symbol, at, and session (BMO, AMC) for a day alone',
    description: COMPLETE,
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ type: CalendarImportBody, description: AS_CSV })
  @ApiQuery({ type: CalendarImportQuery })
  @ApiOkResponse({ schema: importAnswerSchema() })
  async putEarnings(
    @Req() request: Request,
    @Query() parameters: Record<string, unknown>,
    @Actor() actor: string,
  ): Promise<object> {
    return importRows(this.#services, this.#audit, 'EARNINGS', { request, parameters, actor });
  }

  @Post('economic')
  @Audited('route')
  @Role('admin')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Import economic events: kind, at, and currency where the kind does not say it',
    description: COMPLETE,
  })
  @ApiConsumes('application/json', 'text/csv')
  @ApiBody({ type: CalendarImportBody, description: AS_CSV })
  @ApiQuery({ type: CalendarImportQuery })
  @ApiOkResponse({ schema: importAnswerSchema() })
  async putEconomic(
    @Req() request: Request,
    @Query() parameters: Record<string, unknown>,
    @Actor() actor: string,
  ): Promise<object> {
    return importRows(this.#services, this.#audit, 'ECONOMIC', { request, parameters, actor });
  }

  @Get('earnings')
  @ApiOperation({ summary: 'Earnings dates, newest first' })
  @ApiQuery({ type: EarningsQuery })
  @ApiOkResponse({ schema: itemsSchema({ symbol: TEXT, at: INSTANT, source: TEXT }) })
  async earnings(@Query(checked(EarningsQuery)) query: EarningsQuery): Promise<object> {
    return listPage<{ symbol: string; at: Date; source: string }>(
      this.#sql,
      {
        table: 'earnings_dates',
        select: 'symbol, at, source',
        time: 'at',
        id: 'symbol',
        equal: { symbol: query.symbol },
        toItem: ({ symbol, at, source }) => ({ symbol, at: at.toISOString(), source }),
      },
      query,
    );
  }

  @Get('economic')
  @ApiOperation({ summary: 'Economic events, newest first' })
  @ApiQuery({ type: NewsQuery })
  @ApiOkResponse({ schema: itemsSchema({ kind: TEXT, currency: TEXT, at: INSTANT, source: TEXT }) })
  async economic(@Query(checked(NewsQuery)) query: NewsQuery): Promise<object> {
    return listPage<{ kind: string; currency: string; at: Date; source: string }>(
      this.#sql,
      {
        table: 'economic_events',
        select: 'kind, currency, at, source',
        time: 'at',
        id: `(kind || ' ' || currency)`,
        equal: { kind: query.kind, currency: query.currency },
        toItem: ({ kind, currency, at, source }) => ({ kind, currency, at: at.toISOString(), source }),
      },
      query,
    );
  }

  @Get('coverage')
  @ApiOperation({ summary: 'From when to when everything of a kind is known, by symbol or currency' })
  @ApiQuery({ type: CoverageQuery })
  @ApiOkResponse({ schema: itemsSchema({ kind: TEXT, subject: TEXT, known_from: INSTANT, known_to: INSTANT }) })
  async coverage(@Query(checked(CoverageQuery)) query: CoverageQuery): Promise<object> {
    return listPage<{ kind: string; subject: string; known_from: Date; known_to: Date }>(
      this.#sql,
      {
        table: 'calendar_coverage',
        select: 'kind, subject, known_from, known_to',
        time: 'known_from',
        id: `(kind || ' ' || subject)`,
        equal: { kind: query.kind, subject: query.subject },
        toItem: ({ kind, subject, known_from, known_to }) => ({
          kind,
          subject,
          known_from: known_from.toISOString(),
          known_to: known_to.toISOString(),
        }),
      },
      query,
    );
  }
}
