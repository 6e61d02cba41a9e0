import type { OutgoingEvent, StrategyProposed } from '@tape/contracts';
import type { Outbox, Series, SeriesProgress, SqlRunner } from '@tape/persistence';
import type { InstanceHealth, KeptInstance, StrategySnapshot } from '@tape/strategies';
import type { DataSource } from 'typeorm';
import type { Trade } from './trade.js';

export interface StoredInstance {
  readonly strategyId: string;
  readonly health: InstanceHealth;
  readonly throughMs: number | null;
  readonly snapshot: StrategySnapshot | null;
  readonly trades: readonly StrategyProposed[];
}

export interface StoredSeries {
  readonly throughMs: number | null;
  /** Newest bar with a proposal or an exit. */
  readonly newsMs: number | null;
  readonly instances: readonly StoredInstance[];
}

/** All that a step through some bars leaves behind. */
export interface SeriesWrite {
  readonly fromMs: number | null;
  readonly throughMs: number;
  readonly newsMs: number | null;
  readonly instances: readonly KeptInstance[];
  readonly trades: readonly Trade[];
  readonly events: readonly OutgoingEvent[];
  /** Nothing waits for its verdict: execution may go on behind it. */
  readonly isDecided: boolean;
}

const MS = (column: string): string => `round(date_part('epoch', ${column}) * 1000)::bigint`;

/** The state of series and instances: one transaction a step, with the events that tell of it. */
export class SeriesStore {
  readonly #database: DataSource;
  readonly #outbox: Outbox;
  readonly #progress: SeriesProgress;

  constructor(database: DataSource, outbox: Outbox, progress: SeriesProgress) {
    this.#database = database;
    this.#outbox = outbox;
    this.#progress = progress;
  }

  /**
   * Execution waits for a covered series; one that is covered anew begins behind its newest stored bar, for nothing of the past
   * is to be traded.
   */
  async cover({ symbol, timeframe }: Series, covered: boolean): Promise<void> {
    await this.#database.query(
      `insert into strategy_series (symbol, timeframe, covered, through)
       values ($1, $2, $3, (select max(open_time) from bars where symbol = $1 and timeframe = $2))
       on conflict (symbol, timeframe) do update set covered = excluded.covered,
         through = case when strategy_series.covered then strategy_series.through
                        else greatest(strategy_series.through, excluded.through) end`,
      [symbol, timeframe, covered],
    );
  }

  async coveredSeries(): Promise<readonly Series[]> {
    return await this.#database.query<readonly Series[]>('select symbol, timeframe from strategy_series where covered');
  }

  async read({ symbol, timeframe }: Series): Promise<StoredSeries> {
    const [series] = await this.#database.query<{ throughMs: number | null; newsMs: number | null }[]>(
      `select ${MS('through')} as "throughMs", ${MS('news')} as "newsMs" from strategy_series
       where symbol = $1 and timeframe = $2`,
      [symbol, timeframe],
    );
    const instances = await this.#database.query<(Omit<StoredInstance, 'health'> & InstanceHealth)[]>(
      `select strategy_id as "strategyId", state, reason, failures, ${MS('retry_at')} as "retryAtMs",
              ${MS('through')} as "throughMs", snapshot, trades
       from strategy_instances where symbol = $1 and timeframe = $2`,
      [symbol, timeframe],
    );
    return {
      throughMs: series?.throughMs ?? null,
      newsMs: series?.newsMs ?? null,
      instances: instances.map(({ strategyId, throughMs, snapshot, trades, ...health }) => ({
        strategyId,
        throughMs,
        snapshot,
        trades,
        health,
      })),
    };
  }

  /** @returns false when another replica has written the series meanwhile: what was worked out here is void. */
  async write({ symbol, timeframe }: Series, write: SeriesWrite): Promise<boolean> {
    const written = await this.#database.transaction(async (manager) => {
      const [, count] = await manager.query<[unknown, number]>(
        `update strategy_series set through = $3, news = greatest(news, $4)
         where symbol = $1 and timeframe = $2 and through is not distinct from $5`,
        [symbol, timeframe, timeOf(write.throughMs), timeOf(write.newsMs), timeOf(write.fromMs)],
      );
      if (count === 0) return false;
      await saveInstances(manager, { symbol, timeframe }, write);
      await this.#outbox.append(manager, write.events);
      if (write.isDecided) {
        await this.#progress.advance(manager, 'strategy', [{ symbol, timeframe, throughMs: write.throughMs }]);
      }
      return true;
    });
    this.#outbox.poke();
    return written;
  }

  /** Everything up to this bar is decided: execution may go on. */
  async advance(series: Series, throughMs: number): Promise<void> {
    await this.#progress.advance(this.#database, 'strategy', [{ ...series, throughMs }]);
  }

  /** A quarantined instance that is switched on again by a person begins anew. */
  async pardon(strategyId: string): Promise<void> {
    await this.#database.query(
      `update strategy_instances set state = 'RUNNING', reason = null, failures = 0, retry_at = null
       where strategy_id = $1 and state <> 'RUNNING'`,
      [strategyId],
    );
  }
}

async function saveInstances(sql: SqlRunner, { symbol, timeframe }: Series, write: SeriesWrite): Promise<void> {
  const rows = write.instances.map(({ strategy, health, throughMs, snapshot }) => ({
    strategyId: strategy.id,
    state: health.state,
    reason: health.reason,
    failures: health.failures,
    retryAtMs: health.retryAtMs,
    throughMs,
    snapshot,
    trades: write.trades.filter((trade) => trade.strategyId === strategy.id).map(({ proposal }) => proposal),
  }));
  if (rows.length === 0) return;
  await sql.query(
    `insert into strategy_instances (strategy_id, symbol, timeframe, state, reason, failures, retry_at, through, snapshot, trades, updated_at)
     select r->>'strategyId', $1, $2, r->>'state', r->>'reason', (r->>'failures')::int,
            to_timestamp((r->>'retryAtMs')::double precision / 1000), to_timestamp((r->>'throughMs')::double precision / 1000),
            nullif(r->'snapshot', 'null'::jsonb), r->'trades', now()
     from jsonb_array_elements($3::jsonb) r
     on conflict (strategy_id, symbol, timeframe) do update
       set state = excluded.state, reason = excluded.reason, failures = excluded.failures, retry_at = excluded.retry_at,
           through = excluded.through, snapshot = excluded.snapshot, trades = excluded.trades, updated_at = excluded.updated_at`,
    [symbol, timeframe, JSON.stringify(rows)],
  );
}

function timeOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
