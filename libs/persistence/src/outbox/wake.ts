/** A bell: rung while nobody listens, it is heard by the next listener. */
export class Wake {
  #up = false;
  #listener: (() => void) | undefined;

  up(): void {
    this.#up = true;
    this.#listener?.();
  }

  /** Resolves when it is rung, or after `ms`. */
  async next(ms: number): Promise<void> {
    await this.#wait(ms, () => this.#up);
    this.#up = false;
  }

  /** Resolves after `ms`, however often it is rung, or as soon as it is rung and `enough` holds. Ringing is kept. */
  async sleepThrough(ms: number, enough: () => boolean): Promise<void> {
    await this.#wait(ms, enough);
  }

  #wait(ms: number, enough: () => boolean): Promise<void> {
    if (enough()) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#listener = undefined;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#listener = () => {
        if (enough()) done();
      };
    });
  }
}
