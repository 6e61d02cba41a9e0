import { type backtestStudy, runBacktest, timeframe } from '@tape/contracts';
import type { ResponseOf } from '@tape/messaging';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { AuditLog } from '../database/audit-log.js';
import type { KnownSymbols } from '../database/known-symbols.js';
import { Problem } from '../http/problem.js';
import type { ServiceCalls } from '../http/rpc.js';
import { camelCase, fromWire } from '../wire/to-wire.js';
import type { BacktestBody, SweepBody, WalkForwardBody } from './backtest.dto.js';

export type Study = z.infer<typeof backtestStudy>;
type Answer = ResponseOf<typeof runBacktest>;

/** Asks for backtests, the same way for single ones and studies. */
export class BacktestStart {
  readonly #symbols: KnownSymbols;
  readonly #services: ServiceCalls;
  readonly #audit: AuditLog;

  constructor(symbols: KnownSymbols, services: ServiceCalls, audit: AuditLog) {
    this.#symbols = symbols;
    this.#services = services;
    this.#audit = audit;
  }

  /** @throws Problem when the request contradicts itself, a symbol is not known, or the service refuses. */
  async ask(
    body: BacktestBody,
    how: { readonly actor: string; readonly study: Study | null; readonly atOnce: boolean },
  ): Promise<Answer> {
    const symbols = symbolsOf(body);
    const length = symbols.length === 0 ? null : timeframeOf(body);
    await this.#symbols.require(symbols);
    const answer = await this.#services.ask(runBacktest, {
      symbols,
      timeframe: length,
      uploads: body.uploads ?? [],
      startDate: body.start_date ?? null,
      endDate: body.end_date ?? null,
      options: fromWire(body.options ?? {}) as Record<string, unknown>,
      study: how.study,
      answer: how.atOnce ? 'AT_ONCE' : 'WHEN_DONE',
    });
    await this.#audit.record({
      actor: how.actor,
      action: 'backtest.run',
      subject: answer.backtestId,
      after: Object.fromEntries(Object.entries(body)),
    });
    return answer;
  }
}

/** 202: the result will be at its address. */
export function accepted(response: Response, { backtestId, bars, variants }: Answer): object {
  const location = `/api/v1/backtests/${backtestId}`;
  response.status(202).location(location);
  return { backtest_id: backtestId, status: 'QUEUED', location, bars, variants };
}

/** RFC 7240: the client would rather not wait. */
export function prefersAsync(request: Request): boolean {
  return /(?:^|[,\s])respond-async(?:$|[;,\s])/i.test(request.get('prefer') ?? '');
}

export function sweepOf({ grid, objective }: SweepBody): Study {
  return { kind: 'SWEEP', ...gridOf(grid), objective: camelCase(objective ?? 'expectancy_r') };
}

export function walkForwardOf({ grid, objective, window, minimum_trades: minimumTrades }: WalkForwardBody): Study {
  return {
    kind: 'WALK_FORWARD',
    ...gridOf(grid),
    objective: camelCase(objective ?? 'expectancy_r'),
    mode: window.mode ?? 'ROLLING',
    inSampleDays: window.in_sample_days,
    outOfSampleDays: window.out_of_sample_days,
    minimumTrades: minimumTrades ?? 10,
  };
}

const MAX_NAMES = 20;
const MAX_VALUES = 200;

function gridOf(grid: Record<string, unknown>): { grid: Record<string, unknown[]> } {
  const entries = Object.entries(grid);
  const read: Record<string, unknown[]> = {};
  for (const [name, values] of entries) {
    if (!Array.isArray(values) || values.length === 0 || values.length > MAX_VALUES || entries.length > MAX_NAMES) {
      const message = `grid must have up to ${MAX_NAMES} options, each with 1 to ${MAX_VALUES} values in a list`;
      throw new Problem(400, 'invalid-request', message, { errors: [{ field: `grid.${name}`, message }] });
    }
    read[camelCase(name)] = values as unknown[];
  }
  return { grid: read };
}

function symbolsOf({ symbol, symbols, uploads = [] }: BacktestBody): string[] {
  if (symbols !== undefined && symbol === undefined) return symbols;
  if (symbol !== undefined && symbols === undefined) return [symbol];
  if (symbol === undefined && uploads.length > 0) return [];
  throw new Problem(400, 'invalid-request', 'Say either "symbol" or "symbols", or "uploads".', {
    errors: [{ field: 'symbols', message: 'either symbol or symbols, and not both' }],
  });
}

function timeframeOf(body: BacktestBody): z.infer<typeof timeframe> {
  const read = timeframe.safeParse(body.timeframe);
  if (read.success) return read.data;
  throw new Problem(400, 'invalid-request', 'timeframe is needed with symbols.', {
    errors: [{ field: 'timeframe', message: 'timeframe is needed with symbols' }],
  });
}
