import { type NatsConnection, connect } from '@nats-io/transport-node';
import { claimSignals } from '@tape/contracts';

const PATIENCE_MS = 30_000;

/** Milliseconds, as a subscriber sees them: from asking for the signal, and from its bar, to the order that is out. */
export interface OrderLatency {
  readonly fromClaim: number;
  readonly fromBar: number;
}

/** Times, per symbol, the way of an order: bar on the tape, signal claimed, order submitted. */
export class OrderWatcher {
  readonly #nats: NatsConnection;
  readonly #barAt = new Map<string, number>();
  readonly #claimedAt = new Map<string, number>();
  readonly #waiting = new Map<string, (latency: OrderLatency) => void>();

  private constructor(nats: NatsConnection) {
    this.#nats = nats;
    nats.subscribe('tape.v1.bar.ingested.>', {
      callback: (_, message) => {
        this.#barAt.set(message.json<{ data: { symbol: string } }>().data.symbol, performance.now());
      },
    });
    nats.subscribe(claimSignals.subject, {
      callback: (_, message) => {
        const { series } = message.json<{ series?: { symbol: string } }>();
        if (series !== undefined) this.#claimedAt.set(series.symbol, performance.now());
      },
    });
    nats.subscribe('tape.v1.order.submitted.>', {
      callback: (_, message) => {
        const { symbol } = message.json<{ data: { symbol: string } }>().data;
        const now = performance.now();
        this.#waiting.get(symbol)?.({
          fromClaim: now - this.#claimedAt.get(symbol)!,
          fromBar: now - this.#barAt.get(symbol)!,
        });
      },
    });
  }

  static async connect(natsUrl: string): Promise<OrderWatcher> {
    const nats = await connect({ servers: natsUrl });
    const watcher = new OrderWatcher(nats);
    await nats.flush();
    return watcher;
  }

  /** Of the next entry in this symbol. @throws Error when no order comes. */
  next(symbol: string): Promise<OrderLatency> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no order for ${symbol}`)), PATIENCE_MS);
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
