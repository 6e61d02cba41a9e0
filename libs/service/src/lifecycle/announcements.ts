import { hostname } from 'node:os';
import { type EventDefinition, type ServiceEvent, serviceError, serviceStarted, serviceStopped } from '@tape/contracts';
import type { EventPublisher } from '@tape/messaging';
import { describeError, type Logger } from '@tape/observability';
import { within } from './within.js';

/** News of a service are worth a moment, not a delay of its start or end. */
const PATIENCE_MS = 1_000;

/** Tells stream OPS that this process started, stopped or failed. Never fails itself: the work does not depend on it. */
export class Announcements {
  readonly #service: string;
  readonly #publisher: EventPublisher;
  readonly #logger: Logger;
  readonly #instance = `${hostname()}-${process.pid}`;

  constructor(service: string, publisher: EventPublisher, logger: Logger) {
    this.#service = service;
    this.#publisher = publisher;
    this.#logger = logger;
  }

  started(message: string): Promise<void> {
    return this.#announce(serviceStarted, message);
  }
  stopped(message: string): Promise<void> {
    return this.#announce(serviceStopped, message);
  }
  failed(message: string): Promise<void> {
    return this.#announce(serviceError, message);
  }

  async #announce(definition: EventDefinition<string, typeof serviceStarted.payload>, message: string): Promise<void> {
    const atMs = Date.now();
    const payload: ServiceEvent = { service: this.#service, instance: this.#instance, message, atMs };
    try {
      const event = this.#publisher.outgoing(definition, payload, { timeMs: atMs, correlationId: this.#instance });
      await within(PATIENCE_MS, this.#publisher.publish([event]));
    } catch (error) {
      this.#logger.warn({ error: describeError(error as Error) }, `could not announce ${definition.name}`);
    }
  }
}
