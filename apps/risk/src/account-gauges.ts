import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { metrics } from '@tape/observability';
import type { DataSource } from 'typeorm';

const EVERY_MS = 5_000;
const STATE_VALUE = { ACTIVE: 0, REDUCING: 1, HALTED: 2 } as const;

interface AccountRow {
  readonly equity: string;
  readonly peak: string;
  readonly state: keyof typeof STATE_VALUE;
  readonly positions: number;
  readonly risk: string;
}

/** Shows the account to the operators' metrics, read from the tables so that every replica shows the same. */
export class AccountGauges implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #database: DataSource;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: DataSource) {
    this.#database = database;
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
    const rows: AccountRow[] = await this.#database.query(
      `select f.equity, f.peak_equity as peak, f.trading_state as state,
              (select count(*)::int from positions where closed_at is null) as positions,
              coalesce((select sum(risk_amount) from reservations where status = 'HELD'), 0)
              + coalesce((select sum(initial_risk) from positions where closed_at is null), 0) as risk
       from portfolios f`,
    );
    const account = rows[0];
    if (account === undefined) return;
    const equity = Number(account.equity);
    metrics.portfolioEquity.set(equity);
    metrics.portfolioDrawdown.set(Math.max(0, 1 - equity / Number(account.peak)));
    metrics.portfolioHeat.set(equity > 0 ? Number(account.risk) / equity : 0);
    metrics.openPositions.set(account.positions);
    metrics.tradingState.set(STATE_VALUE[account.state]);
  }
}
