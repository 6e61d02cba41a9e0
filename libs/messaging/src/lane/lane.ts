import { Logger } from '@nestjs/common';
import { ContractViolation } from '@tape/contracts';
import type { Delivery } from '../handler/delivery.js';
import type { ResolvedEventsOptions } from '../handler/handler-declaration.js';
import { retryFrom, type BatchOutcome, type RetryNext } from '../handler/outcome.js';
import type { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { pause, retryDelayMs } from '../retry-backoff.js';
import type { Settlement } from '../settlement.js';
import type { DeadLetters } from './dead-letters.js';
import type { DeliveryParser } from './delivery-parser.js';
import type { LaneMessage } from './lane-message.js';
import type { LaneOwner, LaneReader } from './lane-reader.js';
import { isTransient } from './transient-error.js';

export type BatchHandler = (batch: readonly Delivery[]) => Promise<BatchOutcome>;

export interface LaneParts {
  readonly name: string;
  readonly stream: string;
  readonly options: ResolvedEventsOptions;
  readonly ackWaitMs: number;
  readonly handler: BatchHandler;
  readonly parser: DeliveryParser;
  readonly settlement: Settlement;
  readonly deadLetters: DeadLetters;
  readonly metrics: MessagingMetrics;
}

/** A message sent this often alone and never settled ends the process that handles it, whatever `maxAttempts` says. */
const LEAST_DEADLY_DELIVERIES = 3;
/** Wait before a handler that finished nothing and said nothing is called again. */
const NO_PROGRESS_DELAY_MS = 100;
const NO_PROGRESS: RetryNext = { kind: 'retry', reason: 'no progress', delayMs: NO_PROGRESS_DELAY_MS };

/** `counted`: whether a retry counts against the message. */
type Verdict = BatchOutcome & { readonly counted: boolean };

/**
 * One partition of one handler: takes messages in order, one batch at a time, and settles the head of the line before
 * anything behind it. What is finished, retried, discarded or given up is decided here; answers go through Settlement.
 */
export class Lane implements LaneOwner {
  readonly name: string;
  readonly #log = new Logger(Lane.name);
  readonly #parts: LaneParts;
  readonly #stopping = new AbortController();
  #reader!: LaneReader;
  /** Taken and not finished, oldest first. */
  #held: LaneMessage[] = [];
  /** Up to here messages are handled one by one, because a batch with one of them failed as a whole. */
  #singlyThrough = 0;
  /** Calls in a row that failed because something outside was away. */
  #outages = 0;
  #wake: () => void = () => {};
  #running: Promise<void> | undefined;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.name = parts.name;
  }

  start(reader: LaneReader): void {
    this.#reader = reader;
    reader.start();
    this.#running = this.#run();
  }

  /** Finishes the running batch, leaves the rest to whoever comes next. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await this.#running;
    await this.#reader.stop();
  }

  takenThrough(): number {
    return this.#held.at(-1)?.sequence ?? this.#parts.settlement.through;
  }
  wake(): void {
    this.#wake();
  }

  /** Called now and then: keeps the lane's messages from being sent again while they wait for a long handler. */
  tick(now: number): void {
    this.#reader.watch(now);
    const unsettled = this.#held.length + this.#reader.waiting.length;
    if (unsettled === 0) return;
    // Work that waited for the server to be heard again.
    this.#wake();
    for (const message of this.#held) this.#keepAlive(message, now);
    for (const message of this.#reader.waiting) this.#keepAlive(message, now);
  }

  /** The server waits for each message on its own; one that has just come needs no sign. */
  #keepAlive(message: LaneMessage, now: number): void {
    if (now - message.heardOfAt < this.#parts.ackWaitMs / 3) return;
    message.heardOfAt = now;
    this.#parts.settlement.keepAlive(message.sequence);
  }

  reconnected(): void {
    this.#reader.reconnected();
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      if (this.#reader.standby) this.#held = [];
      if (!this.#fill()) {
        await this.#somethingNew();
        continue;
      }
      try {
        await this.#step();
      } catch (error) {
        // Not the handler's: a dead letter that could not be kept, for example. The head stays where it is.
        this.#log.error(`lane ${this.name}: ${(error as Error).message}`);
        await pause(NO_PROGRESS_DELAY_MS, this.#stopping.signal);
      }
    }
  }

  /** Takes what is there, up to a batch. False when there is nothing this process may work on. */
  #fill(): boolean {
    if (!this.#reader.mayWork(performance.now())) return false;
    // Another replica may have finished some of it meanwhile.
    while (this.#held[0] !== undefined && this.#held[0].sequence <= this.#parts.settlement.through) this.#held.shift();
    if (this.#held.length < this.#parts.options.maxBatch) {
      this.#held.push(...this.#reader.take(this.#parts.options.maxBatch - this.#held.length));
    }
    return this.#held.length > 0;
  }

  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = () => {
        this.#wake = () => {};
        resolve();
      };
      const arrived = this.#reader.waiting.length > 0 && this.#reader.mayWork(performance.now());
      if (this.#stopping.signal.aborted || arrived) this.#wake();
    });
  }

  async #step(): Promise<void> {
    const head = this.#held[0]!;
    const { maxAttempts } = this.#parts.options;
    if (head.suspect && head.address.deliveries > Math.max(maxAttempts, LEAST_DEADLY_DELIVERIES)) {
      return await this.#giveUp(head, `ended the process ${head.address.deliveries - 1} times`);
    }
    const singly = head.suspect || head.sequence <= this.#singlyThrough;
    const batch: Delivery[] = [];
    for (const message of singly ? [head] : this.#held) {
      try {
        batch.push(this.#parts.parser.parse(message));
      } catch (error) {
        if (batch.length > 0) break;
        if (!(error instanceof ContractViolation)) throw error;
        return await this.#giveUp(head, error.message);
      }
    }
    await this.#settle(batch, await this.#call(batch));
  }

  async #call(batch: readonly Delivery[]): Promise<Verdict> {
    const startedAt = performance.now();
    try {
      return { ...(await this.#parts.handler(batch)), counted: true };
    } catch (error) {
      return this.#verdictOn(error, batch);
    } finally {
      this.#parts.metrics.batchTook(this.#parts.options.durable, performance.now() - startedAt);
    }
  }

  #verdictOn(error: unknown, batch: readonly Delivery[]): Verdict {
    const reason = error instanceof Error ? error.message : String(error);
    const head = this.#held[0]!;
    this.#log.error(`lane ${this.name}: ${reason} (message ${head.sequence} and ${batch.length - 1} behind it)`);
    if (isTransient(error)) {
      this.#outages += 1;
      return { ...retryFrom(0, reason, retryDelayMs(this.#outages)), counted: false };
    }
    if (batch.length > 1) {
      // Whose fault it is shows one by one.
      this.#singlyThrough = this.#held[batch.length - 1]!.sequence;
      return { ...retryFrom(0, reason, NO_PROGRESS_DELAY_MS), counted: false };
    }
    return { ...retryFrom(0, reason, retryDelayMs(head.failures + 2)), counted: true };
  }

  async #settle(batch: readonly Delivery[], verdict: Verdict): Promise<void> {
    const { metrics, options } = this.#parts;
    const done = Math.min(Math.max(verdict.done, 0), batch.length);
    if (done > 0) {
      this.#outages = 0;
      metrics.handled(options.durable, 'done', done);
      await this.#finish(done);
    }
    const head = this.#held[0];
    if (done === batch.length || head === undefined) return;
    const next = verdict.next ?? (done === 0 ? NO_PROGRESS : undefined);
    if (next === undefined) return;
    if (next.kind === 'discard') {
      metrics.handled(options.durable, 'discarded', 1);
      return await this.#giveUp(head, next.reason);
    }
    metrics.handled(options.durable, 'retried', 1);
    if (verdict.counted) head.failures += 1;
    if (head.attempt > options.maxAttempts) return await this.#giveUp(head, next.reason);
    await pause(next.delayMs, this.#stopping.signal);
  }

  async #giveUp(message: LaneMessage, reason: string): Promise<void> {
    const { deadLetters, stream, options, metrics } = this.#parts;
    await deadLetters.keep(stream, options.durable, message, reason);
    this.#log.error(`${options.durable}: message ${message.sequence} (${message.subject}) is a dead letter: ${reason}`);
    metrics.deadLettered(options.durable);
    await this.#finish(1);
  }

  /** Settles the first `count` held messages. */
  async #finish(count: number): Promise<void> {
    const finished = this.#held.splice(0, count);
    const last = finished.at(-1)!;
    const { settlement, metrics, options } = this.#parts;
    if (last.suspect) {
      // The next message may end the process: what is finished must be known before it is touched.
      await settlement
        .confirmThrough(last.sequence, last.address.deliverySequence)
        .catch(() => settlement.commitThrough(last.sequence, last.address.deliverySequence));
      this.#reader.suspectSettled(last.address.deliveries);
    } else settlement.commitThrough(last.sequence, last.address.deliverySequence);
    metrics.lag(options.durable, this.name, last.address.pending + this.#held.length);
  }
}
