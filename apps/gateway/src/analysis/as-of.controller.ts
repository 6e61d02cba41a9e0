import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { timeframe } from '@tape/contracts';
import type { Timeframe } from '@tape/market';
import { Role } from '../auth/role.js';
import { SQL, type Sql } from '../database/sql.js';
import { notFound } from '../http/problem.js';
import { SIGNAL_COLUMNS, signalToWire, type SignalRow } from '../signal/signal-row.js';
import { objectToWire, type Wire } from '../wire/to-wire.js';
import { HIGHER_SCHEMA, ZONES_SCHEMA } from './reading.schema.js';
import { readStored } from './stored-reading.js';

/** Bars before the decision that are shown. */
const SHOWN_BARS = 300;
/** Bars before it that are read again; a series that is longer says so. */
const MAX_READ_BARS = 50_000;
/** Stored findings that are listed, the newest. */
const MAX_FINDINGS = 500;

const LIST = { type: 'array', items: { type: 'object' } };
const AS_OF = {
  type: 'object',
  required: ['as_of', 'decision', 'bars', 'ranges', 'phases', 'custom_events', 'zones', 'higher', 'is_complete'],
  properties: {
    as_of: { type: 'string', format: 'date-time', description: 'Open time of the bar that was decided on.' },
    decision: { type: 'object', description: 'The signal or rejection with its chain.' },
    pattern: { type: 'object', nullable: true, description: 'The candidate as it was found.' },
    bars: { ...LIST, description: 'Up to the bar of the decision, oldest first.' },
    ranges: { ...LIST, description: 'As they stood then, not as they became.' },
    phases: LIST,
    custom_events: LIST,
    zones: ZONES_SCHEMA,
    higher: HIGHER_SCHEMA,
    bars_read: { type: 'integer' },
    read_from: { type: 'string', format: 'date-time', nullable: true },
    is_complete: { type: 'boolean', description: 'Whether all bars before the decision were read again.' },
  },
};

interface Decided {
  readonly symbol: string;
  readonly timeframe: string;
  readonly pattern_id: string;
  readonly bar_time: Date;
}

/** Each decision as of its bar: what was known when it was made, and nothing that came later. */
@ApiTags('signals')
@Controller('api/v1')
@Role('viewer')
export class AsOfController {
  readonly #sql: Sql;

  constructor(@Inject(SQL) sql: Sql) {
    this.#sql = sql;
  }

  @Get('signals/:id/as-of')
  @ApiOperation({ summary: 'What was known when a signal was made: bars, ranges, phases and events up to its bar' })
  @ApiOkResponse({ schema: AS_OF })
  async signal(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<SignalRow & Decided>(
      `select ${SIGNAL_COLUMNS}, symbol, timeframe, pattern_id, bar_time from signals where id = $1`,
      [id],
    );
    if (row === undefined) throw notFound('signal', id);
    // Its life since then is no part of what was known.
    const { status: _, claimed_by: __, lease_expires_at: ___, acknowledged: ____, ...decision } = signalToWire(row);
    return this.#asOf(decision, row);
  }

  @Get('rejections/:id/as-of')
  @ApiOperation({
    summary: 'What was known when a candidate was refused: bars, ranges, phases and events up to its bar',
  })
  @ApiOkResponse({ schema: AS_OF })
  async rejection(@Param('id') id: string): Promise<object> {
    const [row] = await this.#sql.query<Decided & { content: object }>(
      'select content, symbol, timeframe, pattern_id, bar_time from rejected_signals where id = $1',
      [id],
    );
    if (row === undefined) throw notFound('rejection', id);
    return this.#asOf(objectToWire(row.content), row);
  }

  async #asOf(decision: Record<string, Wire>, row: Decided): Promise<object> {
    const { symbol, bar_time: at } = row;
    const series = { symbol, timeframe: timeframe.parse(row.timeframe) };
    const [reading, bars, phases, customEvents, patterns] = await Promise.all([
      readStored(this.#sql, { ...series, through: at, maxBars: MAX_READ_BARS }),
      this.#bars(series, at),
      this.#found('phases', series, at),
      this.#found('custom_events', series, at),
      this.#sql.query<{ content: object }>('select content from patterns where id = $1', [row.pattern_id]),
    ]);
    return {
      symbol,
      timeframe: series.timeframe,
      as_of: at.toISOString(),
      decision,
      pattern: patterns[0] === undefined ? null : objectToWire(patterns[0].content),
      bars,
      phases,
      custom_events: customEvents,
      ...objectToWire(reading),
    };
  }

  async #bars({ symbol, timeframe: of }: { symbol: string; timeframe: Timeframe }, at: Date): Promise<Wire[]> {
    const rows = await this.#sql.query<object>(
      `select open_time, open, high, low, close, volume from bars
        where symbol = $1 and timeframe = $2 and open_time <= $3 order by open_time desc limit $4`,
      [symbol, of, at, SHOWN_BARS],
    );
    return rows.toReversed().map(objectToWire);
  }

  /** @param table one of ours; never text of a request. */
  async #found(
    table: 'phases' | 'custom_events',
    { symbol, timeframe: of }: { symbol: string; timeframe: Timeframe },
    at: Date,
  ): Promise<Wire[]> {
    const rows = await this.#sql.query<{ content: object }>(
      `select content from ${table} where symbol = $1 and timeframe = $2 and known_at <= $3
        order by known_at desc, id desc limit $4`,
      [symbol, of, at, MAX_FINDINGS],
    );
    return rows.map(({ content }) => objectToWire(content));
  }
}
