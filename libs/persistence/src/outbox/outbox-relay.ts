import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeError, type Logger, metrics } from '@tape/observability';
import type { EventSink } from './event-sink.js';
import type { Outbox } from './outbox.js';
import { RelaySession } from './relay-session.js';
import { Wake } from './wake.js';

export interface RelayOptions {
  readonly url: string;
  readonly outbox: Outbox;
  readonly sink: EventSink;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  /** How often the outbox is looked at when nobody pokes. */
  readonly pollMs?: number;
  /** Events published together. */
  readonly batch?: number;
}

const POLL_MS = 500;
const BATCH = 500;
/** How long published rows may wait for the next look to take them away. */
const FORGET_MS = 20;
const FIRST_RETRY_MS = 200;
const LAST_RETRY_MS = 5_000;
/** How long a stop waits for a publish that is under way. */
const STOP_PATIENCE_MS = 2_000;

/**
 * Publishes what the outbox holds, in order, and removes what was acknowledged with its next look. A crash between the two publishes again
 * under the same ids, which JetStream drops inside its window and consumers by their inbox. Of all replicas of a
 * service one relays; when it goes, another takes over. It outlives restarts of Postgres and NATS.
 */
export class OutboxRelay {
  readonly #options: RelayOptions;
  readonly #wake = new Wake();
  #session: RelaySession | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;
  #poked = false;
  #retryMs = FIRST_RETRY_MS;
  /** Rows of published events that are still in the table. */
  #published: readonly number[] = [];
  #drained: (() => void) | undefined;
  /** Told after the next look whether everything it found was published. */
  #asking: ((published: boolean) => void)[] = [];

  constructor(options: RelayOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.outbox.relayedBy({ poke: () => this.poke(), published: () => this.#publishedAll() });
    this.#running ??= this.#run();
  }

  /** Something was committed: publish now. When another replica relays, that one is told. */
  poke(): void {
    this.#poked = true;
    this.#wake.up();
  }

  /**
   * Resolves after the next look at the outbox: true when all that it held is published, false when this replica cannot
   * tell, because another one relays or this one stops.
   */
  #publishedAll(): Promise<boolean> {
    if (this.#stopped) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#asking.push(resolve);
      this.poke();
    });
  }

  /** Publishes what is left, then stops. Resolves to whether the outbox was seen empty (or is another replica's) in time. */
  async drain(timeoutMs: number): Promise<boolean> {
    if (this.#running === undefined) return true;
    let timer: NodeJS.Timeout | undefined;
    const drained = await new Promise<boolean>((resolve) => {
      this.#drained = () => resolve(true);
      timer = setTimeout(() => resolve(false), timeoutMs);
      this.poke();
    });
    clearTimeout(timer);
    await this.stop();
    return drained;
  }

  /** Stops at once; what waits stays stored and is published after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake.up();
    await settledWithin(this.#running, STOP_PATIENCE_MS);
    this.#running = undefined;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#work();
      } catch (error) {
        metrics.outboxFailures.inc();
        const fields = { error: describeError(error as Error), retryInMs: this.#retryMs };
        this.#options.logger.warn(fields, 'the outbox waits: it could not be relayed');
        await this.#wake.sleepThrough(this.#retryMs, () => this.#stopped);
        this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
      }
    }
    this.#answer(this.#asking, false);
    // Left behind, they would only be published again, under their ids.
    if (this.#session?.lost === false) await this.#forget(this.#session).catch(() => undefined);
    await this.#session?.close();
    this.#session = undefined;
  }

  #answer(asking: readonly ((published: boolean) => void)[], published: boolean): void {
    this.#asking = this.#asking.filter((each) => !asking.includes(each));
    for (const each of asking) each(published);
  }

  /** Relays until something breaks or it is told to stop. A fault of NATS keeps the session, and with it the lead. */
  async #work(): Promise<void> {
    const { url, outbox, pollMs = POLL_MS } = this.#options;
    if (this.#session?.lost === true) {
      await this.#session.close();
      this.#session = undefined;
    }
    if (this.#session === undefined) {
      // With the connection went the lead: whoever had it since may not know what was published.
      this.#published = [];
      this.#session = await RelaySession.open(url, outbox.service, () => this.#wake.up());
    }
    const session = this.#session;
    try {
      while (!this.#stopped && !session.lost) {
        // What is committed and asked in one turn is looked at once.
        await nextTurn();
        // Taken before looking: who asks to be drained while a look is under way waits for the next one.
        const drained = this.#drained;
        const asking = [...this.#asking];
        const poked = this.#poked;
        this.#poked = false;
        const leads = await session.leads();
        if (leads) await this.#relayAll(session);
        else if (poked) await session.wakeLeader();
        this.#answer(asking, leads && !this.#stopped);
        if (drained !== undefined) await this.#forget(session);
        drained?.();
        await this.#wake.next(this.#published.length === 0 ? pollMs : Math.min(pollMs, FORGET_MS));
      }
    } catch (error) {
      if (!(error instanceof SinkFailure)) {
        // Whatever a query failed of, the connection is not trusted any more.
        this.#session = undefined;
        await session.close();
        throw error;
      }
      throw error.cause;
    }
  }

  async #relayAll(session: RelaySession): Promise<void> {
    const { outbox, sink, batch = BATCH } = this.#options;
    for (;;) {
      const waiting = await outbox.waiting(session, batch, this.#published);
      this.#published = [];
      metrics.outboxPending.set(waiting.length);
      if (waiting.length === 0) return;
      try {
        await sink.publish(waiting.map(({ event }) => event));
      } catch (error) {
        throw new SinkFailure(error);
      }
      this.#published = waiting.map(({ id }) => id);
      metrics.outboxRelayed.inc(waiting.length);
      metrics.outboxPending.set(0);
      this.#retryMs = FIRST_RETRY_MS;
      // Who commits more pokes, so only a full batch may have left something behind.
      if (this.#stopped || waiting.length < batch) return;
    }
  }

  async #forget(session: RelaySession): Promise<void> {
    if (this.#published.length > 0) await this.#options.outbox.remove(session, this.#published);
    this.#published = [];
  }
}

async function settledWithin(work: Promise<void> | undefined, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}

/** Tells "NATS did not take it" from "Postgres did not answer". */
class SinkFailure extends Error {
  override readonly name = 'SinkFailure';

  constructor(cause: unknown) {
    super('the events were not acknowledged', { cause });
  }
}
