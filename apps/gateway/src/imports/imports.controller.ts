import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { csvChunks } from '../http/csv-body.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { CsvImport, type ImportOptions } from './csv-import.js';
import { CsvRows, UnreadableFile } from './csv-rows.js';
import { ImportBody, ImportQuery } from './imports.dto.js';

const BODY = checked(ImportBody);
const QUERY = checked(ImportQuery);

/** Files of bars. */
@ApiTags('bars')
@Controller('api/v1/imports')
@Role('viewer')
export class ImportsController {
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#services = services;
    this.#audit = audit;
  }

  @Post()
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Import a CSV of bars; answers counts, and every refused line with field and rule' })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ type: ImportBody, description: 'Or the CSV itself as text/csv, with symbol and timeframe in the query.' })
  @ApiQuery({ type: ImportQuery })
  async put(
    @Req() request: Request,
    @Query() parameters: Record<string, unknown>,
    @Actor() actor: string,
  ): Promise<object> {
    // A file of its own says its series in the address, a JSON body says everything itself.
    const streamed = request.is('text/csv') !== false;
    const said: ImportQuery = streamed
      ? ((await QUERY.transform(parameters, { type: 'query' })) as ImportQuery)
      : ((await BODY.transform(request.body ?? {}, { type: 'body' })) as ImportBody);
    const options = { symbol: said.symbol, timeframe: said.timeframe, source: said.source ?? 'CSV' } as const;
    const run = new CsvImport(this.#services, options);
    const rows = new CsvRows();
    try {
      if (said instanceof ImportBody) await run.add(rows.push(said.csv));
      else for await (const text of csvChunks(request)) await run.add(rows.push(text));
      await run.add(rows.end());
      await run.flush();
    } catch (error) {
      throw asProblem(error, run);
    } finally {
      await this.#record(actor, options, run);
    }
    return { symbol: said.symbol, timeframe: said.timeframe, ...run.counts() };
  }

  async #record(actor: string, options: ImportOptions, run: CsvImport): Promise<void> {
    const { accepted, duplicate, refused } = run.counts();
    if (accepted === 0) return;
    await this.#audit.record({
      actor,
      action: 'bars.import',
      subject: `${options.symbol}:${options.timeframe}`,
      after: { accepted, duplicate, refused },
    });
  }
}

/** What was accepted before the failure is on the tape already, so the answer says how much that is. */
function asProblem(error: unknown, run: CsvImport): unknown {
  if (error instanceof UnreadableFile) {
    return new Problem(422, 'unreadable-file', error.message, { rule: error.rule, ...run.counts() });
  }
  if (error instanceof Problem && run.counts().rows > 0) {
    const { type: _, title: __, status: ___, detail, code, ...extra } = error.body;
    return new Problem(error.body.status, code, detail, { ...extra, ...run.counts() }, error.retryAfterSeconds);
  }
  return error;
}
