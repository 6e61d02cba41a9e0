import { DeliverPolicy, jetstream, type Consumer, type OrderedConsumerOptions } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { type BarIngested, barIngested, parseEvent, SUBJECT_ROOT, subjectToken } from '@tape/contracts';

const ALL_BARS = `${SUBJECT_ROOT}.bar.ingested.>`;
const FETCH_MESSAGES = 500;
const FETCH_EXPIRES_MS = 2_000;

/** Reads the tape as it stands, beside the lanes: what was accepted last, and what lies between two bars. */
export class BarStream {
  readonly #nats: NatsConnection;

  constructor(nats: NatsConnection) {
    this.#nats = nats;
  }

  /** The newest bar of every series. */
  async lastOfEachSeries(): Promise<readonly BarIngested[]> {
    const newest = new Map<string, BarIngested>();
    for await (const bar of this.#read({ filter_subjects: ALL_BARS, deliver_policy: DeliverPolicy.LastPerSubject })) {
      const key = `${bar.symbol} ${bar.timeframe}`;
      // One series has two subjects after the number of lanes was changed.
      if ((newest.get(key)?.openTimeMs ?? Number.NEGATIVE_INFINITY) < bar.openTimeMs) newest.set(key, bar);
    }
    return [...newest.values()];
  }

  /** Bars of a series after one and before another, ascending, each once. Reads the whole series: for repairs only. */
  async between(symbol: string, timeframe: string, afterMs: number, beforeMs: number): Promise<readonly BarIngested[]> {
    const found = new Map<number, BarIngested>();
    const filter = `${SUBJECT_ROOT}.bar.ingested.${timeframe}.${subjectToken(symbol)}.*`;
    for await (const bar of this.#read({ filter_subjects: filter, deliver_policy: DeliverPolicy.All })) {
      if (bar.openTimeMs > afterMs && bar.openTimeMs < beforeMs && !found.has(bar.openTimeMs))
        found.set(bar.openTimeMs, bar);
    }
    return [...found.values()].toSorted((a, b) => a.openTimeMs - b.openTimeMs);
  }

  /** Everything a filter selects that is in the stream now. */
  async *#read(options: Partial<OrderedConsumerOptions>): AsyncGenerator<BarIngested> {
    const consumer: Consumer = await jetstream(this.#nats).consumers.get('BARS', options);
    try {
      let { num_pending: left } = await consumer.info();
      while (left > 0) {
        const messages = await consumer.fetch({
          max_messages: Math.min(left, FETCH_MESSAGES),
          expires: FETCH_EXPIRES_MS,
        });
        for await (const message of messages) {
          left = message.info.pending;
          yield parseEvent(barIngested, message.string()).data;
        }
      }
    } finally {
      await consumer.delete().catch(() => undefined);
    }
  }
}
