import type { Writable } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Wire } from '../wire/to-wire.js';
import { frame, type FeedMessage } from './feed-message.js';
import { EVERYTHING, wants, type Subscription } from './subscription.js';

/** Close codes of our own (4000-4999), told in docs and README. */
/** The token has ended or was withdrawn: get a new one, connect again and resume. */
export const CLOSE_ACCESS_ENDED = 4001;
export const CLOSE_LAGGING = 4008;
export const CLOSE_TOO_MANY_ERRORS = 4009;

/** How much may wait for a client before it counts as too slow. Unit: bytes. */
export const MAX_BUFFERED_BYTES = 1024 * 1024;
/** A replay fills the buffer no further than this and then waits for the client. Unit: bytes. */
const REPLAY_BUFFERED_BYTES = 256 * 1024;
const TERMINATE_AFTER_MS = 5_000;
const DRAIN_POLL_MS = 10;

/** One connection: what it wants, how far it has been served, and how much is waiting for it. */
export class FeedClient {
  readonly #socket: WebSocket;
  readonly #wire: Writable;
  readonly #maxBufferedBytes: number;
  #subscription: Subscription = EVERYTHING;
  #served: number;
  #live = false;
  #ended = false;
  #turn = 0;
  /** Frames that are not written yet. */
  #gathered: Buffer[] = [];

  /** @param wire the stream below the socket: frames that are made once for all clients go to it as they are. */
  constructor(socket: WebSocket, wire: Writable, startAfter: number, maxBufferedBytes: number = MAX_BUFFERED_BYTES) {
    this.#socket = socket;
    this.#wire = wire;
    this.#served = startAfter;
    this.#maxBufferedBytes = maxBufferedBytes;
  }

  /** Everything up to this sequence was sent to the client, or filtered out for it. */
  get served(): number {
    return this.#served;
  }
  get live(): boolean {
    return this.#live;
  }
  get ended(): boolean {
    return this.#ended || this.#socket.readyState !== this.#socket.OPEN;
  }

  get wantsBars(): boolean {
    return this.#subscription.types?.has('bar') ?? false;
  }

  subscribe(subscription: Subscription): void {
    this.#subscription = subscription;
  }

  /**
   * From now on served from the stored past, beginning after `sequence`; live messages pass it by meanwhile.
   * @returns the number of this rewind: a replay that belongs to an earlier one must stop.
   */
  rewind(sequence: number): number {
    this.#live = false;
    this.#served = sequence;
    this.#turn += 1;
    return this.#turn;
  }

  /** Whether a replay of that rewind is still what the client waits for. */
  isServing(turn: number): boolean {
    return this.#turn === turn && !this.ended;
  }

  goLive(): void {
    this.#live = true;
  }

  /** One durable message, in order; written by the next {@link flush}. A sequence it was served already is passed over. */
  deliver(message: FeedMessage, bytes: Buffer): void {
    if (message.sequence <= this.#served) return;
    this.#served = message.sequence;
    if (wants(this.#subscription, message)) this.#gathered.push(bytes);
  }

  /** How many messages wait for {@link flush}. */
  get gathered(): number {
    return this.#gathered.length;
  }

  /** Writes what was gathered, all at once. @param whole the same frames as one piece, where somebody has made it already. */
  flush(whole?: Buffer): void {
    const frames = this.#gathered;
    if (frames.length === 0) return;
    this.#gathered = [];
    if (this.ended) return;
    if (this.#socket.bufferedAmount > this.#maxBufferedBytes) this.#lag();
    else this.#wire.write(whole ?? (frames.length === 1 ? frames[0]! : Buffer.concat(frames)), ignoreClosed);
  }

  /** A sequence that is in the stream but is no message for clients. */
  skip(sequence: number): void {
    this.#served = Math.max(this.#served, sequence);
  }

  /** Market data: carries the last durable sequence, so that it never moves what a resume counts from. */
  deliverBar(symbol: string | null, timestamp: string, data: Wire): void {
    if (!this.#live || !wants(this.#subscription, { type: 'bar', symbol })) return;
    this.#send(frame('bar', this.#served, timestamp, data));
  }

  /** An answer to the client itself: `welcome`, `subscribed`, `resumed`, `reset`, `error`, `pong`. */
  tell(type: string, data: Wire): void {
    this.#send(frame(type, this.#served, new Date().toISOString(), data));
  }

  /** Waits until a replay may go on. @returns false when the client is gone or does not read. */
  async drained(patienceMs: number): Promise<boolean> {
    const deadline = performance.now() + patienceMs;
    while (this.#socket.bufferedAmount > Math.min(REPLAY_BUFFERED_BYTES, this.#maxBufferedBytes / 2)) {
      if (this.ended) return false;
      if (performance.now() > deadline) {
        this.#lag();
        return false;
      }
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
    return !this.ended;
  }

  /** @param code WebSocket close code; the socket is cut when the client does not answer the close. */
  close(code: number, reason: string): void {
    if (this.#ended) return;
    if (code !== CLOSE_LAGGING) this.flush();
    this.#ended = true;
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), TERMINATE_AFTER_MS);
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #send(text: string): void {
    this.flush();
    if (this.ended) return;
    if (this.#socket.bufferedAmount > this.#maxBufferedBytes) this.#lag();
    else this.#socket.send(text, ignoreClosed);
  }

  #lag(): void {
    if (this.#ended) return;
    const data = {
      buffered_bytes: this.#socket.bufferedAmount,
      limit_bytes: this.#maxBufferedBytes,
      resume: 'connect again and send {"resume": {"after": <the last sequence you have>}}',
    };
    this.#socket.send(frame('lagging', this.#served, new Date().toISOString(), data), ignoreClosed);
    this.close(CLOSE_LAGGING, 'lagging: connect again and resume');
  }
}

/** A socket that closed between the check and the write says so here; its `close` event does the cleaning. */
function ignoreClosed(): void {}
