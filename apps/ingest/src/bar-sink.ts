import { Logger } from '@nestjs/common';
import { type BarIngested, barIngested, feedGap } from '@tape/contracts';
import { closeTimeMs, isoTime } from '@tape/market';
import type { EventPublisher } from '@tape/messaging';
import type { BarStore, SeriesProgress } from '@tape/persistence';
import { JointWrites } from '@tape/service';
import type { DataSource } from 'typeorm';
import type { BarStream } from './bar-stream.js';
import type { SeriesBook } from './series-book.js';

/** The stage under which the sink says how far Postgres has the bars. */
const STAGE = 'ingest';
/** Nothing that follows the tape waits for the sink, so under load it gathers the lanes' bars rather than commit each lane's. */
const GATHER_MS = 30;

/** What of a batch belongs to one series, ascending. */
interface SeriesBars {
  readonly symbol: string;
  readonly timeframe: string;
  readonly bars: BarIngested[];
  lastOpenTimeMs: number | null;
}

/**
 * Writes the tape into table bars, in batches; a batch that comes twice changes nothing.
 * Each bar names the one accepted before it, so a bar that did not arrive is seen at once and fetched from the stream.
 */
export class BarSink {
  readonly #log = new Logger(BarSink.name);
  readonly #database: DataSource;
  readonly #bars: BarStore;
  readonly #progress: SeriesProgress;
  readonly #stream: Pick<BarStream, 'between'>;
  readonly #book: SeriesBook;
  readonly #publisher: Pick<EventPublisher, 'publish' | 'outgoing'>;
  readonly #through = new Map<string, number>();
  readonly #writes = new JointWrites((batches: readonly (readonly SeriesBars[])[]) => this.#store(batches), GATHER_MS);

  constructor(parts: {
    database: DataSource;
    store: BarStore;
    progress: SeriesProgress;
    stream: Pick<BarStream, 'between'>;
    book: SeriesBook;
    publisher: Pick<EventPublisher, 'publish' | 'outgoing'>;
  }) {
    this.#database = parts.database;
    this.#bars = parts.store;
    this.#progress = parts.progress;
    this.#stream = parts.stream;
    this.#book = parts.book;
    this.#publisher = parts.publisher;
  }

  /** Writes bars of one lane, in its order. Resolves when they are committed. */
  async write(batch: readonly BarIngested[]): Promise<void> {
    const bySeries = await this.#chained(batch);
    const addedBySeries = await this.#writes.add(bySeries);
    for (const { symbol, timeframe, bars } of bySeries) {
      const last = bars.at(-1);
      if (last === undefined) continue;
      this.#through.set(key(symbol, timeframe), last.openTimeMs);
      this.#book.stored(symbol, timeframe, last.openTimeMs, addedBySeries.get(key(symbol, timeframe)) ?? 0);
    }
  }

  /** Stores the batches of several lanes in one transaction. @returns for each how many bars were new, by series. */
  async #store(batches: readonly (readonly SeriesBars[])[]): Promise<readonly ReadonlyMap<string, number>[]> {
    const all = batches.flat();
    const through = all.flatMap(({ symbol, timeframe, bars }) => {
      const last = bars.at(-1);
      return last === undefined ? [] : [{ symbol, timeframe, throughMs: last.openTimeMs }];
    });
    const added = new Map<string, number>();
    await this.#database.transaction(async (manager) => {
      const rows = await this.#bars.append(
        all.flatMap((series) => series.bars),
        manager,
      );
      for (const row of rows)
        added.set(key(row.symbol, row.timeframe), (added.get(key(row.symbol, row.timeframe)) ?? 0) + 1);
      await this.#progress.advance(manager, STAGE, through);
    });
    // A series belongs to one lane, so one count serves all.
    return batches.map(() => added);
  }

  /** The batch by series, without what Postgres has, with what the chain of bars says is missing put in its place. */
  async #chained(bars: readonly BarIngested[]): Promise<readonly SeriesBars[]> {
    const bySeries = new Map<string, SeriesBars>();
    for (const bar of bars) {
      const id = key(bar.symbol, bar.timeframe);
      let series = bySeries.get(id);
      if (series === undefined) {
        const { symbol, timeframe } = bar;
        series = { symbol, timeframe, bars: [], lastOpenTimeMs: await this.#storedThrough(symbol, timeframe) };
        bySeries.set(id, series);
      }
      if (series.lastOpenTimeMs !== null && bar.openTimeMs <= series.lastOpenTimeMs) continue;
      if (isBroken(series.lastOpenTimeMs, bar)) series.bars.push(...(await this.#repair(series, bar)));
      series.bars.push(bar);
      series.lastOpenTimeMs = bar.openTimeMs;
    }
    return [...bySeries.values()];
  }

  async #storedThrough(symbol: string, timeframe: string): Promise<number | null> {
    const known = this.#through.get(key(symbol, timeframe));
    return known ?? (await this.#bars.last({ symbol, timeframe }))?.openTimeMs ?? null;
  }

  async #repair(series: SeriesBars, bar: BarIngested): Promise<readonly BarIngested[]> {
    const { symbol, timeframe, lastOpenTimeMs } = series;
    const after = lastOpenTimeMs ?? Number.NEGATIVE_INFINITY;
    const found = await this.#stream.between(symbol, timeframe, after, bar.openTimeMs);
    const from = lastOpenTimeMs === null ? 'its beginning' : isoTime(lastOpenTimeMs);
    const where = `${symbol} ${timeframe} between ${from} and ${isoTime(bar.openTimeMs)}`;
    if (found.at(-1)?.openTimeMs === bar.previousOpenTimeMs) {
      this.#log.warn(`${found.length} bars of ${where} did not arrive and were fetched from the stream`);
      return found;
    }
    const message = `${where}: accepted bars are neither in Postgres nor in the stream`;
    this.#log.error(message);
    const payload = { symbol, timeframe: bar.timeframe, lastOpenTimeMs, atMs: bar.openTimeMs, missingBars: 1, message };
    const origin = {
      timeMs: closeTimeMs(bar.openTimeMs, bar.timeframe),
      correlationId: barIngested.messageId(bar),
    };
    await this.#publisher.publish([this.#publisher.outgoing(feedGap, payload, origin)]);
    return found;
  }
}

/** Whether a bar was accepted before this one that did not come. */
function isBroken(lastOpenTimeMs: number | null, bar: BarIngested): boolean {
  if (bar.previousOpenTimeMs === null) return false;
  return lastOpenTimeMs === null || bar.previousOpenTimeMs > lastOpenTimeMs;
}

function key(symbol: string, timeframe: string): string {
  return `${symbol} ${timeframe}`;
}
