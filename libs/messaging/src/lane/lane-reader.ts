import { Logger } from '@nestjs/common';
import type { NatsConnection } from '@nats-io/transport-node';
import type { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { pause, retryDelayMs } from '../retry-backoff.js';
import type { Settlement } from '../settlement.js';
import type { LaneConsumer, LaneState } from './lane-consumer.js';
import { LaneEpoch, type EpochEnd } from './lane-epoch.js';
import type { LaneMessage } from './lane-message.js';

/** What the reader must know of the lane it reads for. */
export interface LaneOwner {
  /** Sequence of the last message the lane has taken, running or finished: reading resumes behind it. */
  takenThrough(): number;
  wake(): void;
}

/** Two missed heartbeats and some slack. */
const SILENCE_SLACK_MS = 500;
/** A reopening that repeats for these reasons is ordinary and not worth a line in the log. */
const QUIET_REASONS: ReadonlySet<EpochEnd> = new Set(['standby-check', 'suspect-settled', 'stopped']);

/**
 * Keeps one lane's messages coming, in order, through crashes and restarts of either side. Reading happens in epochs;
 * at the start of each, everything that was sent and not settled behind the lane's position is asked for again first.
 */
export class LaneReader {
  readonly #log = new Logger(LaneReader.name);
  readonly #nats: NatsConnection;
  readonly #consumer: LaneConsumer;
  readonly #settlement: Settlement;
  readonly #metrics: MessagingMetrics;
  readonly #owner: LaneOwner;
  readonly #stopping = new AbortController();
  #buffer: LaneMessage[] = [];
  #epoch: LaneEpoch | undefined;
  #pin: string | null = null;
  /** False until what an earlier holder of this lane left unsettled is known not to be deadly. */
  #trusted = false;
  #opened = false;
  #running: Promise<void> | undefined;

  constructor(
    nats: NatsConnection,
    consumer: LaneConsumer,
    settlement: Settlement,
    metrics: MessagingMetrics,
    owner: LaneOwner,
  ) {
    this.#nats = nats;
    this.#consumer = consumer;
    this.#settlement = settlement;
    this.#metrics = metrics;
    this.#owner = owner;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#epoch?.end('stopped');
    await this.#running;
  }

  get waiting(): readonly LaneMessage[] {
    return this.#buffer;
  }

  /** Takes up to `max` messages from the head. */
  take(max: number): LaneMessage[] {
    return this.#buffer.splice(0, max);
  }

  /** Whether this process may work on the lane now: it reads, holds the pin, and heard the server lately. */
  mayWork(now: number): boolean {
    return this.#epoch !== undefined && !this.#epoch.standby && this.#epoch.silenceMs(now) < this.#silenceLimitMs;
  }

  /** Whether another replica holds the lane. */
  get standby(): boolean {
    return this.#epoch?.standby === true;
  }

  /** Ends an epoch that went silent. */
  watch(now: number): void {
    if (this.#epoch !== undefined && this.#epoch.silenceMs(now) > this.#silenceLimitMs) this.#epoch.end('silence');
  }

  reconnected(): void {
    this.#epoch?.end('reconnect');
  }

  /** The message that was read alone has been settled. `deliveries`: how often it was sent in all. */
  suspectSettled(deliveries: number): void {
    // Sent twice means one unclean end, which happens to any message. More often: go on one by one.
    if (deliveries <= 2) this.#trusted = true;
    this.#epoch?.end('suspect-settled');
  }

  get #silenceLimitMs(): number {
    return this.#consumer.definition.timing.heartbeatMs * 2 + SILENCE_SLACK_MS;
  }

  async #run(): Promise<void> {
    for (let failures = 0; !this.#stopping.signal.aborted;) {
      try {
        const reason = await this.#readEpoch();
        failures = 0;
        if (!QUIET_REASONS.has(reason)) this.#reopening(reason);
      } catch (error) {
        failures += 1;
        this.#reopening((error as Error).message);
        await pause(Math.min(1_000, retryDelayMs(failures)), this.#stopping.signal);
      }
    }
  }

  #reopening(reason: string): void {
    this.#metrics.laneReopened(this.#consumer.definition.name);
    this.#log.warn(`lane ${this.#consumer.definition.name} is read anew: ${reason}`);
  }

  async #readEpoch(): Promise<EpochEnd> {
    this.#settlement.suspend();
    if (this.#opened) await this.#settlement.workedOff();
    const state = await this.#consumer.state(this.#settlement.through);
    this.#opened = true;
    if (state.pinnedTo !== this.#pin) this.#pin = null;
    const standby = state.pinnedTo !== null && this.#pin === null;
    if (standby) this.#trusted = false;
    if (standby) this.#settlement.watch(state.ackFloor.stream);
    else this.#settlement.resume(state.ackFloor, state.deliveredThrough);
    const after = Math.max(this.#owner.takenThrough(), this.#settlement.through);
    const asked = standby ? [] : await this.#askAgain(state, after);
    if (asked.length === 0 && !standby) this.#trusted = true;
    return await new Promise<EpochEnd>((resolve) => {
      if (this.#stopping.signal.aborted) return resolve('stopped');
      this.#epoch = new LaneEpoch(
        this.#nats,
        this.#consumer.definition,
        {
          after,
          expected: asked,
          deliverySequence: state.deliverySequence,
          standby,
          single: !this.#trusted && !standby,
          pin: this.#pin,
        },
        {
          received: (message) => {
            this.#buffer.push(message);
            this.#owner.wake();
          },
          repeated: (sequence, deliverySequence) => {
            if (sequence <= this.#settlement.through) this.#settlement.commitThrough(sequence, deliverySequence);
          },
          pinned: (pin) => {
            this.#pin = pin;
          },
          ended: (reason) => {
            this.#epoch = undefined;
            this.#settlement.suspend();
            this.#buffer = [];
            if (reason === 'taken-over' && !standby) this.#trusted = false;
            this.#owner.wake();
            resolve(reason);
          },
        },
      );
      this.#owner.wake();
    });
  }

  async #askAgain(state: LaneState, after: number): Promise<readonly number[]> {
    if (state.unsettled === 0 || state.deliveredThrough <= after) return [];
    const all = await this.#consumer.unsettled(after, state.deliveredThrough, state.unsettled);
    // An untrusted message is sent alone: then only its own deliveries are counted if it ends the process again.
    const asked = this.#trusted ? all : all.slice(0, 1);
    await this.#settlement.askAgain(asked, state.deliverySequence);
    return asked;
  }
}
