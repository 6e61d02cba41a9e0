import { Logger, type OnApplicationBootstrap, type OnApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { SIMULATED_MARKETS, SIMULATED_TIMEFRAME } from '@tape/market';
import { feedRecovered, feedStale } from '@tape/contracts';
import type { EventPublisher } from '@tape/messaging';
import type { AcceptedBarsRepository } from './accepted-bars.repository.js';
import type { FeedWatch } from './feed-watch.js';
import type { MarketSimulatorFeed } from './market-simulator.feed.js';
import type { SeriesBook } from './series-book.js';
import type { TapeWriter } from './tape-writer.js';

/** How often feeds are looked at; a bar of a minute that is late is noticed within two. */
const WATCH_EVERY_MS = 15_000;

/** Starts writing, the watch over the feeds and the demo feed; ends them, the writer's lock last, when all bars are out. */
export class IngestLifecycle implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #log = new Logger(IngestLifecycle.name);
  readonly #writer: TapeWriter;
  readonly #simulator: MarketSimulatorFeed | null;
  readonly #repository: AcceptedBarsRepository;
  readonly #book: SeriesBook;
  readonly #watch: FeedWatch;
  readonly #publisher: EventPublisher;
  #watching: NodeJS.Timeout | undefined;

  constructor(parts: {
    writer: TapeWriter;
    simulator: MarketSimulatorFeed | null;
    repository: AcceptedBarsRepository;
    book: SeriesBook;
    watch: FeedWatch;
    publisher: EventPublisher;
  }) {
    this.#writer = parts.writer;
    this.#simulator = parts.simulator;
    this.#repository = parts.repository;
    this.#book = parts.book;
    this.#watch = parts.watch;
    this.#publisher = parts.publisher;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#writer.start();
    this.#watching = setInterval(() => void this.#look(), WATCH_EVERY_MS);
    if (this.#simulator === null) return;
    await this.#repository.watch(SIMULATED_MARKETS.map(({ symbol }) => ({ symbol, timeframe: SIMULATED_TIMEFRAME })));
    this.#simulator.start();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.#watching);
    await this.#simulator?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#writer.stop();
  }

  async #look(): Promise<void> {
    if (!this.#writer.active) return;
    const events = this.#watch.look(this.#book.all(), Date.now()).map(({ kind, feed }) => {
      const definition = kind === 'stale' ? feedStale : feedRecovered;
      this.#log.warn(feed.message);
      const origin = { timeMs: feed.atMs, correlationId: definition.messageId(feed) };
      return this.#publisher.outgoing(definition, feed, origin);
    });
    await this.#publisher.publish(events).catch((error: Error) => this.#log.error(error.message));
  }
}
