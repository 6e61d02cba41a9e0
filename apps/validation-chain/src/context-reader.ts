import type { PatternDetected } from '@tape/contracts';
import type { Instrument } from '@tape/market';
import type { Logger } from '@tape/observability';
import { NO_CALENDAR, type ContextPart, type EventCalendar } from '@tape/validation';
import { Stopping, unlessStopping } from './stopping.js';

/** Where the parts of the context come from. Each may be slow, fail, or never answer. */
export interface ContextSources {
  readonly instrument: (pattern: PatternDetected) => Promise<Instrument>;
  readonly calendar: (pattern: PatternDetected) => Promise<EventCalendar>;
  /** Null when the candidate's campaign is open or does not exist. */
  readonly campaignBlockedUntilMs: (pattern: PatternDetected) => Promise<number | null>;
}

/** Wall clock of the reader. */
export interface ReaderClock {
  readonly nowMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

interface Answer<T> {
  readonly value: T;
  readonly missing: readonly ContextPart[];
}

const TOO_SLOW = 'too-slow';
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;

/**
 * Gathers what a candidate does not carry with it. Every look-up has a time, is tried again while patience lasts, and is
 * given up by name: the stage that needs it refuses. A calendar is the exception the rules themselves make: where none
 * can be read, nobody knows what is scheduled, which is a WARN.
 */
export class ContextReader {
  readonly #sources: ContextSources;
  readonly #timeoutMs: number;
  readonly #clock: ReaderClock;
  readonly #stopping: AbortSignal;
  readonly #logger: Pick<Logger, 'warn'>;

  constructor(parts: {
    sources: ContextSources;
    /** Longest a single look-up may take, milliseconds. */
    timeoutMs: number;
    clock: ReaderClock;
    stopping: AbortSignal;
    logger: Pick<Logger, 'warn'>;
  }) {
    this.#sources = parts.sources;
    this.#timeoutMs = parts.timeoutMs;
    this.#clock = parts.clock;
    this.#stopping = parts.stopping;
    this.#logger = parts.logger;
  }

  /** @param patienceMs how long it may be asked for again. @throws Stopping */
  async instrument(pattern: PatternDetected, patienceMs: number): Promise<Answer<Instrument | null>> {
    const value = await this.#ask('instrument', pattern, patienceMs, this.#sources.instrument);
    return value === undefined ? { value: null, missing: ['instrument'] } : { value, missing: [] };
  }

  /** @param patienceMs how long it may be asked for again. @throws Stopping */
  async campaignBlockedUntilMs(pattern: PatternDetected, patienceMs: number): Promise<Answer<number | null>> {
    const value = await this.#ask('campaign', pattern, patienceMs, this.#sources.campaignBlockedUntilMs);
    return value === undefined ? { value: null, missing: ['campaign'] } : { value, missing: [] };
  }

  /** @param patienceMs how long it may be asked for again. @throws Stopping */
  async calendar(pattern: PatternDetected, patienceMs: number): Promise<EventCalendar> {
    return (await this.#ask('calendar', pattern, patienceMs, this.#sources.calendar)) ?? NO_CALENDAR;
  }

  async #ask<T>(
    what: string,
    pattern: PatternDetected,
    patienceMs: number,
    source: (pattern: PatternDetected) => Promise<T>,
  ): Promise<T | undefined> {
    const giveUpAtMs = this.#clock.nowMs() + patienceMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      let problem: string;
      try {
        const answer = await unlessStopping(this.#stopping, this.#inTime(source(pattern)));
        if (answer !== TOO_SLOW) return answer.value;
        problem = `no answer in ${this.#timeoutMs} ms`;
      } catch (error) {
        if (error instanceof Stopping) throw error;
        problem = error instanceof Error ? error.message : String(error);
      }
      if (this.#clock.nowMs() >= giveUpAtMs) {
        this.#logger.warn(
          { pattern: pattern.id, what, problem },
          'context is missing: the stage that needs it refuses',
        );
        return undefined;
      }
      await unlessStopping(this.#stopping, this.#clock.sleep(pauseMs));
    }
  }

  async #inTime<T>(work: Promise<T>): Promise<{ readonly value: T } | typeof TOO_SLOW> {
    const tooSlow = this.#clock.sleep(this.#timeoutMs).then((): typeof TOO_SLOW => TOO_SLOW);
    return await Promise.race([work.then((value) => ({ value })), tooSlow]);
  }
}
