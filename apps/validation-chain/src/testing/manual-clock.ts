interface Sleeper {
  readonly untilMs: number;
  readonly wake: () => void;
}

/** Time that passes only when nothing else is left to do. */
export class ManualClock {
  #nowMs = 0;
  #sleepers: Sleeper[] = [];

  readonly nowMs = (): number => this.#nowMs;

  readonly sleep = (ms: number): Promise<void> =>
    new Promise((wake) => {
      this.#sleepers.push({ untilMs: this.#nowMs + ms, wake });
    });

  /** Lets time pass, sleeper by sleeper, until the work is done. @throws what the work throws. */
  async drive<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const settled = work.finally(() => {
      done = true;
    });
    settled.catch(() => {});
    for (;;) {
      // Promises that are ready go first.
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#sleepers.toSorted((a, b) => a.untilMs - b.untilMs)[0];
      if (done || next === undefined) return await settled;
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      this.#nowMs = Math.max(this.#nowMs, next.untilMs);
      next.wake();
    }
  }
}
