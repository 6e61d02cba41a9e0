import type { BrokerConnection } from '../connection/broker-connection.js';
import type { MessagingOptions } from '../connection/options.js';
import type { ResolvedEventsOptions } from '../handler/handler-declaration.js';
import { subjectFilter, subjectShape } from '../handler/subject-filter.js';
import type { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { pause } from '../retry-backoff.js';
import { Settlement } from '../settlement.js';
import type { DeadLetters } from './dead-letters.js';
import { DeliveryParser } from './delivery-parser.js';
import { inTrace } from './batch-trace.js';
import { LaneConsumer } from './lane-consumer.js';
import { Lane, type BatchHandler } from './lane.js';
import { LaneReader } from './lane-reader.js';

/** How often lanes are looked after. */
const TICK_MS = 250;
/** A tick this late means that the process itself was busy: silence measured by it says nothing about the server. */
const LATE_TICK_MS = 1_000;
/** The server keeps this many batches of a lane under way, so that one is there when the last is finished. */
const BATCHES_AHEAD = 2;
/** Enough for small batches to fill a round trip. */
const LEAST_WINDOW = 64;

/** All lanes of a process. */
export class LaneSet {
  readonly #connection: BrokerConnection;
  readonly #options: MessagingOptions;
  readonly #deadLetters: DeadLetters;
  readonly #metrics: MessagingMetrics;
  readonly #lanes: Lane[] = [];
  readonly #consumers: LaneConsumer[] = [];
  readonly #unlisten: () => void;
  readonly #ticker: NodeJS.Timeout;
  #tickedAt = performance.now();

  constructor(
    connection: BrokerConnection,
    options: MessagingOptions,
    deadLetters: DeadLetters,
    metrics: MessagingMetrics,
  ) {
    this.#connection = connection;
    this.#options = options;
    this.#deadLetters = deadLetters;
    this.#metrics = metrics;
    this.#unlisten = connection.listen({
      disconnected: () => {},
      reconnected: () => this.#lanes.forEach((lane) => lane.reconnected()),
    });
    this.#ticker = setInterval(() => this.#tick(), TICK_MS);
    this.#ticker.unref();
  }

  /**
   * Starts the lanes of one handler: one per partition, or a single one when an event is not partitioned.
   * @throws Error when its events are not all kept by one stream: order between streams does not exist.
   */
  add(options: ResolvedEventsOptions, handler: BatchHandler): void {
    const shapes = options.events.map(subjectShape);
    const stream = options.events[0]?.stream ?? null;
    if (stream === null || options.events.some((event) => event.stream !== stream)) {
      throw new Error(`the events of ${options.durable} must all be kept by one stream`);
    }
    const partitioned = shapes.every((shape) => shape.partitioned);
    const parser = new DeliveryParser(options.events);
    const [major, minor] = this.#connection.serverVersion;
    for (let number = 0; number < (partitioned ? this.#options.partitions : 1); number += 1) {
      const name = `${options.durable}-${number}`;
      const consumer = new LaneConsumer(this.#connection.nats, {
        stream,
        name,
        filters: shapes.map((shape) => subjectFilter(shape, partitioned ? number : null)),
        window: Math.max(LEAST_WINDOW, options.maxBatch * BATCHES_AHEAD),
        startAt: options.startAt,
        timing: this.#options.timing,
        pinned: major > 2 || (major === 2 && minor >= 11),
      });
      const settlement = new Settlement(this.#connection.nats, stream, name);
      const lane = new Lane({
        name: String(number),
        stream,
        options,
        ackWaitMs: this.#options.timing.ackWaitMs,
        handler: (batch) => inTrace(options.durable, batch, () => handler(batch)),
        parser,
        settlement,
        deadLetters: this.#deadLetters,
        metrics: this.#metrics,
      });
      this.#consumers.push(consumer);
      this.#lanes.push(lane);
      lane.start(new LaneReader(this.#connection.nats, consumer, settlement, this.#metrics, lane));
    }
  }

  /** Lets running batches end and settles them; lanes whose handler takes longer than `patienceMs` are left behind. */
  async stop(patienceMs: number): Promise<void> {
    const impatience = new AbortController();
    const stopped = Promise.all(this.#lanes.map((lane) => lane.stop()));
    await Promise.race([stopped, pause(patienceMs, impatience.signal)]);
    impatience.abort();
    clearInterval(this.#ticker);
    this.#unlisten();
    if (!this.#connection.connected) return;
    await this.#connection.nats.flush().catch(() => undefined);
    await Promise.race([Promise.all(this.#consumers.map((consumer) => consumer.unpin())), pause(1_000)]);
  }

  #tick(): void {
    const now = performance.now();
    const late = now - this.#tickedAt > TICK_MS + LATE_TICK_MS;
    this.#tickedAt = now;
    if (!late) for (const lane of this.#lanes) lane.tick(now);
  }
}
