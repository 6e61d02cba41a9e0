import type { OnApplicationBootstrap, OnApplicationShutdown, OnModuleDestroy } from '@nestjs/common';
import { SIMULATED_MARKETS, SIMULATED_TIMEFRAME } from '@tape/market';
import type { AcceptedBarsRepository } from './accepted-bars.repository.js';
import type { MarketSimulatorFeed } from './market-simulator.feed.js';
import type { TapeWriter } from './tape-writer.js';

/** Starts writing and the demo feed, and ends them: the feed first, the writer's lock last, when all bars are out. */
export class IngestLifecycle implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  readonly #writer: TapeWriter;
  readonly #simulator: MarketSimulatorFeed | null;
  readonly #repository: AcceptedBarsRepository;

  constructor(writer: TapeWriter, simulator: MarketSimulatorFeed | null, repository: AcceptedBarsRepository) {
    this.#writer = writer;
    this.#simulator = simulator;
    this.#repository = repository;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#writer.start();
    if (this.#simulator === null) return;
    await this.#repository.watch(SIMULATED_MARKETS.map(({ symbol }) => ({ symbol, timeframe: SIMULATED_TIMEFRAME })));
    this.#simulator.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#simulator?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#writer.stop();
  }
}
