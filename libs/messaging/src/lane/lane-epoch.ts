import { createInbox, nanos, type Msg, type NatsConnection, type Subscription } from '@nats-io/transport-node';
import { parseDeliveryAddress } from './delivery-address.js';
import { PIN_GROUP, type LaneConsumerDefinition } from './lane-consumer.js';
import { LaneMessage } from './lane-message.js';

/** Why an epoch cannot go on. */
export type EpochEnd =
  | 'gap'
  | 'taken-over'
  | 'consumer-gone'
  | 'silence'
  | 'reconnect'
  | 'standby-check'
  | 'suspect-settled'
  | 'refused'
  | 'stopped';

export interface EpochStart {
  /** Sequence of the last message the lane already has. */
  readonly after: number;
  /** Sequence numbers that must come first, in this order: they were sent before and are sent again. */
  readonly expected: readonly number[];
  /** The consumer's delivery sequence before the first pull. */
  readonly deliverySequence: number;
  /** Another client holds the lane: wait until the server sends something. */
  readonly standby: boolean;
  /** Take one message and no more: it may have ended the process before. */
  readonly single: boolean;
  readonly pin: string | null;
}

export interface EpochListener {
  received(message: LaneMessage): void;
  /** The message was handed on before; the server does not know yet what became of it. */
  repeated(sequence: number, deliverySequence: number): void;
  pinned(pin: string): void;
  ended(reason: EpochEnd): void;
}

/** Pulls bound the messages in flight by the consumer's window, so the request itself may be large. */
const PULL_BATCH = 10_000;

/**
 * One stretch of uninterrupted reading: from a known position, on an inbox of its own, until the first sign that a
 * message may be missing. Within an epoch every message is handed on exactly once and in order; when that can no longer
 * be promised, the epoch ends and the next one starts behind the last message handed on.
 */
export class LaneEpoch {
  readonly standby: boolean;
  readonly single: boolean;
  readonly #nats: NatsConnection;
  readonly #consumer: LaneConsumerDefinition;
  readonly #listener: EpochListener;
  readonly #inbox = createInbox();
  readonly #subscription: Subscription;
  readonly #expected: number[];
  #pin: string | null;
  #after: number;
  #deliverySequence: number;
  #left = 0;
  #ended = false;
  #taken = false;
  #heardAt = performance.now();

  constructor(nats: NatsConnection, consumer: LaneConsumerDefinition, start: EpochStart, listener: EpochListener) {
    this.#nats = nats;
    this.#consumer = consumer;
    this.#listener = listener;
    this.#after = start.after;
    this.#expected = [...start.expected];
    this.#deliverySequence = start.deliverySequence;
    this.#pin = start.pin;
    this.standby = start.standby;
    this.single = start.single;
    this.#subscription = nats.subscribe(this.#inbox, {
      callback: (error, message) => (error === null ? this.#hear(message) : this.end('refused')),
    });
    this.#pull();
  }

  /** Milliseconds since the server last spoke on this epoch. */
  silenceMs(now: number): number {
    return now - this.#heardAt;
  }

  end(reason: EpochEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#subscription.unsubscribe();
    this.#listener.ended(reason);
  }

  #hear(message: Msg): void {
    if (this.#ended) return;
    this.#heardAt = performance.now();
    // A message of the stream has another subject than the inbox; what comes on the inbox itself is the server's word.
    if (message.subject === this.#inbox) this.#hearStatus(message);
    else this.#hearMessage(message);
  }

  #hearMessage(message: Msg): void {
    this.#left -= 1;
    if (this.#consumer.pinned && this.#pin === null) {
      this.#pin = message.headers?.get('Nats-Pin-Id') || null;
      if (this.#pin !== null) this.#listener.pinned(this.#pin);
    }
    if (this.standby) return this.end('taken-over');
    const address = parseDeliveryAddress(message.reply ?? '');
    if (address.deliverySequence !== this.#deliverySequence + 1) return this.end('gap');
    this.#deliverySequence = address.deliverySequence;
    const expected = this.#expected[0];
    if (expected !== undefined && address.streamSequence === expected) this.#expected.shift();
    if (address.streamSequence <= this.#after) {
      this.#listener.repeated(address.streamSequence, address.deliverySequence);
    } else if (expected !== undefined && address.streamSequence !== expected) return this.end('gap');
    else if (!this.#taken) {
      this.#after = address.streamSequence;
      this.#taken = this.single;
      this.#listener.received(new LaneMessage(message, address, this.single));
    }
    if (this.#left <= 0) this.#pull();
  }

  #hearStatus(message: Msg): void {
    switch (message.headers?.code ?? 0) {
      case 100:
        return this.#hearHeartbeat(message);
      case 408:
        return this.standby ? this.end('standby-check') : this.#pull();
      case 409:
        return this.#hearConflict(message.headers?.description.toLowerCase() ?? '');
      case 423:
        return this.end('taken-over');
      default:
        return this.end('refused');
    }
  }

  #hearHeartbeat(message: Msg): void {
    const sent = Number(message.headers?.get('Nats-Last-Consumer') || this.#deliverySequence);
    if (!this.standby && sent > this.#deliverySequence) this.end('gap');
  }

  #hearConflict(description: string): void {
    if (description.includes('deleted')) this.end('consumer-gone');
    else if (description.includes('batch completed')) this.#pull();
    else this.end('refused');
  }

  #pull(): void {
    const { stream, name, timing, pinned } = this.#consumer;
    // In single mode the pulls only keep the pin; what they bring is asked for again afterwards.
    this.#left = this.single ? 1 : PULL_BATCH;
    const request = {
      batch: this.#left,
      expires: nanos(timing.pullExpiresMs),
      idle_heartbeat: nanos(timing.heartbeatMs),
      ...(pinned ? { group: PIN_GROUP } : {}),
      ...(pinned && this.#pin !== null ? { id: this.#pin } : {}),
    };
    if (this.#nats.isClosed()) return;
    this.#nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${name}`, JSON.stringify(request), { reply: this.#inbox });
  }
}
