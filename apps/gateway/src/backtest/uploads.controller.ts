import { randomUUID } from 'node:crypto';
import { Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCreatedResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { readSeriesKey } from '@tape/market';
import type { Request } from 'express';
import { Role } from '../auth/role.js';
import { AuditLog } from '../database/audit-log.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { csvChunks } from '../http/csv-body.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { CsvRows, UnreadableFile } from '../imports/csv-rows.js';
import { UploadBody, UploadQuery } from './backtest.dto.js';
import { UPLOAD_SCHEMA } from './backtest.schema.js';
import { BarUpload } from './bar-upload.js';

const BODY = checked(UploadBody);
const QUERY = checked(UploadQuery);

/** Bars that somebody brings along for backtests. They are not put on the tape and are forgotten after a day. */
@ApiTags('backtests')
@Role('trader')
@Audited('route')
@Controller('api/v1/backtests/uploads')
export class BacktestUploadsController {
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(@Inject(ServiceCalls) services: ServiceCalls, @Inject(AuditLog) audit: AuditLog) {
    this.#services = services;
    this.#audit = audit;
  }

  @Post()
  @HttpCode(201)
  @ApiOperation({ summary: 'Bring a CSV of bars along for backtests; its id goes into `uploads` of a backtest' })
  @ApiConsumes('text/csv', 'application/json')
  @ApiBody({ type: UploadBody, description: 'Or the CSV itself as text/csv, with symbol and timeframe in the query.' })
  @ApiQuery({ type: UploadQuery })
  @ApiCreatedResponse({ schema: UPLOAD_SCHEMA })
  async upload(
    @Req() request: Request,
    @Query() parameters: Record<string, unknown>,
    @Actor() actor: string,
  ): Promise<object> {
    const streamed = request.is('text/csv') !== false;
    const said: UploadQuery = streamed
      ? ((await QUERY.transform(parameters, { type: 'query' })) as UploadQuery)
      : ((await BODY.transform(request.body ?? {}, { type: 'body' })) as UploadBody);
    const series = readSeriesKey(said.symbol, said.timeframe);
    if (!series.ok) {
      const { field, message } = series.refusal;
      throw new Problem(400, 'invalid-request', message, { errors: [{ field, message }] });
    }
    const { symbol, timeframe } = series;
    const uploadId = `up_${randomUUID()}`;
    const upload = new BarUpload(this.#services, { uploadId, symbol, timeframe }, Date.now());
    const rows = new CsvRows();
    try {
      if (said instanceof UploadBody) await upload.add(rows.push(said.csv));
      else for await (const text of csvChunks(request)) await upload.add(rows.push(text));
      await upload.add(rows.end());
      await upload.flush();
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error;
      throw new Problem(422, 'unreadable-file', error.message, { rule: error.rule, ...upload.counts() });
    }
    const counts = upload.counts();
    if (counts.accepted === 0) throw new Problem(422, 'no-good-row', 'There is no good bar in the file.', counts);
    const { accepted, refused } = counts;
    await this.#audit.record({
      actor,
      action: 'backtest.upload',
      subject: uploadId,
      after: { symbol, timeframe, accepted, refused },
    });
    return { upload_id: uploadId, symbol, timeframe, ...counts };
  }
}
