import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { timeframe } from '@tape/contracts';
import type { Request } from 'express';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { csvChunks } from '../http/csv-body.js';
import { Problem } from '../http/problem.js';
import { CsvPreview } from './csv-preview.js';
import { CsvRows, UnreadableFile } from './csv-rows.js';
import { ImportBody, ImportQuery } from './imports.dto.js';

const BODY = checked(ImportBody);
const QUERY = checked(ImportQuery);

/** What would become of a file of bars. */
@ApiTags('bars')
@Controller('api/v1/imports')
@Role('trader')
export class ImportPreviewController {
  readonly #sql: Sql;

  constructor(@Inject(SQL) sql: Sql) {
    this.#sql = sql;
  }

  @Post('preview')
  @Audited('nothing changes')
  @HttpCode(200)
  @ApiOperation({ summary: 'What an import of this CSV would say, line by line; nothing is kept' })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ type: ImportBody, description: 'Or the CSV itself as text/csv, with symbol and timeframe in the query.' })
  @ApiQuery({ type: ImportQuery })
  async preview(@Req() request: Request, @Query() parameters: Record<string, unknown>): Promise<object> {
    const said = (
      request.is('text/csv') === false
        ? await BODY.transform(request.body ?? {}, { type: 'body' })
        : await QUERY.transform(parameters, { type: 'query' })
    ) as ImportQuery;
    const preview = new CsvPreview(this.#sql, said.symbol, timeframe.parse(said.timeframe));
    const rows = new CsvRows();
    try {
      if (said instanceof ImportBody) preview.add(rows.push(said.csv));
      else for await (const text of csvChunks(request)) preview.add(rows.push(text));
      preview.add(rows.end());
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      throw new Problem(422, 'unreadable-file', error.message, { rule: error.rule });
    }
    return { symbol: said.symbol, timeframe: said.timeframe, ...(await preview.counts(Date.now())) };
  }
}
