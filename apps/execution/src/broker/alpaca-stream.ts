import { retryPauseMs } from '@tape/trading';
import { WebSocket } from 'ws';
import { z } from 'zod';

export interface AlpacaStreamParts {
  /** `wss://paper-api.alpaca.markets/stream` */
  readonly url: string;
  readonly keyId: string;
  readonly secretKey: string;
  /** An order of which there is news, by our id; what the news is, the broker is asked. */
  readonly heard: (clientOrderId: string) => void;
  /** Whether the stream is being listened to, when that changes; with the reason where it is not. */
  readonly said: (state: 'LISTENING' | 'DEAF', reason: string) => void;
  /** Of the pause before the next attempt, 0..1. */
  readonly draw: () => number;
}

/** A connection that answers no ping for so long is gone, whatever the sockets say. */
const PING_MS = 15_000;

/** Source: Alpaca Trading API, websocket streaming. */
const message = z.discriminatedUnion('stream', [
  z.object({ stream: z.literal('authorization'), data: z.object({ status: z.string() }) }),
  z.object({ stream: z.literal('listening'), data: z.object({ streams: z.array(z.string()) }) }),
  z.object({
    stream: z.literal('trade_updates'),
    data: z.object({ event: z.string(), order: z.object({ client_order_id: z.string() }) }),
  }),
]);

/**
 * Hears of fills when they happen. Nothing is booked from here and nothing rests on it: a message only says which order to ask
 * about, so one that is lost, late or doubled costs no more than the wait for the next round.
 */
export class AlpacaStream {
  readonly #parts: AlpacaStreamParts;
  #socket: WebSocket | undefined;
  #retry: NodeJS.Timeout | undefined;
  #ping: NodeJS.Timeout | undefined;
  #failures = 0;
  #isListening = false;
  #isClosed = false;

  constructor(parts: AlpacaStreamParts) {
    this.#parts = parts;
    this.#connect();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    clearInterval(this.#ping);
    this.#socket?.terminate();
  }

  #connect(): void {
    const { url, keyId, secretKey } = this.#parts;
    const socket = new WebSocket(url, { handshakeTimeout: PING_MS, maxPayload: 1_048_576 });
    this.#socket = socket;
    let reason = 'the connection ended';
    let isAlive = true;
    socket.on('open', () => socket.send(JSON.stringify({ action: 'auth', key: keyId, secret: secretKey })));
    socket.on('message', (data: Buffer) => {
      const refusal = this.#take(socket, data);
      if (refusal === null) return;
      reason = refusal;
      socket.terminate();
    });
    socket.on('pong', () => {
      isAlive = true;
    });
    socket.on('error', (error) => {
      reason = error.message;
    });
    socket.on('close', () => this.#lost(reason));
    clearInterval(this.#ping);
    this.#ping = setInterval(() => {
      if (!isAlive) {
        reason = 'it answers no ping';
        socket.terminate();
      } else if (socket.readyState === WebSocket.OPEN) {
        isAlive = false;
        socket.ping();
      }
    }, PING_MS);
    this.#ping.unref();
  }

  /** @returns why the connection is of no use; null while it is. */
  #take(socket: WebSocket, data: Buffer): string | null {
    let said: unknown;
    try {
      said = JSON.parse(data.toString());
    } catch {
      return 'it does not speak JSON';
    }
    const parsed = message.safeParse(said);
    // Other streams and newer messages are none of ours.
    if (!parsed.success) return null;
    const { stream, data: content } = parsed.data;
    if (stream === 'trade_updates') {
      this.#parts.heard(content.order.client_order_id);
    } else if (stream === 'listening') {
      this.#failures = 0;
      this.#isListening = true;
      this.#parts.said('LISTENING', 'hears of fills at once');
    } else if (content.status === 'authorized') {
      socket.send(JSON.stringify({ action: 'listen', data: { streams: ['trade_updates'] } }));
    } else {
      return `it answers the keys with '${content.status}'`;
    }
    return null;
  }

  #lost(reason: string): void {
    if (this.#isClosed) return;
    this.#failures += 1;
    // Said once when it is lost, and once when it cannot be had in the first place.
    if (this.#isListening || this.#failures === 1) this.#parts.said('DEAF', reason);
    this.#isListening = false;
    this.#retry = setTimeout(() => this.#connect(), retryPauseMs(this.#failures, this.#parts.draw()));
    this.#retry.unref();
  }
}
