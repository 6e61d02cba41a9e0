import { type OutgoingEvent, type Verdict } from '@tape/contracts';
import type { Outbox } from '@tape/persistence';
import type { DataSource } from 'typeorm';

/** Keeps each verdict with the event that tells of it. */
export class VerdictStore {
  readonly #database: DataSource;
  readonly #outbox: Outbox;

  constructor(database: DataSource, outbox: Outbox) {
    this.#database = database;
    this.#outbox = outbox;
  }

  /** The verdict a pattern was given before, if any: a pattern is judged once. */
  async given(patternId: string): Promise<Verdict | undefined> {
    const [row] = await this.#database.query<{ content: Verdict }[]>(
      'select content from validation_results where pattern_id = $1',
      [patternId],
    );
    return row?.content;
  }

  /** Stores a verdict and its event in one transaction. A second store of the same pattern changes nothing. */
  async keep(verdict: Verdict, event: OutgoingEvent): Promise<void> {
    const { pattern, chain } = verdict;
    const failed = chain.stages.find((stage) => stage.status === 'FAIL');
    await this.#database.transaction(async (manager) => {
      const rows = await manager.query<unknown[]>(
        `insert into validation_results (pattern_id, symbol, timeframe, known_at, overall, failed_stage, content)
         values ($1, $2, $3, $4, $5, $6, $7::jsonb) on conflict (pattern_id) do nothing returning pattern_id`,
        [
          pattern.id,
          pattern.symbol,
          pattern.timeframe,
          new Date(pattern.knownAtMs),
          chain.overall,
          failed?.stage ?? null,
          JSON.stringify(verdict),
        ],
      );
      if (rows.length > 0) await this.#outbox.append(manager, [event]);
    });
    this.#outbox.poke();
  }
}
