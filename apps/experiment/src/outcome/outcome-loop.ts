import { type PaperTrade, stepPaperTrade, synchronisedExit } from '@tape/experiments';
import type { Logger } from '@tape/observability';
import type { BarStore, InstrumentStore, SqlRunner } from '@tape/persistence';
import type { DataSource } from 'typeorm';
import type { MarketView } from '../market/market-view.js';
import { PollLoop, type PollOptions } from '../worker/poll-loop.js';
import type { OutcomeStore, UnsynchronisedOutcome } from './outcome-store.repository.js';

export interface OutcomeParts {
  readonly database: DataSource;
  readonly outcomes: OutcomeStore;
  readonly bars: BarStore;
  readonly instruments: InstrumentStore;
  readonly market: MarketView;
  readonly logger: Pick<Logger, 'warn'>;
  readonly options: Pick<PollOptions, 'pollMs' | 'backoffMs'>;
}

/** Shadows moved in one transaction. */
const TRADES_AT_ONCE = 100;
/** Bars of a series read at once; what is further behind goes on with the next pass. */
const BARS_AT_ONCE = 1_000;

/**
 * Stored bars → shadows by their own rule; ended positions → real outcomes and synchronised exits. Reads what is stored and nothing
 * else, in the order it is stored, so it does not matter when an experiment begins, how fast bars come, or how often this stops.
 */
export class OutcomeLoop extends PollLoop {
  readonly #parts: OutcomeParts;

  constructor(parts: OutcomeParts) {
    super({ what: 'outcomes', ...parts.options }, parts.logger);
    this.#parts = parts;
  }

  protected async work(): Promise<number> {
    const { database, outcomes } = this.#parts;
    const followed = await database.transaction((sql) => this.#follow(sql));
    const synchronised = await database.transaction((sql) => this.#synchronise(sql));
    const completed = await outcomes.complete(database);
    return followed + synchronised + completed;
  }

  async #follow(sql: SqlRunner): Promise<number> {
    const { outcomes } = this.#parts;
    const open = await outcomes.behind(sql, TRADES_AT_ONCE);
    const bySeries = Map.groupBy(open, ({ symbol, timeframe }) => `${timeframe} ${symbol}`);
    const moved: PaperTrade[] = [];
    for (const trades of bySeries.values()) moved.push(...(await this.#followSeries(sql, trades)));
    await outcomes.save(sql, moved);
    return moved.length;
  }

  async #followSeries(sql: SqlRunner, trades: readonly PaperTrade[]): Promise<readonly PaperTrade[]> {
    const { bars, instruments, market } = this.#parts;
    const { symbol, timeframe } = trades[0]!;
    const fromMs = Math.min(...trades.map(({ throughMs }) => throughMs)) + 1;
    const next = await bars.read({ symbol, timeframe, fromMs, limit: BARS_AT_ONCE }, sql);
    const last = next.at(-1);
    if (last === undefined) return [];
    const marketAt = await market.between(await instruments.of(symbol, sql), { fromMs, toMs: last.openTimeMs }, sql);
    return trades.map((trade) =>
      next.reduce((each, bar) => stepPaperTrade(each, bar, marketAt(bar.openTimeMs)), trade),
    );
  }

  async #synchronise(sql: SqlRunner): Promise<number> {
    const waiting = await this.#parts.outcomes.unsynchronised(sql, TRADES_AT_ONCE);
    for (const outcome of waiting) await this.#settle(sql, outcome);
    return waiting.length;
  }

  async #settle(sql: SqlRunner, outcome: UnsynchronisedOutcome): Promise<void> {
    const { outcomes, instruments, market } = this.#parts;
    const { id, trade, real, symbol } = outcome;
    if (real === null) return outcomes.withoutRealExit(sql, outcome);
    if (trade === null) return outcomes.realised(sql, id, real);
    const atMs = real.closedAtMs;
    const marketAt = await market.between(await instruments.of(symbol, sql), { fromMs: atMs, toMs: atMs }, sql);
    const exit = synchronisedExit(trade, { price: real.lastPrice, atMs }, marketAt(atMs));
    if (exit === null) return outcomes.withoutRealExit(sql, outcome);
    return outcomes.synchronised(sql, id, exit);
  }
}
