import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { BREAK_EVEN_BAND_R, comparisonByWindow, LEAST_SAMPLE, metricsByWindow, SOUND_SAMPLE } from '@tape/experiments';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { notFound } from '../http/problem.js';
import { objectToWire } from '../wire/to-wire.js';
import { pageSchema } from '../wire/wire-schema.js';
import { readEndedTrades } from './ended-trades.js';
import { EXPERIMENT_COLUMN, EXPERIMENT_SCHEMA, type ExperimentRow, experimentToWire } from './experiment-row.js';
import { ExperimentsQuery, OutcomeMetricsQuery } from './experiments.dto.js';

/** Two engines on the same signals. */
@ApiTags('experiments')
@Controller('api/v1/experiments')
@Role('viewer')
export class ExperimentsController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get()
  @ApiOperation({ summary: 'Experiments with what came of both engines, newest first' })
  @ApiQuery({ type: ExperimentsQuery })
  @ApiOkResponse({ schema: pageSchema(EXPERIMENT_SCHEMA) })
  async list(@Query(checked(ExperimentsQuery)) query: ExperimentsQuery): Promise<object> {
    return seriesListPage<ExperimentRow>(
      this.#sql,
      this.#symbols,
      {
        table: 'experiments',
        select: EXPERIMENT_COLUMN,
        // A cursor holds milliseconds, the column microseconds.
        time: `date_trunc('milliseconds', received_at)`,
        id: 'id',
        equal: { state: query.state, source: query.source, variant: query.variant },
        toItem: experimentToWire,
      },
      query,
    );
  }

  @Get('outcomes/metrics')
  @ApiOperation({
    summary: 'How both engines did, by window, real and shadow apart, and which did better on the same signals',
    description:
      `Nothing is reported under ${LEAST_SAMPLE} ended trades, nothing judged under ${SOUND_SAMPLE}. Results within ` +
      `${BREAK_EVEN_BAND_R} R of zero are break-even: neither win nor loss. Sharpe is per trade.`,
  })
  @ApiQuery({ type: OutcomeMetricsQuery })
  async metrics(@Query(checked(OutcomeMetricsQuery)) query: OutcomeMetricsQuery): Promise<object> {
    await this.#symbols.require(query.symbol === undefined ? [] : [query.symbol]);
    const trades = await readEndedTrades(this.#sql, query);
    const newestMs = trades.reduce<number | null>(
      (max, { closedAtMs }) => Math.max(max ?? closedAtMs, closedAtMs),
      null,
    );
    const asOfMs = query.as_of === undefined ? newestMs : Date.parse(query.as_of);
    return objectToWire({
      asOfMs,
      leastSample: LEAST_SAMPLE,
      soundSample: SOUND_SAMPLE,
      breakEvenBandR: BREAK_EVEN_BAND_R,
      items: metricsByWindow(trades, asOfMs ?? 0),
      comparison: comparisonByWindow(trades, asOfMs ?? 0),
    });
  }

  @Get(':id')
  @ApiOperation({ summary: 'One experiment with its signal, plans, outcomes and the frozen market context' })
  @ApiOkResponse({ schema: EXPERIMENT_SCHEMA })
  async one(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<ExperimentRow & { canonical: string | null }>(
      `select ${EXPERIMENT_COLUMN}, c.canonical from experiments left join market_contexts c on c.sha256 = context_sha256
       where experiments.id = $1`,
      [id],
    );
    if (row === undefined) throw notFound('experiment', id);
    // As it was hashed, character for character, so that anybody can check the hash.
    return { ...objectToWire(row.item), market_context: row.canonical };
  }
}
