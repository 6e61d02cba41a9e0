import { Logger } from '@nestjs/common';
import { DeliverPolicy, type JetStreamClient, type JetStreamManager, type JsMsg } from '@nats-io/jetstream';
import type { FeedClient } from './feed-client.js';
import { feedMessage } from './feed-message.js';
import { ensureFeedStream, FEED_STREAM } from './feed-stream.js';
import { FlushClock } from './flush-clock.js';
import type { Subscription } from './subscription.js';
import { textFrame } from './text-frame.js';

const RETRY_MS = 1_000;
const REPLAY_BATCH = 500;
/** How long a replay waits for a client that does not read. */
const REPLAY_PATIENCE_MS = 30_000;

/** What the hub needs of NATS; made anew never, the client reconnects by itself. */
export interface FeedSource {
  readonly jetstream: JetStreamClient;
  readonly manager: JetStreamManager;
}

/**
 * Reads the feed once for all clients and hands it on. A client that resumes reads the stored past by a reader of its
 * own until it has caught up with the hub, and joins it in the same turn of the event loop, so nothing falls between.
 */
export class FeedHub {
  readonly #source: () => Promise<FeedSource>;
  readonly #log = new Logger(FeedHub.name);
  readonly #clients = new Set<FeedClient>();
  readonly #clock = new FlushClock(() => this.#flush());
  /** Frames handed on since the last flush. */
  #batch: Buffer[] = [];
  #last = 0;
  #running = false;
  #ready: Promise<void> | undefined;
  #stopReading: (() => void) | undefined;
  #onWishes: () => void = () => undefined;

  constructor(source: () => Promise<FeedSource>) {
    this.#source = source;
  }

  /** The newest sequence this gateway has handed on. */
  get last(): number {
    return this.#last;
  }
  get size(): number {
    return this.#clients.size;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#ready = new Promise((resolve) => void this.#run(resolve));
  }

  /** Resolves when the stream exists and the hub knows where it stands. */
  async ready(): Promise<void> {
    await this.#ready;
  }

  stop(): void {
    this.#running = false;
    this.#stopReading?.();
  }

  add(client: FeedClient): void {
    this.#clients.add(client);
  }
  remove(client: FeedClient): void {
    this.#clients.delete(client);
    this.#onWishes();
  }

  subscribe(client: FeedClient, subscription: Subscription): void {
    client.subscribe(subscription);
    this.#onWishes();
  }

  /** Tells when clients want something else than before, or are gone. */
  onWishes(listener: () => void): void {
    this.#onWishes = listener;
  }

  each(work: (client: FeedClient) => void): void {
    for (const client of this.#clients) work(client);
  }

  /** Whether market data is worth reading at all. */
  someoneWantsBars(): boolean {
    for (const client of this.#clients) if (client.wantsBars) return true;
    return false;
  }

  /** Serves a client everything after `sequence`, then live. Told `reset` first when that cannot be had whole. */
  async serveFrom(client: FeedClient, sequence: number): Promise<void> {
    let turn = client.rewind(sequence);
    const { jetstream, manager } = await this.#source();
    const { state } = await manager.streams.info(FEED_STREAM);
    if (!client.isServing(turn)) return;
    if (sequence > state.last_seq) {
      turn = client.rewind(state.last_seq);
      client.tell('reset', { reason: 'sequence-not-reached', asked_after: sequence, last_sequence: state.last_seq });
    } else if (sequence + 1 < state.first_seq && sequence > 0) {
      turn = client.rewind(state.first_seq - 1);
      client.tell('reset', { reason: 'sequence-expired', asked_after: sequence, first_sequence: state.first_seq });
    }
    const target = Math.max(this.#last, state.last_seq);
    if (state.messages === 0 || client.served >= target) this.#join(client);
    else await this.#replay(client, turn, jetstream, target);
  }

  async #replay(client: FeedClient, turn: number, jetstream: JetStreamClient, target: number): Promise<void> {
    const consumer = await jetstream.consumers.get(FEED_STREAM, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: client.served + 1,
    });
    const messages = await consumer.consume({ max_messages: REPLAY_BATCH });
    try {
      for await (const stored of messages) {
        if (!client.isServing(turn)) return;
        deliverStored(client, stored);
        if (stored.seq >= Math.max(this.#last, target)) {
          this.#join(client);
          return;
        }
        if (!(await client.drained(REPLAY_PATIENCE_MS))) return;
      }
    } finally {
      messages.stop();
      await consumer.delete().catch(() => false);
    }
  }

  #join(client: FeedClient): void {
    client.goLive();
    client.tell('resumed', { last_sequence: client.served });
  }

  async #run(ready: () => void): Promise<void> {
    while (this.#running) {
      try {
        const { jetstream, manager } = await this.#source();
        await ensureFeedStream(manager);
        const { state } = await manager.streams.info(FEED_STREAM);
        if (this.#last === 0 || this.#last > state.last_seq) this.#startOver(state.last_seq);
        ready();
        await this.#read(jetstream);
      } catch (error) {
        if (this.#running) this.#log.warn(`the feed is interrupted and taken up again: ${String(error)}`);
      }
      if (this.#running) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** The stream is another one than before (its server lost it): clients must not wait for sequences of the old one. */
  #startOver(last: number): void {
    const before = this.#last;
    this.#last = last;
    if (before === 0) return;
    this.each((client) => {
      client.rewind(last);
      client.tell('reset', { reason: 'feed-restarted', last_sequence: last });
      client.goLive();
    });
  }

  async #read(jetstream: JetStreamClient): Promise<void> {
    const consumer = await jetstream.consumers.get(FEED_STREAM, {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: this.#last + 1,
    });
    const messages = await consumer.consume({ max_messages: REPLAY_BATCH, idle_heartbeat: 2_000, expires: 5_000 });
    this.#stopReading = () => messages.stop();
    for await (const stored of messages) this.#handOn(stored);
  }

  #handOn(stored: JsMsg): void {
    this.#last = stored.seq;
    if (this.#clients.size === 0) return;
    const message = feedMessage(stored.string(), stored.seq);
    const bytes = message === undefined ? undefined : textFrame(message.text);
    for (const client of this.#clients) {
      if (!client.live) continue;
      if (message === undefined || bytes === undefined) client.skip(stored.seq);
      else client.deliver(message, bytes);
    }
    if (bytes === undefined) return;
    this.#batch.push(bytes);
    this.#clock.wake();
  }

  /** What a client gathered is in the order of the batch; as many as the batch are the batch, which is put together once for all. */
  #flush(): void {
    const batch = this.#batch;
    this.#batch = [];
    let whole: Buffer | undefined;
    for (const client of this.#clients) {
      if (client.gathered === batch.length) client.flush((whole ??= Buffer.concat(batch)));
      else client.flush();
    }
  }
}

function deliverStored(client: FeedClient, stored: JsMsg): void {
  const message = feedMessage(stored.string(), stored.seq);
  if (message === undefined) client.skip(stored.seq);
  else client.deliver(message, textFrame(message.text));
  client.flush();
}
