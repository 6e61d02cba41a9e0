import type { NatsConnection } from '@nats-io/transport-node';

const ACK = '+ACK';
const IN_PROGRESS = '+WPI';
const NAK = '-NAK';
/** How long the server may take to confirm. */
const CONFIRM_TIMEOUT_MS = 2_000;

/**
 * The only place that answers JetStream messages. Lanes use AckPolicy.All: one answer settles a message and all before
 * it, so an answer per batch is enough, and what was never answered comes again in order.
 */
export class Settlement {
  readonly #nats: NatsConnection;

  constructor(nats: NatsConnection) {
    this.#nats = nats;
  }

  /** Settles the message and everything before it. Not confirmed: if it is lost, the messages come again and are known. */
  commitThrough(reply: string): void {
    if (!this.#nats.isClosed()) this.#nats.publish(reply, ACK);
  }

  /** As `commitThrough`, and waits until the server has it. @throws when the server does not confirm in time. */
  async confirmThrough(reply: string): Promise<void> {
    await this.#nats.request(reply, ACK, { timeout: CONFIRM_TIMEOUT_MS });
  }

  /** Tells the server that the message is still being worked on. */
  keepAlive(reply: string): void {
    if (!this.#nats.isClosed()) this.#nats.publish(reply, IN_PROGRESS);
  }

  /**
   * Has unsettled messages sent again, in the order given, before anything newer. They were sent to a process that is
   * gone or through a connection that broke, so there is no message object to answer: the reply subject is rebuilt.
   * Resolves when the server has queued them all. @throws when it does not confirm in time.
   */
  async askAgain(
    stream: string,
    consumer: string,
    streamSequences: readonly number[],
    deliverySequence: number,
  ): Promise<void> {
    const last = streamSequences.at(-1);
    if (last === undefined) return;
    const reply = (sequence: number): string => `$JS.ACK.${stream}.${consumer}.1.${sequence}.${deliverySequence}.0.0`;
    // The server works answers off in order, so the confirmation of the last one covers all.
    for (const sequence of streamSequences.slice(0, -1)) this.#nats.publish(reply(sequence), NAK);
    await this.#nats.request(reply(last), NAK, { timeout: CONFIRM_TIMEOUT_MS });
  }
}
