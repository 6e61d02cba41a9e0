import {
  type JetStreamManager,
  JetStreamApiError,
  RetentionPolicy,
  StorageType,
  type StreamConfig,
  type StreamSource,
} from '@nats-io/jetstream';
import { STREAMS, type StreamName } from '@tape/contracts';

/** The one order in which all gateways tell clients what happened. */
export const FEED_STREAM = 'FEED';

/** How far back a client may resume. */
const KEPT_HOURS = 24 * 7;
const MAX_BYTES = 1024 ** 3;
const NANOSECONDS_PER_SECOND = 1_000_000_000;

/** Streams whose facts clients see. Verdicts are not among them: each comes again as a signal or a rejection. */
const SOURCES = ['PATTERNS', 'ANALYSIS', 'SIGNALS', 'RISK', 'EXECUTION', 'OPS'] as const satisfies StreamName[];

/**
 * The stream is filled by the server from the streams of the services, so that its sequence is one count for all
 * gateways and outlives them. Watermarks are the machine's own business and stay out.
 */
export function feedStreamConfig(): Partial<StreamConfig> & { name: string } {
  return {
    name: FEED_STREAM,
    description: 'What clients of the WebSocket see, in one order. Filled from the other streams by the server.',
    sources: SOURCES.map((stream): StreamSource => {
      const subjects = STREAMS[stream].subjects.filter((subject) => !subject.includes('.watermark.'));
      // The same subject on both sides: a filter, not a renaming. `filter_subject` takes only one.
      return { name: stream, subject_transforms: subjects.map((subject) => ({ src: subject, dest: subject })) };
    }),
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    max_age: KEPT_HOURS * 3_600 * NANOSECONDS_PER_SECOND,
    max_bytes: MAX_BYTES,
    duplicate_window: 120 * NANOSECONDS_PER_SECOND,
  };
}

/** Makes sure the stream is there. Gateways that start together may all try: the same configuration twice is no error. */
export async function ensureFeedStream(manager: JetStreamManager): Promise<void> {
  const config = feedStreamConfig();
  try {
    await manager.streams.info(FEED_STREAM);
    await manager.streams.update(FEED_STREAM, config);
  } catch (error) {
    if (!(error instanceof JetStreamApiError) || error.code !== STREAM_NOT_FOUND) throw error;
    await manager.streams.add(config);
  }
}

/** `err_code` of the JetStream API. */
const STREAM_NOT_FOUND = 10_059;
