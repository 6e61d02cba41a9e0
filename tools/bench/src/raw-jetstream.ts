import {
  AckPolicy,
  DiscardPolicy,
  RetentionPolicy,
  StorageType,
  jetstream,
  jetstreamManager,
} from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';

const STREAM = 'BENCH_RAW';
const IN_FLIGHT = 256;

/**
 * What the server and its client can do with nothing of ours between: the same messages into a file-backed stream with
 * deduplication, and out again through one pull consumer that acknowledges each. Publishing and consuming overlap.
 * @returns messages per second, first publish to last acknowledgement.
 */
export async function rawRate(natsUrl: string, messages: readonly { id: string; body: string }[]): Promise<number> {
  const nats = await connect({ servers: natsUrl });
  try {
    const manager = await jetstreamManager(nats);
    await manager.streams.add({
      name: STREAM,
      subjects: ['bench.raw.>'],
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      discard: DiscardPolicy.Old,
      duplicate_window: 120_000_000_000,
    });
    await manager.consumers.add(STREAM, {
      durable_name: 'reader',
      ack_policy: AckPolicy.Explicit,
      max_ack_pending: 20_000,
    });
    const client = jetstream(nats);
    const consumer = await client.consumers.get(STREAM, 'reader');
    const startedAt = performance.now();
    const consuming = (async () => {
      let read = 0;
      const incoming = await consumer.consume({ max_messages: 1_000 });
      for await (const message of incoming) {
        message.ack();
        read += 1;
        if (read === messages.length) return;
      }
    })();
    for (let start = 0; start < messages.length; start += IN_FLIGHT) {
      const window = messages.slice(start, start + IN_FLIGHT);
      await Promise.all(window.map(({ id, body }) => client.publish('bench.raw.x', body, { msgID: id })));
    }
    await consuming;
    const seconds = (performance.now() - startedAt) / 1_000;
    await manager.streams.delete(STREAM);
    return messages.length / seconds;
  } finally {
    await nats.close();
  }
}
