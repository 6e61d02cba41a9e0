import type { Series, SqlRunner } from '@tape/persistence';

/** How long what is known of the covered series is trusted, wall clock. */
export const COVER_TTL_MS = 500;

/** The series on which strategies work: for those, and only for those, a bar waits for the proposals of the bar before. */
export class StrategyCover {
  readonly #database: SqlRunner;
  readonly #nowMs: () => number;
  #covered: ReadonlySet<string> = new Set();
  #readAtMs = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  /** @param nowMs any clock that only moves forward; it ages what is known and decides nothing. */
  constructor(database: SqlRunner, nowMs: () => number = () => performance.now()) {
    this.#database = database;
    this.#nowMs = nowMs;
  }

  async holds({ symbol, timeframe }: Series): Promise<boolean> {
    if (this.#nowMs() - this.#readAtMs > COVER_TTL_MS) await (this.#reading ??= this.#read());
    return this.#covered.has(`${timeframe} ${symbol}`);
  }

  async #read(): Promise<void> {
    try {
      const rows = await this.#database.query<readonly Series[]>(
        'select symbol, timeframe from strategy_series where covered',
      );
      this.#covered = new Set(rows.map(({ symbol, timeframe }) => `${timeframe} ${symbol}`));
      this.#readAtMs = this.#nowMs();
    } finally {
      this.#reading = undefined;
    }
  }
}
