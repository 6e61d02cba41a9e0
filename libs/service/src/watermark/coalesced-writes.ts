/**
 * Gathers small writes that come while a write is under way and sends them as one. Many lanes that each advance one row
 * cost one statement and one commit under load, and wait for nothing when idle.
 */
export class CoalescedWrites<Row> {
  readonly #write: (rows: readonly Row[]) => Promise<void>;
  readonly #gatherMs: number;
  #waiting: { rows: Row[]; done: Promise<void> } | undefined;
  #running: Promise<void> = Promise.resolve();

  /** @param gatherMs how long a write waits for company; for writes that nobody waits for. */
  constructor(write: (rows: readonly Row[]) => Promise<void>, gatherMs = 0) {
    this.#write = write;
    this.#gatherMs = gatherMs;
  }

  /** Resolves when these rows are written; rejects, for all that were gathered with them, when the write failed. */
  add(rows: readonly Row[]): Promise<void> {
    if (this.#waiting !== undefined) {
      this.#waiting.rows.push(...rows);
      return this.#waiting.done;
    }
    const gathered: Row[] = [...rows];
    const done = this.#running
      .catch(() => undefined)
      .then(() => (this.#gatherMs === 0 ? undefined : pause(this.#gatherMs)))
      .then(() => {
        this.#waiting = undefined;
        return this.#write(gathered);
      });
    this.#waiting = { rows: gathered, done };
    this.#running = done;
    return done;
  }

  /** Resolves when nothing is being written or waits, whether it could be written or not. */
  async settled(): Promise<void> {
    while (this.#waiting !== undefined) await this.#waiting.done.catch(() => undefined);
    await this.#running.catch(() => undefined);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
