import { Logger } from '@nestjs/common';
import type { Msg, NatsConnection, Subscription } from '@nats-io/transport-node';
import { parseEvent, type CloudEvent, type EventDefinition } from '@tape/contracts';
import { subjectFilter, subjectShape } from './handler/subject-filter.js';

export type BroadcastHandler = (event: CloudEvent) => Promise<void>;

/** Most events waiting for a slow handler; what is older is dropped, because a listener is there for what is new. */
const MOST_WAITING = 10_000;

/** Listens live to some events and hands them on one at a time, in the order received. */
export class BroadcastListener {
  readonly #log = new Logger(BroadcastListener.name);
  readonly #definitions: readonly EventDefinition[];
  readonly #handler: BroadcastHandler;
  #subscriptions: Subscription[] = [];
  #waiting: { readonly definition: EventDefinition; readonly message: Msg }[] = [];
  #working: Promise<void> | undefined;
  #dropped = 0;

  constructor(definitions: readonly EventDefinition[], handler: BroadcastHandler) {
    this.#definitions = definitions;
    this.#handler = handler;
  }

  start(nats: NatsConnection): void {
    this.#subscriptions = this.#definitions.map((definition) =>
      nats.subscribe(subjectFilter(subjectShape(definition), null), {
        callback: (error, message) => {
          if (error === null) this.#hear(definition, message);
        },
      }),
    );
  }

  async stop(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#waiting = [];
    await this.#working;
  }

  #hear(definition: EventDefinition, message: Msg): void {
    if (this.#waiting.length >= MOST_WAITING) {
      this.#waiting.shift();
      this.#dropped += 1;
    }
    this.#waiting.push({ definition, message });
    this.#working ??= this.#work().finally(() => {
      this.#working = undefined;
    });
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      for (const { definition, message } of batch) {
        try {
          await this.#handler(parseEvent(definition, message.string()));
        } catch (error) {
          this.#log.error(`${definition.name}: ${(error as Error).message}`);
        }
      }
      if (this.#dropped > 0) this.#log.warn(`${this.#dropped} events were dropped: the listener is too slow`);
      this.#dropped = 0;
    }
  }
}
