import { type NatsConnection, connect } from '@nats-io/transport-node';

const PATIENCE_MS = 30_000;

interface Seen {
  readonly data: { readonly symbol: string; readonly purpose?: string };
}

/** How long after its bar the exit was told, and its closing order out. Milliseconds. */
export interface ExitLatency {
  readonly told: number;
  readonly ordered: number;
}

/** Times, per symbol, from the bar on the tape to the order that closes its position: all as a subscriber sees them. */
export class ExitWatcher {
  readonly #nats: NatsConnection;
  readonly #barAt = new Map<string, number>();
  readonly #toldAt = new Map<string, number>();
  readonly #waiting = new Map<string, (latency: ExitLatency) => void>();

  private constructor(nats: NatsConnection) {
    this.#nats = nats;
    nats.subscribe('tape.v1.bar.ingested.>', {
      callback: (_, message) => {
        this.#barAt.set(message.json<Seen>().data.symbol, performance.now());
      },
    });
    nats.subscribe('tape.v1.risk.exit.>', {
      callback: (_, message) => {
        this.#toldAt.set(message.json<Seen>().data.symbol, performance.now());
      },
    });
    nats.subscribe('tape.v1.order.submitted.>', {
      callback: (_, message) => {
        const { symbol, purpose } = message.json<Seen>().data;
        if (purpose !== 'EMERGENCY_EXIT') return;
        const barAt = this.#barAt.get(symbol)!;
        this.#waiting.get(symbol)?.({
          told: this.#toldAt.get(symbol)! - barAt,
          ordered: performance.now() - barAt,
        });
      },
    });
  }

  static async connect(natsUrl: string): Promise<ExitWatcher> {
    const nats = await connect({ servers: natsUrl });
    const watcher = new ExitWatcher(nats);
    await nats.flush();
    return watcher;
  }

  /** Of the next bar of this symbol. @throws Error when no closing order comes. */
  next(symbol: string): Promise<ExitLatency> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no closing order for ${symbol}`)), PATIENCE_MS);
      this.#waiting.set(symbol, (latency) => {
        clearTimeout(timer);
        this.#waiting.delete(symbol);
        resolve(latency);
      });
    });
  }

  async close(): Promise<void> {
    await this.#nats.close();
  }
}
