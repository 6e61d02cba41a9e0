import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { INBOX_RETENTION_MS } from '@tape/persistence';
import type { Readiness } from '@tape/service';
import type { ChannelSender } from './channel-sender.js';
import type { NotificationStore } from './notification-store.repository.js';

/** Less than the service has for its whole stop. */
const STOP_PATIENCE_MS = 3_000;
const HOUR_MS = 3_600_000;
const ROWS_AT_ONCE = 1_000;

/** Starts the senders with the application, stops them with it, and forgets what is old. */
export class DeliveryService implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown {
  readonly #senders: readonly ChannelSender[];
  readonly #store: NotificationStore;
  #pruning: NodeJS.Timeout | undefined;

  constructor(senders: readonly ChannelSender[], store: NotificationStore, readiness: Pick<Readiness, 'onDrain'>) {
    this.#senders = senders;
    this.#store = store;
    readiness.onDrain(() => {
      for (const sender of senders) sender.drain();
    });
  }

  onApplicationBootstrap(): void {
    for (const sender of this.#senders) sender.start();
    // Forgetting is never urgent: what fails now is forgotten an hour later.
    this.#pruning = setInterval(() => void this.prune(Date.now()).catch(() => undefined), HOUR_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.#pruning);
  }

  /** Before connections are closed: attempts under way must still be written down. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#senders.map((sender) => sender.stop(STOP_PATIENCE_MS)));
  }

  /** Something was stored: send it now instead of at the next look. */
  poke(): void {
    for (const sender of this.#senders) sender.poke();
  }

  /** Keeps rows for as long as their event can come again, because they are what makes it known. */
  async prune(nowMs: number): Promise<void> {
    const olderThan = new Date(nowMs - INBOX_RETENTION_MS);
    while ((await this.#store.prune(olderThan, ROWS_AT_ONCE)) === ROWS_AT_ONCE);
  }
}
