import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { metrics } from '@tape/observability';
import { exposuresOf, totalRisk } from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import type { RiskStateRepository } from './risk-state.repository.js';
import { type TradeBook, exposureOf } from './trade-book.repository.js';

const EVERY_MS = 5_000;
const STATE_VALUE = { ACTIVE: 0, REDUCING: 1, HALTED: 2 } as const;

/** Shows the account to the operators' metrics, read from the tables so that every replica shows the same. */
export class AccountGauges implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #database: DataSource;
  readonly #states: RiskStateRepository;
  readonly #book: TradeBook;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: DataSource, states: RiskStateRepository, book: TradeBook) {
    this.#database = database;
    this.#states = states;
    this.#book = book;
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.#show();
    this.#timer = setInterval(() => {
      // A gauge that cannot be read keeps its value; readiness says that Postgres is away.
      this.#show().catch(() => undefined);
    }, EVERY_MS);
    this.#timer.unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#timer);
  }

  async #show(): Promise<void> {
    const { portfolio, reservations } = (await this.#states.read(this.#database)).state;
    const positions = await this.#book.openPositions(this.#database);
    const equity = Number(portfolio.equity);
    // The heat that the next candidate is judged on, not another sum.
    const heat = totalRisk(
      exposuresOf({
        openPositions: positions.map(exposureOf),
        heldReservations: reservations.map(({ id, riskAmount }) => ({ reservationId: id, riskAmount })),
      }),
    );
    metrics.portfolioEquity.set(equity);
    metrics.portfolioDrawdown.set(Math.max(0, 1 - equity / Number(portfolio.peakEquity)));
    metrics.portfolioHeat.set(equity > 0 ? heat.toNumber() / equity : 0);
    metrics.openPositions.set(positions.length);
    metrics.tradingState.set(STATE_VALUE[portfolio.tradingState]);
  }
}
