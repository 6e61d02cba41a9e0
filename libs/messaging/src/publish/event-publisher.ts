import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import { outgoing, type EventDefinition, type EventOrigin, type OutgoingEvent, type PayloadOf } from '@tape/contracts';
import { currentTraceparent } from '@tape/observability';
import type { BrokerConnection } from '../connection/broker-connection.js';
import type { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { pause } from '../retry-backoff.js';
import { Audience } from './audience.js';
import { PublishChannel } from './publish-channel.js';
import { streamOfSubject } from './stream-of-subject.js';

/** What the caller of `outgoing` must know; the service's name is added. */
export type PublishOrigin = Omit<EventOrigin, 'source'>;

/** Where streams have their name, answers about fleeting events have this. */
const FLEETING = '-';

export interface PublisherIdentity {
  readonly service: string;
  readonly partitions: number;
}

/**
 * Sends events. Durable ones go to their stream in the order given, as many at once as the way allows, and are sent
 * again under the same id until the server has stored them, however long it is away; a repeat is dropped there.
 * Fleeting ones go out at once and are forgotten.
 */
export class EventPublisher {
  readonly #nats: NatsConnection;
  readonly #connection: BrokerConnection;
  readonly #identity: PublisherIdentity;
  readonly #metrics: MessagingMetrics;
  readonly #channels = new Map<string, PublishChannel>();
  readonly #inbox = createInbox();
  readonly #audience = new Audience(`${this.#inbox}.${FLEETING}.`, (event, reply) => this.#sendOff(event, reply));
  readonly #unlisten: () => void;

  constructor(connection: BrokerConnection, identity: PublisherIdentity, metrics: MessagingMetrics) {
    this.#connection = connection;
    this.#nats = connection.nats;
    this.#identity = identity;
    this.#metrics = metrics;
    this.#nats.subscribe(`${this.#inbox}.*.*`, {
      callback: (error, message) => {
        if (error !== null) return;
        const [stream = '', token = ''] = message.subject.slice(this.#inbox.length + 1).split('.');
        if (stream === FLEETING) this.#audience.answered(token, message);
        else this.#channels.get(stream)?.answered(token, message);
      },
    });
    this.#unlisten = connection.listen({
      disconnected: () => this.#channels.forEach((channel) => channel.disconnected()),
      reconnected: () => this.#channels.forEach((channel) => channel.reconnected()),
    });
  }

  /** Wraps a payload for sending, in this service's name; the running trace goes with it. */
  outgoing<Definition extends EventDefinition>(
    definition: Definition,
    payload: PayloadOf<Definition>,
    origin: PublishOrigin,
  ): OutgoingEvent<PayloadOf<Definition>> {
    const { service, partitions } = this.#identity;
    const traceparent = origin.traceparent ?? currentTraceparent();
    const full: EventOrigin = { ...origin, source: service, traceparent };
    return outgoing(definition, payload, full, partitions) as OutgoingEvent<PayloadOf<Definition>>;
  }

  /**
   * Whether a fleeting event is worth making: false while the server says that nobody listens to its subject. What is
   * published after this was asked once may be held for a moment, until the server has said whether anybody hears it.
   */
  isHeard<Definition extends EventDefinition>(definition: Definition, payload: PayloadOf<Definition>): boolean {
    return this.#audience.listensTo(definition.subject(payload, this.#identity.partitions));
  }

  /**
   * Resolves when every durable event is stored; order holds within a stream, over all calls of this publisher.
   * @throws Error when the server refuses one for good (too large, for example); the others are stored all the same.
   */
  async publish(events: readonly OutgoingEvent[]): Promise<void> {
    const stored: Promise<void>[] = [];
    for (const event of events) {
      if (event.durable) stored.push(this.publishText(event.subject, event.messageId, JSON.stringify(event.envelope)));
      else this.#audience.offer(event);
    }
    const refused = (await Promise.allSettled(stored)).find((each) => each.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
  }

  /** Stores one text under an id. For what is no event, dead letters for example. */
  publishText(subject: string, messageId: string, body: string): Promise<void> {
    return new Promise((stored, refused) => {
      this.#channel(streamOfSubject(subject)).add({ subject, messageId, body, stored, refused });
    });
  }

  /** Events published and not yet stored. */
  get pending(): number {
    let pending = 0;
    for (const channel of this.#channels.values()) pending += channel.pending;
    return pending;
  }

  /** Waits for what is under way, at most `patienceMs`. */
  async close(patienceMs: number): Promise<void> {
    const until = performance.now() + patienceMs;
    while (this.pending > 0 && performance.now() < until) await pause(5);
    this.#unlisten();
    for (const channel of this.#channels.values()) channel.close();
    this.#audience.close();
  }

  #sendOff({ subject, envelope }: OutgoingEvent, reply: string | undefined): void {
    if (!this.#connection.connected) return;
    this.#nats.publish(subject, JSON.stringify(envelope), reply === undefined ? {} : { reply });
  }

  #channel(stream: string): PublishChannel {
    const known = this.#channels.get(stream);
    if (known !== undefined) return known;
    const created = new PublishChannel(
      this.#nats,
      stream,
      `${this.#inbox}.${stream}.`,
      this.#connection.connected,
      this.#metrics,
    );
    this.#channels.set(stream, created);
    return created;
  }
}
