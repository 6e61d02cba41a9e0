import type { Msg } from '@nats-io/transport-node';

/** How often a subject nobody listens to is tried again; who begins to listen misses no more than this and the next. */
const RETRY_MS = 100;
/** The server answers in a fraction of this when nobody listens; silence for so long means that somebody does. */
const ANSWER_MS = 50;
/** How often it is asked whether those who listened still do. */
const RECHECK_MS = 1_000;
const NO_RESPONDERS = 503;

interface Known {
  readonly token: string;
  askedAt: number;
  /** Asked, and neither answered nor silent for long enough. */
  asking: boolean;
  /** The next event of the subject is the question. */
  due: boolean;
  deserted: boolean;
}

/**
 * Whether anybody listens to a subject that is kept nowhere. An event that is sent with a reply subject is answered at
 * once by the server when it had nobody to give it to; such a subject is then tried with one event now and then instead
 * of with all. Only the server's word counts: whatever is not known is taken as listened to.
 */
export class Audience {
  readonly #replyPrefix: string;
  readonly #now: () => number;
  readonly #subjects = new Map<string, Known>();
  readonly #byToken: Known[] = [];

  /** @param replyPrefix of an inbox whose messages are given to `answered`. */
  constructor(replyPrefix: string, now: () => number = () => performance.now()) {
    this.#replyPrefix = replyPrefix;
    this.#now = now;
  }

  /** Whether an event is worth sending; true now and then for a deserted subject, and then it must be sent. */
  listensTo(subject: string): boolean {
    const known = this.#subjects.get(subject) ?? this.#meet(subject);
    if (!known.deserted) return true;
    const now = this.#now();
    const silentMs = now - known.askedAt;
    if (known.asking) {
      known.deserted = silentMs < ANSWER_MS;
      return !known.deserted;
    }
    if (silentMs < RETRY_MS) return false;
    known.askedAt = now;
    known.asking = true;
    known.due = true;
    return true;
  }

  /** The reply subject to send this event with, when it is one that asks. Only about subjects that somebody wondered about. */
  questionFor(subject: string): string | undefined {
    const known = this.#subjects.get(subject);
    if (known === undefined) return undefined;
    const now = this.#now();
    if (!known.due && (known.deserted || now - known.askedAt < RECHECK_MS)) return undefined;
    known.due = false;
    known.asking = true;
    known.askedAt = now;
    return `${this.#replyPrefix}${known.token}`;
  }

  /** Something came to the reply subject with this token. A listener's answer is no word of the server's. */
  answered(token: string, answer: Msg): void {
    if (answer.headers?.code !== NO_RESPONDERS) return;
    const known = this.#byToken[Number.parseInt(token, 36)];
    if (known === undefined) return;
    known.asking = false;
    known.deserted = true;
  }

  #meet(subject: string): Known {
    const known = {
      token: this.#byToken.length.toString(36),
      askedAt: Number.NEGATIVE_INFINITY,
      asking: false,
      due: false,
      deserted: false,
    };
    this.#subjects.set(subject, known);
    this.#byToken.push(known);
    return known;
  }
}
