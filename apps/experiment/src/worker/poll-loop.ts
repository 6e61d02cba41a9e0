import { describeError, type Logger } from '@tape/observability';

export interface PollOptions {
  /** What is looked for, for messages to a person. */
  readonly what: string;
  /** How often is looked when nobody pokes. */
  readonly pollMs: number;
  /** First wait after a failure; it doubles from there. */
  readonly backoffMs: number;
}

const LONGEST_BACKOFF_MS = 60_000;

/**
 * Does work until told to stop: at once while there is some, then at every poll or poke, and after failures with growing waits.
 * Passes never overlap: who asks for one while one is under way gets that one.
 */
export abstract class PollLoop {
  readonly #options: PollOptions;
  readonly #logger: Pick<Logger, 'warn'>;
  #underWay: Promise<number> | undefined;
  #running: Promise<void> | undefined;
  #stopping = false;
  #poked = false;
  #wake: (() => void) | undefined;

  protected constructor(options: PollOptions, logger: Pick<Logger, 'warn'>) {
    this.#options = options;
    this.#logger = logger;
  }

  /** Takes what there is, up to a batch. @returns how much that was. */
  protected abstract work(): Promise<number>;

  /** One pass. @returns how much it did. */
  pass(): Promise<number> {
    this.#underWay ??= this.work().finally(() => (this.#underWay = undefined));
    return this.#underWay;
  }

  start(): void {
    this.#running ??= this.#loop();
  }

  /** There may be something new. */
  poke(): void {
    this.#poked = true;
    this.#wake?.();
  }

  /** Takes nothing new from here on. */
  drain(): void {
    this.#stopping = true;
    this.#wake?.();
  }

  async stop(): Promise<void> {
    this.drain();
    await this.#running;
  }

  async #loop(): Promise<void> {
    const { what, pollMs, backoffMs } = this.#options;
    for (let failures = 0; !this.#stopping;) {
      try {
        this.#poked = false;
        const done = await this.pass();
        failures = 0;
        if (done === 0 && !this.#poked) await this.#sleep(pollMs);
      } catch (error) {
        const waitMs = Math.min(LONGEST_BACKOFF_MS, backoffMs * 2 ** failures);
        failures += 1;
        this.#logger.warn(
          { what, failures, waitMs, error: describeError(error as Error) },
          'a worker failed and waits',
        );
        await this.#sleep(waitMs);
      }
    }
  }

  #sleep(ms: number): Promise<void> {
    if (this.#stopping) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(wake, ms);
      this.#wake = wake;
    });
  }
}
