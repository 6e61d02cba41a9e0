import { jetstream } from '@nats-io/jetstream';
import { Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { desiredSubject, type Desired, type DesiredStates } from './desired-state.js';

/** The bucket that every service watches. Made when the first wish is stored. */
export class DesiredBucket implements DesiredStates {
  readonly #name: string;
  readonly #nats: NatsConnection;
  #made: Promise<unknown> | undefined;

  constructor(name: string, nats: NatsConnection) {
    this.#name = name;
    this.#nats = nats;
  }

  async put(symbol: string, desired: Desired): Promise<void> {
    this.#made ??= new Kvm(this.#nats).create(this.#name, { history: 5 });
    try {
      await this.#made;
    } catch (error) {
      this.#made = undefined;
      throw error;
    }
    await jetstream(this.#nats).publish(desiredSubject(symbol), JSON.stringify(desired));
  }
}
