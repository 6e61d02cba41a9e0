import type { Logger } from '@nestjs/common';
import type { OrderDesk } from './order-desk.js';
import type { Reconciliation } from './reconciliation.js';

export interface DeskRoundsParts {
  readonly desk: OrderDesk;
  readonly reconciliation: Reconciliation;
  readonly roundEveryMs: number;
  readonly reconcileEveryMs: number;
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly logger: Logger;
}

/** Goes round all open orders, and compares the books with the broker now and then; first of all at the start. */
export class DeskRounds {
  readonly #parts: DeskRoundsParts;
  #running: Promise<void> | undefined;
  #stopping = false;
  /** Two comparisons follow the start closely, because a difference counts only when it is seen twice. */
  #comparisons = 0;
  #comparedAtMs = 0;

  constructor(parts: DeskRoundsParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Ends after the round under way; what is at the broker is protected there. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    const { desk, logger, roundEveryMs, sleep } = this.#parts;
    while (!this.#stopping) {
      try {
        await desk.round();
        await this.#compare();
      } catch (error) {
        logger.error(`a round over the open orders failed and is repeated: ${(error as Error).message}`);
      }
      if (!this.#stopping) await sleep(roundEveryMs);
    }
  }

  async #compare(): Promise<void> {
    const { reconciliation, reconcileEveryMs, nowMs } = this.#parts;
    const isDue = this.#comparisons < 2 || nowMs() - this.#comparedAtMs >= reconcileEveryMs;
    if (!isDue) return;
    if (!(await reconciliation.compare())) return;
    this.#comparisons += 1;
    this.#comparedAtMs = nowMs();
  }
}
