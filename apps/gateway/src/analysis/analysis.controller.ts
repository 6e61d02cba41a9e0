import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiQuery, ApiTags } from '@nestjs/swagger';
import {
  customDetected,
  detectedPattern,
  phaseDetected,
  rangeDetected,
  rangeState,
  tradablePattern,
} from '@tape/contracts';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { Role } from '../auth/role.js';
import { KnownSymbols } from '../database/known-symbols.js';
import { SQL, type Sql } from '../database/sql.js';
import { checked } from '../http/checked.js';
import { seriesListPage } from '../http/list-page.js';
import { SeriesListQuery } from '../http/list-query.js';
import { objectToWire } from '../wire/to-wire.js';
import { pageSchema, wireSchema } from '../wire/wire-schema.js';

export class PatternsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: tradablePattern.options })
  @IsOptional()
  @IsIn(tradablePattern.options)
  pattern?: string;
}

export class RangesQuery extends SeriesListQuery {
  @ApiPropertyOptional({ enum: rangeState.options })
  @IsOptional()
  @IsIn(rangeState.options)
  state?: string;
}

export class CustomEventsQuery extends SeriesListQuery {
  @ApiPropertyOptional({ description: 'Name of a plug-in.', example: 'HINGE' })
  @IsOptional()
  @IsString()
  @Length(1, 32)
  detector?: string;
}

interface ContentRow {
  readonly content: object;
}
const contentToWire = (row: ContentRow) => objectToWire(row.content);

/** What the analysis sees: candidates, ranges, structural events with their phases, finds of plug-ins. */
@ApiTags('analysis')
@Controller('api/v1')
@Role('viewer')
export class AnalysisController {
  readonly #sql: Sql;
  readonly #symbols: KnownSymbols;

  constructor(@Inject(SQL) sql: Sql, @Inject(KnownSymbols) symbols: KnownSymbols) {
    this.#sql = sql;
    this.#symbols = symbols;
  }

  @Get('patterns')
  @ApiOperation({ summary: 'Tradable candidates, newest first' })
  @ApiQuery({ type: PatternsQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(detectedPattern)) })
  async patterns(@Query(checked(PatternsQuery)) query: PatternsQuery): Promise<object> {
    return this.#list('patterns', 'known_at', { pattern: query.pattern }, query);
  }

  @Get('ranges')
  @ApiOperation({ summary: 'Trading ranges in their newest state' })
  @ApiQuery({ type: RangesQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(rangeDetected.payload)) })
  async ranges(@Query(checked(RangesQuery)) query: RangesQuery): Promise<object> {
    return this.#list('ranges', 'known_at', { state: query.state }, query);
  }

  @Get('phases')
  @ApiOperation({ summary: 'Structural events and phase changes' })
  @ApiQuery({ type: SeriesListQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(phaseDetected.payload)) })
  async phases(@Query(checked(SeriesListQuery)) query: SeriesListQuery): Promise<object> {
    return this.#list('phases', 'known_at', {}, query);
  }

  @Get('custom-events')
  @ApiOperation({ summary: 'What detectors of your own found, newest first' })
  @ApiQuery({ type: CustomEventsQuery })
  @ApiOkResponse({ schema: pageSchema(wireSchema(customDetected.payload)) })
  async customEvents(@Query(checked(CustomEventsQuery)) query: CustomEventsQuery): Promise<object> {
    return this.#list('custom_events', 'known_at', { detector: query.detector }, query);
  }

  #list(table: string, time: string, equal: Record<string, string | undefined>, query: SeriesListQuery) {
    const source = { table, select: 'content', time, id: 'id', equal, toItem: contentToWire };
    return seriesListPage<ContentRow>(this.#sql, this.#symbols, source, query);
  }
}
