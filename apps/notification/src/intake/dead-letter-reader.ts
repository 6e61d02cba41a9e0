import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import {
  AckPolicy,
  type ConsumerMessages,
  DeliverPolicy,
  type JsMsg,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { type NatsConnection, nanos } from '@nats-io/transport-node';
import { deadLetter } from '@tape/contracts';
import { deadLetterNotice } from '@tape/notification';
import { describeError, type Logger } from '@tape/observability';
import { Bell } from '../delivery/bell.js';
import type { NoticeIntake } from './notice-intake.js';

const STREAM = 'DLQ';
/** Never changes: another name is another consumer that starts anew. */
const DURABLE = 'notification-dead-letters';
const ACK_WAIT_MS = 30_000;
const RETRY_MS = 2_000;
/** A letter that cannot be stored is offered again, and others pass it: their order does not matter. */
const NAK_DELAY_MS = 5_000;

/**
 * Reads dead letters. They are no events with a contract of their own but what became of others, so they come without an
 * envelope and not through lanes. Replicas share one durable consumer.
 */
export class DeadLetterReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #nats: NatsConnection;
  readonly #intake: Pick<NoticeIntake, 'take'>;
  readonly #logger: Pick<Logger, 'warn'>;
  readonly #bell = new Bell();
  #messages: ConsumerMessages | undefined;
  #stopping = false;
  #running: Promise<void> | undefined;

  constructor(nats: NatsConnection, intake: Pick<NoticeIntake, 'take'>, logger: Pick<Logger, 'warn'>) {
    this.#nats = nats;
    this.#intake = intake;
    this.#logger = logger;
  }

  onApplicationBootstrap(): void {
    this.#running ??= this.#run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.#stopping = true;
    this.#bell.ring();
    await this.#messages?.close();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      try {
        await this.#read();
      } catch (error) {
        if (this.#stopping) return;
        this.#logger.warn({ error: describeError(error as Error) }, 'dead letters cannot be read; trying again');
      }
      if (!this.#stopping) await this.#bell.sleep(RETRY_MS);
    }
  }

  async #read(): Promise<void> {
    const manager = await jetstreamManager(this.#nats, { checkAPI: false });
    await manager.consumers.add(STREAM, {
      durable_name: DURABLE,
      ack_policy: AckPolicy.Explicit,
      ack_wait: nanos(ACK_WAIT_MS),
      deliver_policy: DeliverPolicy.New,
      max_deliver: -1,
    });
    const consumer = await jetstream(this.#nats, { checkAPI: false }).consumers.get(STREAM, DURABLE);
    this.#messages = await consumer.consume({ max_messages: 16, expires: 5_000, idle_heartbeat: 2_000 });
    if (this.#stopping) await this.#messages.close();
    for await (const message of this.#messages) await this.#take(message);
  }

  async #take(message: JsMsg): Promise<void> {
    const letter = deadLetter.safeParse(safeJson(message));
    if (!letter.success) {
      this.#logger.warn({ subject: message.subject, sequence: message.seq }, 'a dead letter cannot be read');
      message.term('not a dead letter');
      return;
    }
    try {
      await this.#intake.take([deadLetterNotice(letter.data)]);
      message.ack();
    } catch (error) {
      this.#logger.warn({ error: describeError(error as Error) }, 'a dead letter could not be told; trying again');
      message.nak(NAK_DELAY_MS);
    }
  }
}

function safeJson(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
