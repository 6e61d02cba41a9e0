import { type NatsConnection, connect } from '@nats-io/transport-node';
import { ingestBars } from '@tape/contracts';
import type { PriceBar, Timeframe } from '@tape/market';

/** A bar and the series it belongs to. */
export interface OfferedBar {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly bar: PriceBar;
}

const BARS_A_REQUEST = 500;

/** Offers bars to ingest as a feed does: over NATS, answered when the tape has them. */
export class Tape {
  readonly #nats: NatsConnection;

  private constructor(nats: NatsConnection) {
    this.#nats = nats;
  }

  static async connect(natsUrl: string): Promise<Tape> {
    return new Tape(await connect({ servers: natsUrl }));
  }

  /** @throws Error when a bar is not accepted: a figure over refused bars would be a lie. */
  async offer(bars: readonly OfferedBar[]): Promise<void> {
    for (let start = 0; start < bars.length; start += BARS_A_REQUEST) {
      const some = bars.slice(start, start + BARS_A_REQUEST);
      const request = {
        source: 'FEED',
        bars: some.map(({ symbol, timeframe, bar: { openTimeMs, ...prices } }) => ({
          symbol,
          timeframe,
          timestamp: openTimeMs,
          ...prices,
        })),
      };
      const answer = await this.#nats.request(ingestBars.subject, JSON.stringify(request), { timeout: 30_000 });
      const reply = answer.json<{ ok: boolean; value?: { accepted: number } }>();
      if (!reply.ok || reply.value?.accepted !== some.length)
        throw new Error(`bars were not taken: ${answer.string()}`);
    }
  }

  async close(): Promise<void> {
    await this.#nats.close();
  }
}
