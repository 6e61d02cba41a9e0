import type { Msg } from '@nats-io/transport-node';
import type { Delivery } from '../handler/delivery.js';
import type { DeliveryAddress } from './delivery-address.js';

/** A message in the hands of a lane: received, not yet settled. */
export class LaneMessage {
  readonly address: DeliveryAddress;
  /** Received alone after an unclean end, because it may be what caused it. */
  readonly suspect: boolean;
  /** Tries of this process that failed because of this message. */
  failures = 0;
  /** When the server last heard of it: at its receipt, or by a sign of life since. */
  heardOfAt = performance.now();
  /** Read once; a retried message is not parsed again. */
  delivery: Delivery | undefined;
  readonly #message: Msg;

  constructor(message: Msg, address: DeliveryAddress, suspect: boolean) {
    this.#message = message;
    this.address = address;
    this.suspect = suspect;
  }

  get sequence(): number {
    return this.address.streamSequence;
  }
  get subject(): string {
    return this.#message.subject;
  }
  get body(): string {
    return this.#message.string();
  }
  get messageId(): string | null {
    return this.#message.headers?.get('Nats-Msg-Id') || null;
  }
  /** 1 at first. Deliveries count only for a suspect: others are sent again for reasons that are not their fault. */
  get attempt(): number {
    return 1 + this.failures + (this.suspect ? this.address.deliveries - 1 : 0);
  }
}
