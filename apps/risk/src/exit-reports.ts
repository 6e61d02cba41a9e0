import type { OnApplicationBootstrap } from '@nestjs/common';
import { type Logger, describeError } from '@tape/observability';
import { exitReport } from '@tape/risk-rules';
import type { DataSource } from 'typeorm';
import type { ExitReportsRepository } from './exit-reports.repository.js';

/** Reports every emergency exit once all it closes is closed. */
export class ExitReports implements OnApplicationBootstrap {
  readonly #database: DataSource;
  readonly #exits: ExitReportsRepository;
  readonly #logger: Logger;

  constructor(parts: { database: DataSource; exits: ExitReportsRepository; logger: Logger }) {
    this.#database = parts.database;
    this.#exits = parts.exits;
    this.#logger = parts.logger;
  }

  /** What was closed while this service was away has no event left to hear. */
  async onApplicationBootstrap(): Promise<void> {
    await this.settle(null);
  }

  /**
   * Writes the reports that can be written. Harmless when repeated, and by two replicas: the same rows make the same report.
   * @param campaignIds whose positions have closed; null looks at every exit.
   */
  async settle(campaignIds: readonly string[] | null): Promise<void> {
    for (const exit of await this.#exits.unreported(this.#database, campaignIds)) {
      const report = exitReport(await this.#exits.factsOf(this.#database, exit));
      if (report === null) continue;
      await this.#exits.save(this.#database, report);
      const { positionsClosed, realisedPnl } = report;
      this.#logger.info({ exit: exit.id, positionsClosed, realisedPnl }, 'emergency exit reported');
    }
  }

  /** {@link settle} that holds up nobody: an exit goes out before anything is written about it. */
  settleBehind(campaignIds: readonly string[]): void {
    this.settle(campaignIds).catch((error: unknown) => {
      this.#logger.warn(
        { error: describeError(error as Error) },
        'the report of an exit waits for its positions or a restart',
      );
    });
  }
}
