import type { Msg } from '@nats-io/transport-node';
import type { OutgoingEvent } from '@tape/contracts';

/** How often a subject nobody listens to is tried again: who begins to listen in a flood of events misses no more than this. */
const RETRY_MS = 100;
/** The server answers in a fraction of this when nobody listens; silence for so long means that somebody does. */
const ANSWER_MS = 50;
/** How often it is asked whether those who listened still do. */
const RECHECK_MS = 1_000;
const NO_RESPONDERS = 503;

interface Known {
  readonly token: string;
  askedAt: number;
  /** Nobody listened when the server last said a word about it. */
  deserted: boolean;
  /** Came while a question about a deserted subject was under way. */
  held: OutgoingEvent[];
  /** Runs while such a question is. */
  silence: NodeJS.Timeout | undefined;
}

/**
 * Whether anybody listens to a subject that is kept nowhere. An event that is sent with a reply subject is answered at
 * once by the server when it had nobody to give it to; such a subject is then tried with one event now and then, which is
 * a question too, and what follows it waits for the answer. Only the server's word counts: whatever is not known is taken
 * as listened to.
 */
export class Audience {
  readonly #replyPrefix: string;
  readonly #send: (event: OutgoingEvent, reply?: string) => void;
  readonly #subjects = new Map<string, Known>();
  readonly #byToken: Known[] = [];

  /** @param replyPrefix of an inbox whose messages are given to `answered`. */
  constructor(replyPrefix: string, send: (event: OutgoingEvent, reply?: string) => void) {
    this.#replyPrefix = replyPrefix;
    this.#send = send;
  }

  /** Whether an event is worth offering; asking makes it a subject whose audience is watched. */
  listensTo(subject: string): boolean {
    const known = this.#subjects.get(subject) ?? this.#meet(subject);
    return !known.deserted || known.silence !== undefined || performance.now() - known.askedAt >= RETRY_MS;
  }

  /** Sends an event, or holds it until it is known whether anybody hears it. */
  offer(event: OutgoingEvent): void {
    const known = this.#subjects.get(event.subject);
    if (known === undefined) return this.#send(event);
    if (known.silence !== undefined) {
      known.held.push(event);
      return;
    }
    const now = performance.now();
    if (!known.deserted && now - known.askedAt < RECHECK_MS) return this.#send(event);
    known.askedAt = now;
    if (known.deserted) known.silence = setTimeout(() => this.#heard(known), ANSWER_MS).unref();
    this.#send(event, `${this.#replyPrefix}${known.token}`);
  }

  /** Something came to the reply subject with this token. A listener's answer is no word of the server's. */
  answered(token: string, answer: Msg): void {
    const known = this.#byToken[Number.parseInt(token, 36)];
    if (known === undefined || answer.headers?.code !== NO_RESPONDERS) return;
    clearTimeout(known.silence);
    known.silence = undefined;
    known.deserted = true;
    known.held = [];
  }

  /** Gives up what is held: the connection is about to close. */
  close(): void {
    for (const known of this.#byToken) {
      clearTimeout(known.silence);
      known.silence = undefined;
      known.held = [];
    }
  }

  /** The question about a deserted subject was not answered. */
  #heard(known: Known): void {
    const { held } = known;
    known.silence = undefined;
    known.deserted = false;
    known.held = [];
    for (const event of held) this.#send(event);
  }

  #meet(subject: string): Known {
    const known: Known = {
      token: this.#byToken.length.toString(36),
      askedAt: Number.NEGATIVE_INFINITY,
      deserted: false,
      held: [],
      silence: undefined,
    };
    this.#subjects.set(subject, known);
    this.#byToken.push(known);
    return known;
  }
}
