import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBody, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Role } from '../auth/role.js';
import { accepted, BacktestStart, prefersAsync } from '../backtest/backtest-start.js';
import { BacktestBody } from '../backtest/backtest.dto.js';
import { ACCEPTED_SCHEMA } from '../backtest/backtest.schema.js';
import { readBacktest } from '../backtest/stored-backtest.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { Actor } from '../http/actor.js';
import { Audited } from '../http/audited.js';
import { checked } from '../http/checked.js';
import { SIGNAL_COLUMNS, signalToWire, type SignalRow } from '../signal/signal-row.js';
import { DecisionLatency } from './decision-latency.js';
import { AnalyzeBody } from './orchestrator.dto.js';
import { ANALYZE_SCHEMA, BACKTEST_SCHEMA, METRICS_SCHEMA, STATUS_SCHEMA } from './orchestrator.schema.js';
import { readCounts, readFailuresByStage } from './pipeline-counts.js';

/** Signals answered by one analyze request; the rest is on GET signals. */
const MAX_ANALYZE_SIGNALS = 200;

interface StatusRow {
  readonly trading_state: string | null;
  readonly last_processed_bar: Date | null;
  readonly watchlist_symbols: string[];
  readonly active_campaigns: number;
  readonly signals_pending: number;
}

/** The pipeline as a whole. */
@ApiTags('orchestration')
@Controller('api/v1/orchestrator')
@Role('viewer')
export class OrchestratorController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;
  readonly #backtests: BacktestStart;
  readonly #latency: DecisionLatency;

  constructor(
    @Inject(SQL) sql: Sql,
    @Inject(KnownSymbols) symbols: KnownSymbols,
    @Inject(BacktestStart) backtests: BacktestStart,
    @Inject(DecisionLatency) latency: DecisionLatency,
  ) {
    this.#sql = sql;
    this.#symbols = symbols;
    this.#backtests = backtests;
    this.#latency = latency;
  }

  @Post('analyze')
  @Audited('nothing changes')
  @Role('viewer')
  @HttpCode(200)
  @ApiOperation({ summary: 'What the running pipeline knows of these symbols' })
  @ApiBody({ type: AnalyzeBody })
  @ApiOkResponse({ schema: ANALYZE_SCHEMA })
  async analyze(@Body(checked(AnalyzeBody)) body: AnalyzeBody): Promise<object> {
    const startedAt = performance.now();
    await this.#symbols.require(body.symbols);
    const [counts, signals] = await Promise.all([
      readCounts(this.#sql, body),
      this.#sql.query<SignalRow>(
        `select ${SIGNAL_COLUMNS} from signals where symbol = any($1::text[]) and timeframe = $2
         order by created_at desc, id desc limit $3`,
        [body.symbols, body.timeframe, MAX_ANALYZE_SIGNALS],
      ),
    ]);
    return {
      signals: signals.map(signalToWire),
      processing_time_ms: milliseconds(performance.now() - startedAt),
      symbols_processed: body.symbols.length,
      ...counts,
    };
  }

  @Post('backtest')
  @Audited('route')
  @Role('trader')
  @HttpCode(200)
  @ApiOperation({ summary: 'Run the pipeline over stored or uploaded bars' })
  @ApiBody({ type: BacktestBody })
  @ApiHeader({ name: 'Prefer', required: false, description: '`respond-async`: answered 202 at once, however small.' })
  @ApiOkResponse({ schema: BACKTEST_SCHEMA })
  @ApiAcceptedResponse({ schema: ACCEPTED_SCHEMA, description: 'It takes longer; Location says where it will be.' })
  async backtest(
    @Body(checked(BacktestBody)) body: BacktestBody,
    @Actor() actor: string,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<object> {
    const answer = await this.#backtests.ask(body, { actor, study: null, atOnce: prefersAsync(request) });
    if (answer.status === 'QUEUED') return accepted(response, answer);
    // The result is in the table: it can be larger than a message may be.
    const { signals, rejections, metrics } = await readBacktest(this.#sql, answer.backtestId);
    return {
      backtest_id: answer.backtestId,
      signals,
      rejections,
      metrics,
      processing_time_seconds: answer.processingTimeSeconds,
      bars_processed: answer.barsProcessed,
    };
  }

  @Get('metrics')
  @ApiOperation({ summary: 'Latency of the pipeline, and what became of the candidates' })
  @ApiOkResponse({ schema: METRICS_SCHEMA })
  async metrics(): Promise<object> {
    const [counts, byStage] = await Promise.all([readCounts(this.#sql), readFailuresByStage(this.#sql)]);
    const decided = counts.signals_generated + counts.signals_rejected;
    return {
      pipeline_latency: this.#latency.quantiles(),
      patterns_detected_total: counts.patterns_detected,
      signals_generated_total: counts.signals_generated,
      signals_rejected_total: counts.signals_rejected,
      rejection_rate_pct: decided === 0 ? 0 : Math.round((counts.signals_rejected / decided) * 10_000) / 100,
      validation_failures_by_stage: byStage,
    };
  }

  @Get('status')
  @ApiOperation({ summary: 'Whether it runs, and what it is busy with' })
  @ApiOkResponse({ schema: STATUS_SCHEMA })
  async status(): Promise<object> {
    const [row] = await this.#sql.query<StatusRow>(
      `select (select trading_state from portfolios order by id limit 1) as trading_state,
              (select max(through) from series_progress where stage = 'signal') as last_processed_bar,
              array(select distinct symbol from watchlist where desired_state <> 'STOPPED'
                    union select distinct symbol from series_progress order by 1) as watchlist_symbols,
              (select count(*) from campaigns where ended_at is null)::int as active_campaigns,
              (select count(*) from signals where status = 'APPROVED')::int as signals_pending`,
    );
    const halted = row?.trading_state === 'HALTED';
    const symbols = row?.watchlist_symbols ?? [];
    return {
      status: halted ? 'halted' : symbols.length === 0 ? 'idle' : 'running',
      system_halted: halted,
      trading_state: row?.trading_state ?? 'ACTIVE',
      last_processed_bar: row?.last_processed_bar?.toISOString() ?? null,
      watchlist_symbols: symbols,
      active_campaigns: row?.active_campaigns ?? 0,
      signals_pending: row?.signals_pending ?? 0,
    };
  }
}

function milliseconds(value: number): number {
  return Math.round(value * 100) / 100;
}
