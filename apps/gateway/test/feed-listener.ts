import { once } from 'node:events';
import { WebSocket } from 'ws';
import { TEST_TOKEN } from './gateway-under-test.js';

export interface FeedFrame {
  readonly type: string;
  readonly sequence: number;
  readonly timestamp: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads any shape and then says what it must be
  readonly data: any;
}

const PATIENCE_MS = 15_000;

/** A client of the feed that keeps what it hears. */
export class FeedListener {
  readonly socket: WebSocket;
  readonly frames: FeedFrame[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      this.frames.push(JSON.parse(data.toString()) as FeedFrame);
      for (const wake of this.#waiting) wake();
    });
  }

  static async open(url: string, first?: unknown, token: string = TEST_TOKEN): Promise<FeedListener> {
    const socket = new WebSocket(url, ['tape.v1', `bearer.${token}`]);
    const listener = new FeedListener(socket);
    await once(socket, 'open');
    if (first !== undefined) listener.say(first);
    return listener;
  }

  say(message: unknown): void {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  ofType(...types: string[]): FeedFrame[] {
    return this.frames.filter((frame) => types.includes(frame.type));
  }

  /** Resolves when what was heard satisfies the condition; throws with what was heard when it never does. */
  async until(condition: (frames: readonly FeedFrame[]) => boolean): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!condition(this.frames)) {
      if (Date.now() > deadline) throw new Error(`not heard; heard ${JSON.stringify(this.frames).slice(0, 2_000)}`);
      await new Promise<void>((resolve) => {
        const wake = () => {
          this.#waiting.delete(wake);
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(wake, 250);
        this.#waiting.add(wake);
      });
    }
  }

  async heard(type: string, count = 1): Promise<FeedFrame[]> {
    await this.until(() => this.ofType(type).length >= count);
    return this.ofType(type);
  }

  async close(): Promise<void> {
    if (this.socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.socket, 'close');
    this.socket.close();
    await closed;
  }
}
