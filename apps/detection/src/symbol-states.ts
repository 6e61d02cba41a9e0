import { Kvm, type KvEntry } from '@nats-io/kv';
import { symbolStateChanged, textOfSubjectToken } from '@tape/contracts';
import type { BrokerConnection, EventPublisher } from '@tape/messaging';
import { type Logger, metrics } from '@tape/observability';
import { z } from 'zod';

/** What an operator wants of a symbol; written by the gateway. */
const DESIRED_BUCKET = 'symbol_desired';

const desired = z.object({ state: z.enum(['RUNNING', 'PAUSED', 'STOPPED']), by: z.string(), at: z.string() });

type Reported = 'RUNNING' | 'PAUSED' | 'STOPPED' | 'ERROR';

/**
 * What operators want of each symbol, followed as it changes, and what this service reports back. A symbol nobody spoke
 * of runs.
 */
export class SymbolStates {
  readonly #connection: BrokerConnection;
  readonly #publisher: EventPublisher;
  readonly #logger: Logger;
  readonly #states = new Map<string, Reported>();

  constructor(connection: BrokerConnection, publisher: EventPublisher, logger: Logger) {
    this.#connection = connection;
    this.#publisher = publisher;
    this.#logger = logger;
  }

  /** Reads what is wanted now and follows it until the connection closes. */
  async watch(): Promise<void> {
    const bucket = await new Kvm(this.#connection.nats).create(DESIRED_BUCKET, { history: 5 });
    const entries = await bucket.watch();
    void this.#follow(entries);
  }

  /** Whether the symbol may offer candidates. Its bars are read all the same, so that its state stays true. */
  isMuted(symbol: string): boolean {
    const state = this.#states.get(symbol);
    return state === 'PAUSED' || state === 'STOPPED';
  }

  /** A bar of this symbol could not be read; it goes to the dead letters and the symbol is shown as in error. */
  failed(symbol: string, error: unknown): void {
    this.#logger.error({ symbol, error }, 'a bar could not be analysed');
    this.#move(symbol, 'ERROR', error instanceof Error ? error.message : String(error));
  }

  async #follow(entries: AsyncIterable<KvEntry>): Promise<void> {
    for await (const entry of entries) {
      if (entry.operation !== 'PUT') continue;
      const wanted = desired.safeParse(parsed(entry));
      if (!wanted.success) {
        this.#logger.warn({ key: entry.key }, 'a wish for a symbol could not be read and is ignored');
        continue;
      }
      this.#move(textOfSubjectToken(entry.key), wanted.data.state, `wanted by ${wanted.data.by}`);
    }
  }

  #move(symbol: string, to: Reported, reason: string): void {
    const from = this.#states.get(symbol) ?? 'RUNNING';
    if (from === to) return;
    this.#states.set(symbol, to);
    metrics.symbolState.set({ symbol, state: from }, 0);
    metrics.symbolState.set({ symbol, state: to }, 1);
    const atMs = Date.now();
    const event = this.#publisher.outgoing(
      symbolStateChanged,
      { symbol, from, to, reason, atMs },
      { timeMs: atMs, correlationId: `symbol:${symbol}` },
    );
    this.#publisher.publish([event]).catch((error: unknown) => {
      this.#logger.warn({ symbol, error }, 'a symbol state could not be reported');
    });
  }
}

function parsed(entry: KvEntry): unknown {
  try {
    return entry.json();
  } catch {
    return undefined;
  }
}
