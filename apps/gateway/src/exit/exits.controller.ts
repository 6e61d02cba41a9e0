import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { emergencyExitTriggered } from '@tape/contracts';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { SeriesListQuery } from '../http/list-query.js';
import { notFound, Problem } from '../http/problem.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';

interface ExitRow {
  readonly id: string;
  readonly trigger: string;
  readonly campaign_id: string | null;
  readonly symbol: string;
  readonly timeframe: string;
  readonly bar_time: Date;
  readonly measured: string;
  readonly limit_value: string;
  readonly message: string;
  readonly report: object | null;
}

const COLUMNS = 'id, trigger, campaign_id, symbol, timeframe, bar_time, measured, limit_value, message, report';

/** Guards that fired. */
@ApiTags('risk')
@Controller('api/v1/emergency-exits')
@Role('viewer')
export class ExitsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get()
  @ApiOperation({ summary: 'Emergency exits, newest first' })
  @ApiQuery({ type: SeriesListQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(emergencyExitTriggered.payload)) })
  async list(@Query(checked(SeriesListQuery)) query: SeriesListQuery): Promise<object> {
    return seriesListPage<ExitRow>(
      this.#sql,
      this.#symbols,
      { table: 'emergency_exits', select: COLUMNS, time: 'bar_time', id: 'id', toItem: exitToWire },
      query,
    );
  }

  @Get(':id/report')
  @ApiOperation({ summary: 'What an exit closed, why, and what it cost' })
  async report(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<ExitRow>(`select ${COLUMNS} from emergency_exits where id = $1`, [id]);
    if (row === undefined) throw notFound('emergency-exit', id);
    if (row.report === null) {
      throw new Problem(409, 'report-pending', 'What this exit closes is not all closed yet.', { id }, 5);
    }
    return { ...exitToWire(row), report: objectToWire(row.report) };
  }
}

function exitToWire(row: ExitRow): Record<string, Wire> {
  return {
    id: row.id,
    trigger: row.trigger,
    campaign_id: row.campaign_id,
    symbol: row.symbol,
    timeframe: row.timeframe,
    bar_time: row.bar_time.toISOString(),
    measured: row.measured,
    limit: row.limit_value,
    message: row.message,
    has_report: row.report !== null,
  };
}
