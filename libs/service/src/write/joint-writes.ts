import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';

interface Waiting<Part, Result> {
  readonly part: Part;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Writes of several lanes as one: what comes while a write is under way, or within a pause after the last one began, goes
 * into the next. A commit costs the same for one row and for hundreds. When a joint write fails, each part is tried
 * alone, so that nobody fails for what another brought.
 */
export class JointWrites<Part, Result> {
  readonly #write: (parts: readonly Part[]) => Promise<readonly Result[]>;
  readonly #pauseMs: number;
  #waiting: Waiting<Part, Result>[] = [];
  #working = false;
  #beganAt = Number.NEGATIVE_INFINITY;

  /**
   * @param write all of it or none, one result a part.
   * @param pauseMs least time between the beginnings of two writes; a write after a longer quiet goes at once.
   */
  constructor(write: (parts: readonly Part[]) => Promise<readonly Result[]>, pauseMs = 0) {
    this.#write = write;
    this.#pauseMs = pauseMs;
  }

  /** Resolves when the part is written. @throws what it fails of on its own. */
  add(part: Part): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ part, resolve, reject });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const restMs = this.#beganAt + this.#pauseMs - performance.now();
      await (restMs > 0 ? pause(restMs) : nextTurn());
      this.#beganAt = performance.now();
      const together = this.#waiting;
      this.#waiting = [];
      await this.#settle(together);
    }
    this.#working = false;
  }

  async #settle(together: readonly Waiting<Part, Result>[]): Promise<void> {
    try {
      const results = await this.#write(together.map(({ part }) => part));
      for (const [index, { resolve }] of together.entries()) resolve(results[index]!);
    } catch (error) {
      if (together.length === 1) together[0]!.reject(error);
      else await Promise.all(together.map((one) => this.#settle([one])));
    }
  }
}
