import { headers, type Msg, type NatsConnection } from '@nats-io/transport-node';
import type { MessagingMetrics } from '../metrics/messaging-metrics.js';
import { retryDelayMs } from '../retry-backoff.js';

/** What waits for the server's word. */
export interface PendingPublish {
  readonly subject: string;
  readonly messageId: string;
  readonly body: string;
  stored(): void;
  refused(error: Error): void;
}

interface Entry extends PendingPublish {
  readonly token: string;
  state: 'queued' | 'sent' | 'settled';
}

/** Sent and not yet confirmed, at most. Enough to fill the way to the server and back. */
const WINDOW = 512;
/** The server answers in milliseconds; this long means the answer or the message was lost. */
const CONFIRM_TIMEOUT_MS = 5_000;
const LONGEST_RETRY_DELAY_MS = 1_000;
/** JetStream errors that no repetition can cure: too large, not for this stream. */
const HOPELESS_CODES: ReadonlySet<number> = new Set([10_054, 10_060]);

/**
 * Publishes to one stream in order. Many messages are under way at once; when one is not confirmed, all that are not
 * confirmed are sent again in order under their ids, the first of them alone until the server takes it, so nothing
 * overtakes and the server drops what it already has.
 */
export class PublishChannel {
  readonly #nats: NatsConnection;
  readonly #stream: string;
  readonly #replyPrefix: string;
  readonly #metrics: MessagingMetrics;
  #queue: Entry[] = [];
  #sent: Entry[] = [];
  readonly #byToken = new Map<string, Entry>();
  #counter = 0;
  #connected: boolean;
  /** Only one message under way, until one is confirmed. */
  #probing = true;
  #failures = 0;
  #retry: NodeJS.Timeout | undefined;
  #watch: NodeJS.Timeout | undefined;
  #pumpPlanned = false;
  #progressAt = 0;

  constructor(
    nats: NatsConnection,
    stream: string,
    replyPrefix: string,
    connected: boolean,
    metrics: MessagingMetrics,
  ) {
    this.#nats = nats;
    this.#stream = stream;
    this.#replyPrefix = replyPrefix;
    this.#connected = connected;
    this.#metrics = metrics;
  }

  /** Messages without the server's word. */
  get pending(): number {
    return this.#byToken.size;
  }

  add(publish: PendingPublish): void {
    this.#counter += 1;
    const entry: Entry = { ...publish, token: this.#counter.toString(36), state: 'queued' };
    this.#queue.push(entry);
    this.#byToken.set(entry.token, entry);
    this.#planPump();
  }

  disconnected(): void {
    this.#connected = false;
  }

  reconnected(): void {
    this.#connected = true;
    this.#requeue();
    this.#planPump();
  }

  close(): void {
    clearTimeout(this.#retry);
    clearInterval(this.#watch);
  }

  /** The server's answer to the message with this token. */
  answered(token: string, answer: Msg): void {
    const entry = this.#byToken.get(token);
    if (entry === undefined) return;
    this.#progressAt = performance.now();
    const refusal = refusalOf(answer);
    if (refusal === undefined) {
      this.#settle(entry);
      this.#metrics.published(this.#stream, 1);
      entry.stored();
    } else if (refusal.hopeless) {
      this.#settle(entry);
      entry.refused(new Error(`${this.#stream} refused ${entry.messageId}: ${refusal.reason}`));
    } else if (entry.state === 'sent') {
      this.#failed();
    }
  }

  #settle(entry: Entry): void {
    entry.state = 'settled';
    this.#byToken.delete(entry.token);
    while (this.#sent[0]?.state === 'settled') this.#sent.shift();
    this.#failures = 0;
    this.#probing = false;
    if (this.#sent.length === 0) {
      clearInterval(this.#watch);
      this.#watch = undefined;
    }
    if (this.#queue.length > 0 && this.#sent.length <= WINDOW / 2) this.#planPump();
  }

  #failed(): void {
    this.#metrics.publishFailed();
    this.#failures += 1;
    this.#requeue();
    clearTimeout(this.#retry);
    const delay = Math.min(LONGEST_RETRY_DELAY_MS, retryDelayMs(this.#failures));
    this.#retry = setTimeout(() => {
      this.#retry = undefined;
      this.#planPump();
    }, delay);
  }

  /** Everything unconfirmed goes back to the head of the line, in its old order. */
  #requeue(): void {
    const again = this.#sent.filter((entry) => entry.state === 'sent');
    for (const entry of again) entry.state = 'queued';
    this.#queue = [...again, ...this.#queue];
    this.#sent = [];
    this.#probing = true;
  }

  /**
   * Sending waits for the next turn of the event loop: then the loss of the connection, if there was one, is known here,
   * and no newer message slips into the new connection before the older ones that must be sent again.
   */
  #planPump(): void {
    if (this.#pumpPlanned) return;
    this.#pumpPlanned = true;
    setImmediate(() => {
      this.#pumpPlanned = false;
      this.#pump();
    });
  }

  #pump(): void {
    if (!this.#connected || this.#retry !== undefined || this.#nats.isClosed()) return;
    const window = this.#probing ? 1 : WINDOW;
    let taken = 0;
    for (const entry of this.#queue) {
      if (this.#sent.length >= window) break;
      taken += 1;
      if (entry.state === 'queued') this.#send(entry);
    }
    if (taken > 0) this.#queue.splice(0, taken);
  }

  #send(entry: Entry): void {
    const head = headers();
    head.set('Nats-Msg-Id', entry.messageId);
    try {
      this.#nats.publish(entry.subject, entry.body, { headers: head, reply: `${this.#replyPrefix}${entry.token}` });
    } catch (error) {
      // The client itself refuses: larger than the server takes, or the connection is being closed.
      this.#settle(entry);
      entry.refused(error as Error);
      return;
    }
    entry.state = 'sent';
    this.#sent.push(entry);
    if (this.#watch === undefined) {
      this.#progressAt = performance.now();
      this.#watch = setInterval(() => this.#checkProgress(), CONFIRM_TIMEOUT_MS / 5);
      this.#watch.unref();
    }
  }

  #checkProgress(): void {
    if (!this.#connected || this.#retry !== undefined || this.#sent.length === 0) return;
    if (performance.now() - this.#progressAt > CONFIRM_TIMEOUT_MS) this.#failed();
  }
}

function refusalOf(answer: Msg): { readonly reason: string; readonly hopeless: boolean } | undefined {
  if (answer.data.length === 0) return { reason: 'no stream is listening', hopeless: false };
  const text = answer.string();
  // What a confirmation looks like, one a message; everything else is read to the end.
  if (text.startsWith('{"stream"') && !text.includes('"error"')) return undefined;
  const { error } = JSON.parse(text) as { error?: { err_code?: number; description?: string } };
  if (error === undefined) return undefined;
  return { reason: error.description ?? 'unknown error', hopeless: HOPELESS_CODES.has(error.err_code ?? 0) };
}
