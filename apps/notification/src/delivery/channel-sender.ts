import { afterAttempt, KNOWS_REPEATS, LONGEST_RETRY_AFTER_MS } from '@tape/notification';
import { describeError, type Logger, type PipelineMetrics, REDACTED, scrubText } from '@tape/observability';
import type { AttemptResult, Channel } from '../channel/channel.js';
import { Bell } from './bell.js';
import type { AttemptRecord, ClaimedNotification, NotificationStore } from './notification-store.repository.js';

export interface SenderOptions {
  /** How long a receiver may take. */
  readonly timeoutMs: number;
  /** How long beyond that an attempt may stay without a word before it counts as interrupted. */
  readonly leaseSlackMs: number;
  /** How often is looked for what is due when nobody rings. */
  readonly pollMs: number;
  readonly onDoubt: 'HOLD' | 'RESEND';
}

export interface SenderParts {
  readonly channel: Channel;
  readonly store: NotificationStore;
  readonly logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  readonly metrics: Pick<PipelineMetrics, 'notifications' | 'notificationLatencyMs'>;
  readonly options: SenderOptions;
}

const FAULT_PAUSE_MS = 1_000;
/** A dead process is rare, and its lease long. */
const JUDGED_EVERY_POLLS = 3;
/** Longest error that is kept. Unit: characters. */
const LONGEST_ERROR = 500;

/**
 * Sends the notifications of one channel. Each channel has workers of its own, so that one whose receiver is dead or
 * slow holds up no other. Of all replicas one worker takes a notification, marks the attempt, sends, and writes down
 * what came of it; who dies in between leaves a marked row, which is judged when its lease is over.
 */
export class ChannelSender {
  readonly #parts: SenderParts;
  readonly #bell = new Bell();
  readonly #impatience = new AbortController();
  #stopping = false;
  #pausedUntilMs = 0;
  #running: Promise<unknown> | undefined;

  constructor(parts: SenderParts) {
    this.#parts = parts;
  }

  start(): void {
    const { channel, options } = this.#parts;
    const workers = Array.from({ length: channel.workers }, () => this.#loop(options.pollMs, () => this.#sendNext()));
    const judge = this.#loop(options.pollMs * JUDGED_EVERY_POLLS, () => this.#judgeInterrupted());
    this.#running ??= Promise.all([...workers, judge]);
  }

  /** There is something new to send. */
  poke(): void {
    this.#bell.ring();
  }

  /** Takes nothing new from here on. */
  drain(): void {
    this.#stopping = true;
    this.#bell.ring();
  }

  /** Waits for attempts under way, and calls them off after `patienceMs`. */
  async stop(patienceMs: number): Promise<void> {
    this.drain();
    const timer = setTimeout(() => this.#impatience.abort(), patienceMs);
    await this.#running;
    clearTimeout(timer);
  }

  /** Calls `work` until told to stop; `work` says whether it found anything to do. */
  async #loop(idleMs: number, work: () => Promise<boolean>): Promise<void> {
    while (!this.#stopping) {
      try {
        if (!(await work())) await this.#bell.sleep(idleMs);
      } catch (error) {
        const fields = { channel: this.#parts.channel.name, error: describeError(error as Error) };
        this.#parts.logger.warn(fields, 'notifications wait: the outbox could not be read or written');
        await this.#bell.sleep(FAULT_PAUSE_MS);
      }
    }
  }

  async #sendNext(): Promise<boolean> {
    const { channel, store, options } = this.#parts;
    const pauseMs = this.#pausedUntilMs - performance.now();
    if (pauseMs > 0) {
      await this.#bell.sleep(Math.min(pauseMs, options.pollMs));
      return true;
    }
    const leaseMs = options.timeoutMs + options.leaseSlackMs;
    const askedAtMs = performance.now();
    const claimed = await store.claim(channel.name, leaseMs);
    if (claimed === null) return false;
    // This process slept through so much of the lease that another may already judge the attempt: it must not begin now.
    if (performance.now() - askedAtMs > options.leaseSlackMs / 2) return true;
    await this.#attempt(claimed);
    return true;
  }

  async #attempt(claimed: ClaimedNotification): Promise<void> {
    const { channel, options } = this.#parts;
    const startedAtMs = performance.now();
    const signal = AbortSignal.any([AbortSignal.timeout(options.timeoutMs), this.#impatience.signal]);
    const message = { id: claimed.id, target: claimed.target, attempt: claimed.attempts, notice: claimed.notice };
    let result: AttemptResult;
    try {
      result = await channel.send(message, signal);
    } catch (error) {
      // A fault of ours: nobody knows how far it came.
      result = { outcome: 'in-doubt', statusCode: null, retryAfterMs: null, error: String(error) };
    }
    if (result.outcome === 'throttled' && channel.oneProvider) this.#pause(result.retryAfterMs ?? 0);
    await this.#settle(claimed, result, performance.now() - startedAtMs, 'by-sender');
  }

  /** A provider that asks for patience asks it of the whole channel. */
  #pause(ms: number): void {
    this.#pausedUntilMs = performance.now() + Math.min(ms, LONGEST_RETRY_AFTER_MS);
  }

  /** Attempts whose process died between the mark and the word: sent or not, nobody can tell. */
  async #judgeInterrupted(): Promise<boolean> {
    const { channel, store } = this.#parts;
    const result: AttemptResult = {
      outcome: 'in-doubt',
      statusCode: null,
      retryAfterMs: null,
      error: 'the process ended during the attempt: it may have been sent',
    };
    for (const claimed of await store.interrupted(channel.name)) {
      await this.#settle(claimed, result, null, 'by-silence');
    }
    return false;
  }

  async #settle(
    claimed: ClaimedNotification,
    result: AttemptResult,
    latencyMs: number | null,
    said: 'by-sender' | 'by-silence',
  ): Promise<void> {
    const { channel, options } = this.#parts;
    const mayRepeat = KNOWS_REPEATS[channel.name] || options.onDoubt === 'RESEND';
    const { outcome, retryAfterMs, statusCode } = result;
    const next = afterAttempt({ ...claimed, outcome, retryAfterMs }, { mayRepeat, random: Math.random() });
    const error = this.#safe(result.error);
    await this.#write(claimed, { outcome, statusCode, error, latencyMs, next }, said);
  }

  /** Tries until it is written down or the process goes: what was sent must not be forgotten because Postgres was away. */
  async #write(claimed: ClaimedNotification, attempt: AttemptRecord, said: 'by-sender' | 'by-silence'): Promise<void> {
    for (;;) {
      try {
        const state = await this.#parts.store.record(claimed, attempt, said);
        if (state !== null) this.#tell(claimed, attempt, state);
        return;
      } catch (error) {
        if (this.#stopping) throw error;
        const fields = { notification: claimed.id, error: describeError(error as Error) };
        this.#parts.logger.warn(fields, 'an attempt could not be written down; trying again');
        await this.#bell.sleep(FAULT_PAUSE_MS);
      }
    }
  }

  #tell(claimed: ClaimedNotification, { error, latencyMs }: AttemptRecord, state: string): void {
    const { channel, logger, metrics } = this.#parts;
    const { id, notice, attempts, ageMs } = claimed;
    metrics.notifications.inc({ channel: channel.name, state });
    if (state === 'SENT') metrics.notificationLatencyMs.observe({ channel: channel.name }, ageMs + (latencyMs ?? 0));
    const fields = { notification: id, channel: channel.name, kind: notice.kind, attempts, reason: error };
    if (state === 'DEAD') logger.error(fields, 'a notification was given up');
    else if (state === 'UNKNOWN') logger.error(fields, 'nobody can tell whether a notification arrived: it is held');
    else if (state === 'FAILED') logger.warn(fields, 'a notification was not taken and is tried again');
  }

  /** An answer may repeat what it was sent. */
  #safe(error: string | null): string | null {
    if (error === null) return null;
    const safe = this.#parts.channel.secrets.reduce((text, secret) => text.replaceAll(secret, REDACTED), error);
    return scrubText(safe).slice(0, LONGEST_ERROR);
  }
}
