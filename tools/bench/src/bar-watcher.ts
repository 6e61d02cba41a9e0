import { WebSocket } from 'ws';
import type { OfferedBar } from './tape.js';

const PATIENCE_MS = 30_000;

/** A WebSocket client that times how long each bar takes to reach it. */
export class BarWatcher {
  readonly #socket: WebSocket;
  readonly #offeredAt = new Map<string, number>();
  readonly #latencies: number[] = [];

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#received(data.toString()));
  }

  static async connect(gatewayUrl: string, token: string): Promise<BarWatcher> {
    const socket = new WebSocket(`${gatewayUrl.replace(/^http/, 'ws')}/ws`, ['tape.v1', `bearer.${token}`]);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.send(JSON.stringify({ subscribe: { types: ['bar'] } }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return new BarWatcher(socket);
  }

  offered({ symbol, bar }: OfferedBar): void {
    this.#offeredAt.set(`${symbol} ${new Date(bar.openTimeMs).toISOString()}`, performance.now());
  }

  /** Latencies of all bars, milliseconds. @throws Error when some did not arrive in time. */
  async latencies(expected: number): Promise<number[]> {
    const until = performance.now() + PATIENCE_MS;
    while (this.#latencies.length < expected) {
      if (performance.now() > until)
        throw new Error(`${this.#latencies.length} of ${expected} bars reached the client`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.#latencies;
  }

  close(): void {
    this.#socket.close();
  }

  #received(text: string): void {
    const message = JSON.parse(text) as { type: string; data: { symbol: string; open_time: string } };
    if (message.type !== 'bar') return;
    const key = `${message.data.symbol} ${new Date(message.data.open_time).toISOString()}`;
    const offeredAt = this.#offeredAt.get(key);
    if (offeredAt === undefined) return;
    this.#offeredAt.delete(key);
    this.#latencies.push(performance.now() - offeredAt);
  }
}
