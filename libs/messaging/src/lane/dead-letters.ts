import { deadLetter, type DeadLetter } from '@tape/contracts';
import type { EventPublisher } from '../publish/event-publisher.js';
import type { LaneMessage } from './lane-message.js';

/** Keeps what could not be handled, with everything needed to understand and to repeat it. */
export class DeadLetters {
  readonly #publisher: EventPublisher;
  readonly #service: string;

  constructor(publisher: EventPublisher, service: string) {
    this.#publisher = publisher;
    this.#service = service;
  }

  /** Resolves when the letter is stored. Its id is that of the message, so keeping one twice is harmless. */
  async keep(stream: string, durable: string, message: LaneMessage, reason: string): Promise<void> {
    const letter: DeadLetter = {
      service: this.#service,
      stream,
      streamSequence: message.sequence,
      subject: message.subject,
      messageId: message.messageId,
      reason: reason === '' ? 'no reason given' : reason,
      deliveries: Math.max(1, message.attempt - 1),
      atMs: Date.now(),
      body: message.body,
    };
    await this.#publisher.publishText(
      `dlq.${this.#service}.${message.subject}`,
      `dlq:${durable}:${stream}:${message.sequence}`,
      JSON.stringify(deadLetter.parse(letter)),
    );
  }
}
