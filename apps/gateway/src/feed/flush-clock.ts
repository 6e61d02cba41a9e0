/** How long messages may be gathered for one write. Unit: milliseconds. */
const GATHER_MS = 20;

/**
 * When gathered messages are written: at the end of the present turn where it has been quiet, and no more often than every
 * {@link GATHER_MS} where it has not. A write costs the same for one message as for ten, and there is one for every client.
 */
export class FlushClock {
  readonly #flush: () => void;
  #flushedAt = Number.NEGATIVE_INFINITY;
  #isDue = false;

  constructor(flush: () => void) {
    this.#flush = flush;
  }

  /** Something was gathered. */
  wake(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const waitMs = this.#flushedAt + GATHER_MS - performance.now();
    if (waitMs <= 0) setImmediate(() => this.#strike());
    else setTimeout(() => this.#strike(), waitMs);
  }

  #strike(): void {
    this.#isDue = false;
    this.#flushedAt = performance.now();
    this.#flush();
  }
}
