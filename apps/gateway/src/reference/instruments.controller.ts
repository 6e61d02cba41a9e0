import { Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { decodeCursor, encodeCursor } from '../http/cursor.js';
import { ServiceCalls } from '../http/rpc.js';
import { importAnswerSchema, itemsSchema, TEXT } from './import-answer.js';
import { InstrumentsQuery, RowsBody, SourceQuery } from './reference.dto.js';
import { importRows } from './reference-imports.js';

interface InstrumentRow {
  readonly symbol: string;
  readonly asset_class: string;
  readonly sector: string | null;
  readonly tick_size: string;
  readonly quantity_step: string;
  readonly unit: string;
  readonly contract_size: string;
  readonly volume_source: string;
  readonly simulated: boolean;
}

const FIELDS = {
  symbol: TEXT,
  asset_class: TEXT,
  sector: { type: 'string', nullable: true },
  tick_size: TEXT,
  quantity_step: TEXT,
  unit: TEXT,
  contract_size: TEXT,
  volume_source: TEXT,
  simulated: { type: 'boolean' },
};

/** What is traded, and the sectors of stocks. */
@ApiTags('reference data')
@Controller('api/v1/instruments')
@Role('viewer')
export class InstrumentsController {
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
    summary: 'Set the sectors of stocks: symbol, sector',
    description:
      'The eleven GICS sectors, or common names of them. An empty sector takes it back. A symbol may come before its first bar.',
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
    return importRows(this.#services, this.#audit, 'INSTRUMENTS', { request, parameters, actor });
  }

  @Get()
  @ApiOperation({ summary: 'Instruments by symbol' })
  @ApiQuery({ type: InstrumentsQuery })
  @ApiOkResponse({ schema: itemsSchema(FIELDS) })
  async list(@Query(checked(InstrumentsQuery)) query: InstrumentsQuery): Promise<object> {
    const after = query.cursor === undefined ? '' : decodeCursor(query.cursor).id;
    const rows = await this.#sql.query<InstrumentRow>(
      `select symbol, asset_class, sector, trim_scale(tick_size)::text as tick_size,
              trim_scale(quantity_step)::text as quantity_step, unit, trim_scale(contract_size)::text as contract_size,
              volume_source, simulated
       from instruments where symbol collate "C" > $1 and ($2::text is null or sector = $2)
       order by symbol collate "C" limit $3`,
      [after, query.sector ?? null, query.limit + 1],
    );
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    const more = rows.length > query.limit && last !== undefined;
    return { items, next_cursor: more ? encodeCursor({ timeMs: 0, id: last.symbol }) : null };
  }
}
