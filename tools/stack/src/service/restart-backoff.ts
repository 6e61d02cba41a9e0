const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** A service that ran this long is healthy again: its next crash starts from the first delay. */
const FORGIVEN_AFTER_MS = 60_000;

/** How long to wait before a crashed service is started again: doubles with each crash in quick succession. */
export class RestartBackoff {
  #crashes = 0;

  /** @param ranForMs how long the service ran before this crash */
  nextDelayMs(ranForMs: number): number {
    if (ranForMs >= FORGIVEN_AFTER_MS) this.#crashes = 0;
    const delay = Math.min(FIRST_DELAY_MS * 2 ** this.#crashes, LONGEST_DELAY_MS);
    this.#crashes += 1;
    return delay;
  }
}
