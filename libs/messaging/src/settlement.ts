import type { NatsConnection } from '@nats-io/transport-node';

const ACK = '+ACK';
const IN_PROGRESS = '+WPI';
const NAK = '-NAK';
/** How long the server may take to confirm. */
const CONFIRM_TIMEOUT_MS = 2_000;

/**
 * The only place that answers JetStream messages; one for each lane. Lanes use AckPolicy.All: one answer settles a
 * message and all before it, so an answer per batch is enough, and what was never answered comes again in order.
 *
 * Answers are built from the position in the stream instead of taken from the message: a message that was sent twice
 * has two reply subjects, and the server ignores the older one once anything newer was settled. It wants the second
 * number of an answer (the consumer's sequence) to rise above its own ack floor, which it moves up to what it has sent
 * whenever nothing is unsettled. So the number is that of the delivery that is answered, or one more than the last
 * answer's where that is higher.
 */
export class Settlement {
  readonly #nats: NatsConnection;
  readonly #prefix: string;
  /** Consumer sequence of the last answer that settled something. */
  #answered = 0;
  #open = false;
  #through = 0;

  constructor(nats: NatsConnection, stream: string, consumer: string) {
    this.#nats = nats;
    this.#prefix = `$JS.ACK.${stream}.${consumer}.1`;
  }

  /** Sequence of the last settled message. */
  get through(): number {
    return this.#through;
  }

  /** Holds answers back until the server's state is known again. */
  suspend(): void {
    this.#open = false;
  }

  /** Waits until the server has worked off the answers sent so far; without effect when it does not confirm. */
  async workedOff(): Promise<void> {
    await this.#nats
      .request(this.#subject(this.#through, this.#answered), IN_PROGRESS, { timeout: CONFIRM_TIMEOUT_MS })
      .catch(() => undefined);
  }

  /** Takes note of what another replica has settled; its lane is not this process's to answer for. */
  watch(ackFloor: number): void {
    this.#through = Math.max(this.#through, ackFloor);
  }

  /**
   * Goes on from what the server knows, and tells it what it missed. `deliveredThrough` bounds that: it does not take
   * an answer for what it does not remember having sent.
   */
  resume(ackFloor: { readonly stream: number; readonly consumer: number }, deliveredThrough: number): void {
    this.#open = true;
    this.#answered = ackFloor.consumer;
    this.#through = Math.max(this.#through, ackFloor.stream);
    const missed = Math.min(this.#through, deliveredThrough);
    if (missed > ackFloor.stream) this.#publishAck(missed, 0);
  }

  /**
   * Settles the message and everything before it. Not confirmed: if it is lost, the messages come again and are known.
   * @param deliverySequence consumer sequence under which the message was received.
   */
  commitThrough(sequence: number, deliverySequence: number): void {
    this.#through = Math.max(this.#through, sequence);
    if (this.#open) this.#publishAck(sequence, deliverySequence);
  }

  /** As `commitThrough`, and waits until the server has it. @throws when the server does not confirm in time. */
  async confirmThrough(sequence: number, deliverySequence: number): Promise<void> {
    this.#through = Math.max(this.#through, sequence);
    if (!this.#open) return;
    this.#answered = Math.max(this.#answered + 1, deliverySequence);
    await this.#nats.request(this.#subject(sequence, this.#answered), ACK, { timeout: CONFIRM_TIMEOUT_MS });
  }

  /** Tells the server that the message is still being worked on. */
  keepAlive(sequence: number): void {
    if (this.#open) this.#nats.publish(this.#subject(sequence, this.#answered), IN_PROGRESS);
  }

  /**
   * Has unsettled messages sent again, in the order given, before anything newer. They were sent to a process that is
   * gone or through a connection that broke. Resolves when the server has queued them all.
   * @throws when it does not confirm in time.
   */
  async askAgain(sequences: readonly number[], deliverySequence: number): Promise<void> {
    const last = sequences.at(-1);
    if (last === undefined) return;
    // The server looks at the number only for being within range: above its ack floor, at most the next one.
    const next = deliverySequence + 1;
    for (const sequence of sequences.slice(0, -1)) this.#nats.publish(this.#subject(sequence, next), NAK);
    // Answers are worked off in order, so the confirmation of the last one covers all.
    await this.#nats.request(this.#subject(last, next), NAK, { timeout: CONFIRM_TIMEOUT_MS });
  }

  #publishAck(sequence: number, deliverySequence: number): void {
    if (this.#nats.isClosed()) return;
    this.#answered = Math.max(this.#answered + 1, deliverySequence);
    this.#nats.publish(this.#subject(sequence, this.#answered), ACK);
  }

  #subject(streamSequence: number, consumerSequence: number): string {
    return `${this.#prefix}.${streamSequence}.${consumerSequence}.0.0`;
  }
}
