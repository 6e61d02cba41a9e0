import { jetstream, jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { deadLetter, type DeadLetter, SUBJECT_ROOT } from '@tape/contracts';

const STREAM = 'DLQ';
/** Places of the stream looked at for one page; what was put back leaves holes. */
const MAX_LOOKS = 1_000;
/** The server knows no message at this place. */
const NO_MESSAGE = 10_037;

/** A message that could not be handled, with its place among the dead letters. */
export interface KeptLetter {
  readonly sequence: number;
  readonly letter: DeadLetter;
}

export interface LetterPage {
  readonly letters: readonly KeptLetter[];
  /** Where the rest begins, exclusive; null when there is none. */
  readonly before: number | null;
}

export type PutBack = 'stored' | 'known' | 'not-ours';

/** What lies in the stream of dead letters, newest first, and the way back for each. */
export class DeadLetterBox {
  readonly #nats: NatsConnection;
  #manager: Promise<JetStreamManager> | undefined;

  constructor(nats: NatsConnection) {
    this.#nats = nats;
  }

  async list(limit: number, before: number | null): Promise<LetterPage> {
    const manager = await this.#managed();
    const { state } = await manager.streams.info(STREAM);
    const letters: KeptLetter[] = [];
    let sequence = Math.min(state.last_seq, (before ?? state.last_seq + 1) - 1);
    for (let looks = 0; sequence >= state.first_seq && letters.length < limit && looks < MAX_LOOKS; looks += 1) {
      const kept = sequence === 0 ? undefined : await this.find(sequence);
      if (kept !== undefined) letters.push(kept);
      sequence -= 1;
    }
    return { letters, before: sequence >= state.first_seq && sequence > 0 ? sequence + 1 : null };
  }

  async find(sequence: number): Promise<KeptLetter | undefined> {
    const manager = await this.#managed();
    try {
      const message = await manager.streams.getMessage(STREAM, { seq: sequence });
      const parsed = deadLetter.safeParse(message?.json());
      return parsed.success ? { sequence, letter: parsed.data } : undefined;
    } catch (error) {
      if ((error as { code?: number }).code === NO_MESSAGE) return undefined;
      throw error;
    }
  }

  /**
   * Sends the message to where it came from, under the id it had: who has handled it already knows it by that. Then the
   * letter is taken out; a crash between the two leaves it, and putting it back again does no harm.
   * @returns `known` while the stream still drops repeats of this id (two minutes from when it was first sent).
   */
  async putBack({ sequence, letter }: KeptLetter): Promise<PutBack> {
    if (!letter.subject.startsWith(`${SUBJECT_ROOT}.`)) return 'not-ours';
    const id = letter.messageId === null ? {} : { msgID: letter.messageId };
    const answer = await jetstream(this.#nats).publish(letter.subject, letter.body, id);
    if (answer.duplicate) return 'known';
    const manager = await this.#managed();
    await manager.streams.deleteMessage(STREAM, sequence, false);
    return 'stored';
  }

  async #managed(): Promise<JetStreamManager> {
    this.#manager ??= jetstreamManager(this.#nats);
    try {
      return await this.#manager;
    } catch (error) {
      this.#manager = undefined;
      throw error;
    }
  }
}
