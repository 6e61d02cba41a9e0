import type { NatsConnection, Subscription } from '@nats-io/transport-node';
import { type CloudEvent, ContractViolation, parseEvent, SUBJECT_ROOT, volumeAnalyzed } from '@tape/contracts';
import { objectToWire } from '../wire/to-wire.js';
import type { FeedHub } from './feed-hub.js';

const SUBJECT = `${SUBJECT_ROOT}.analysis.volume.>`;

/**
 * Passes measured bars, which are kept nowhere, on to the clients that asked for them. Listens only while there is such a
 * client: nobody makes what nobody listens to.
 */
export class BarFeed {
  readonly #hub: FeedHub;
  #subscription: Subscription | undefined;

  constructor(hub: FeedHub) {
    this.#hub = hub;
  }

  start(nats: NatsConnection): void {
    this.#hub.onWishes(() => this.#follow(nats));
    this.#follow(nats);
  }

  stop(): void {
    this.#hub.onWishes(() => undefined);
    this.#unsubscribe();
  }

  #follow(nats: NatsConnection): void {
    if (!this.#hub.someoneWantsBars()) this.#unsubscribe();
    else if (this.#subscription === undefined && !nats.isClosed()) {
      this.#subscription = nats.subscribe(SUBJECT, {
        callback: (error, message) => {
          if (error === null) this.#handOn(message.string());
        },
      });
    }
  }

  #unsubscribe(): void {
    if (this.#subscription?.isClosed() === false) this.#subscription.unsubscribe();
    this.#subscription = undefined;
  }

  #handOn(text: string): void {
    let event: CloudEvent<{ symbol: string }>;
    try {
      event = parseEvent(volumeAnalyzed, text);
    } catch (error) {
      // A bar that cannot be read is left out of a display; detection, which reads the tape, has its own say on it.
      if (error instanceof ContractViolation) return;
      throw error;
    }
    const data = objectToWire(event.data);
    this.#hub.each((client) => client.deliverBar(event.data.symbol, event.time, data));
  }
}
