import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { listPage } from '../http/list-page.js';
import { PageQuery } from '../http/list-query.js';
import type { Wire } from '../wire/to-wire.js';

export class AuditQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'symbol.pause' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  action?: string;

  @ApiPropertyOptional({ example: 'AAPL' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  subject?: string;
}

interface AuditRow {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: Wire;
  readonly after: Wire;
  readonly note: string | null;
  readonly page_id: string;
}

/** Who changed what, when and why. */
@ApiTags('system')
@Controller('api/v1/audit')
@Role('viewer')
export class AuditController {
  readonly #sql: Sql;

  constructor(@Inject(SQL) sql: Sql) {
    this.#sql = sql;
  }

  @Get()
  @ApiOperation({ summary: 'The audit log, newest first' })
  @ApiQuery({ type: AuditQuery })
  async list(@Query(checked(AuditQuery)) query: AuditQuery): Promise<object> {
    return listPage<AuditRow>(
      this.#sql,
      {
        table: 'audit_log',
        select: 'at, actor, action, subject, before, after, note',
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', at)`,
        id: `lpad(id::text, 20, '0')`,
        equal: { action: query.action, subject: query.subject },
        toItem: (row) => ({
          id: row.page_id.replace(/^0+/, ''),
          at: row.at.toISOString(),
          actor: row.actor,
          action: row.action,
          subject: row.subject,
          before: row.before,
          after: row.after,
          note: row.note,
        }),
      },
      query,
    );
  }
}
