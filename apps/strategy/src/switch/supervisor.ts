import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { type BarIngested, barIngested, executionWatermark, type Watermark } from '@tape/contracts';
import type { BrokerConnection } from '@tape/messaging';
import type { Logger } from '@tape/observability';
import type { SqlRunner } from '@tape/persistence';
import type { Strategy } from '@tape/strategies';
import type { Subscription } from '@nats-io/transport-node';
import { type Catalogue, PIPELINE_STRATEGY } from '../catalogue/catalogue.js';
import type { NamedSeries } from '../config.js';
import { SeriesRunner, type RunnerParts } from '../series/series-runner.js';
import type { Switches } from './switches.repository.js';

export interface SupervisorParts {
  readonly catalogue: Catalogue;
  readonly switches: Switches;
  readonly runner: RunnerParts;
  readonly database: SqlRunner;
  readonly connection: Pick<BrokerConnection, 'nats'>;
  readonly logger: Logger;
  readonly partitions: number;
  readonly suggested: readonly string[];
  readonly regimeSeries: readonly NamedSeries[];
  readonly rescanMs: number;
}

interface Place {
  readonly series: NamedSeries;
  readonly strategies: readonly Strategy[];
}

interface Staffed {
  readonly runner: SeriesRunner;
  readonly ears: readonly Subscription[];
}

/**
 * Keeps a runner at work for every series that has a strategy switched on, and none where it has not: a series without one costs
 * nothing here. A runner hears of the bars of its own series alone, over core NATS, and reads them from Postgres.
 */
export class Supervisor implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #parts: SupervisorParts;
  readonly #staffed = new Map<string, Staffed>();
  /** Runners that end behind the step they are in. */
  readonly #leaving = new Set<Promise<void>>();
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  get runners(): readonly SeriesRunner[] {
    return [...this.#staffed.values()].map(({ runner }) => runner);
  }

  async onApplicationBootstrap(): Promise<void> {
    const { switches, suggested, rescanMs, logger } = this.#parts;
    await switches.suggest(suggested);
    await this.rearrange();
    this.#timer = setInterval(() => {
      this.rearrange().catch((error: unknown) =>
        logger.warn({ err: error }, 'strategies could not be rearranged; tried again'),
      );
    }, rescanMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#turn.catch(() => undefined);
    for (const staffed of this.#staffed.values()) this.#dismiss(staffed);
    await Promise.all(this.#leaving);
  }

  /** Brings the runners in line with what is switched on now. */
  rearrange(): Promise<void> {
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#rearrange());
    return this.#turn;
  }

  async #rearrange(): Promise<void> {
    if (this.#closed) return;
    const { store } = this.#parts.runner;
    const wanted = await this.#places();
    for (const [key, staffed] of this.#staffed) {
      const place = wanted.get(key);
      if (place !== undefined && isStaff(place.strategies, staffed.runner)) continue;
      this.#staffed.delete(key);
      this.#dismiss(staffed);
    }
    for (const series of await store.coveredSeries()) {
      if ((wanted.get(keyOf(series))?.strategies.length ?? 0) === 0) await store.cover(series, false);
    }
    for (const [key, place] of wanted) {
      if (this.#staffed.has(key)) continue;
      await store.cover(place.series, place.strategies.length > 0);
      this.#staffed.set(key, this.#hire(place));
    }
  }

  /** A restart of the service finds every series as it left it: what is wanted is in the tables and the settings. */
  async #places(): Promise<ReadonlyMap<string, Place>> {
    const { catalogue, switches, database, regimeSeries } = this.#parts;
    const enabled = await switches.enabled();
    const strategies = catalogue.all.filter(({ id }) => id !== PIPELINE_STRATEGY && enabled.has(id));
    const watched =
      strategies.length === 0
        ? []
        : await database.query<readonly NamedSeries[]>(
            `select symbol, timeframe from watchlist where desired_state <> 'STOPPED' order by symbol, timeframe`,
          );
    const places = new Map<string, Place>(regimeSeries.map((series) => [keyOf(series), { series, strategies: [] }]));
    for (const strategy of strategies) {
      for (const series of seriesOf(strategy, watched)) {
        const known = places.get(keyOf(series));
        places.set(keyOf(series), { series, strategies: [...(known?.strategies ?? []), strategy] });
      }
    }
    return places;
  }

  #hire({ series, strategies }: Place): Staffed {
    const { connection, partitions, runner: parts } = this.#parts;
    const runner = new SeriesRunner(series, strategies, parts);
    const subject = barIngested.subject(series as BarIngested, partitions);
    const { gate } = parts;
    const bars = connection.nats.subscribe(subject, {
      callback: (error, message) => {
        if (error === null) runner.heard(hintOf(message.string(), 'openTimeMs'));
      },
    });
    const worked = connection.nats.subscribe(executionWatermark.subject(series as Watermark, partitions), {
      callback: (error, message) => {
        if (error === null) gate.announce('execution', series, hintOf(message.string(), 'throughOpenTimeMs'));
      },
    });
    runner.start();
    return { runner, ears: [bars, worked] };
  }

  /** Not waited for: its step may wait for the market, and what two runners of a series write is told apart by where it began. */
  #dismiss({ runner, ears }: Staffed): void {
    for (const ear of ears) ear.unsubscribe();
    const left = runner.stop().finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }
}

/** A time out of an event as it is on the wire: a hint that the tables have something new, no more. */
function hintOf(text: string, field: 'openTimeMs' | 'throughOpenTimeMs'): number {
  const event = JSON.parse(text) as { readonly data?: Readonly<Record<string, unknown>> };
  const timeMs = event.data?.[field];
  return typeof timeMs === 'number' ? timeMs : Number.NEGATIVE_INFINITY;
}

function seriesOf(strategy: Strategy, watched: readonly NamedSeries[]): readonly NamedSeries[] {
  if (strategy.symbols[0] === '*') return watched.filter(({ timeframe }) => strategy.timeframes.includes(timeframe));
  return strategy.symbols.flatMap((symbol) => strategy.timeframes.map((timeframe) => ({ symbol, timeframe })));
}

function isStaff(strategies: readonly Strategy[], runner: SeriesRunner): boolean {
  return strategies.map(({ id }) => id).join() === runner.strategyIds.join();
}

export function keyOf({ symbol, timeframe }: { readonly symbol: string; readonly timeframe: string }): string {
  return `${timeframe} ${symbol}`;
}
