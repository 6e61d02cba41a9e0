import { jetstreamManager, type JetStreamManager, type StreamConfig, type StreamInfo } from '@nats-io/jetstream';
import { nanos, type NatsConnection } from '@nats-io/transport-node';
import { STREAMS, type StreamDefinition } from '@tape/contracts';
import { pause, retryDelayMs } from '../retry-backoff.js';
import type { MessagingOptions } from './options.js';

type OwnedSettings = Pick<
  StreamConfig,
  'subjects' | 'description' | 'max_age' | 'max_bytes' | 'duplicate_window' | 'num_replicas'
>;

/**
 * Makes the server's streams what the contracts say: missing ones are created, others changed in place; none is ever
 * deleted. Storage is chosen at creation and kept. Runs in every service at start; doing it at once is harmless.
 * Tries until the server answers, because a starting server refuses requests for a moment.
 */
export async function provisionStreams(
  nats: NatsConnection,
  options: Pick<MessagingOptions, 'streamReplicas' | 'streamStorage'>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const manager = await jetstreamManager(nats);
      for (const [name, definition] of Object.entries(STREAMS)) {
        await provision(manager, name, definition, options);
      }
      return;
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || nats.isClosed()) {
        throw new Error(`the streams could not be provisioned: ${(error as Error).message}`, { cause: error });
      }
      await pause(retryDelayMs(attempt));
    }
  }
}

const MAX_ATTEMPTS = 20;

async function provision(
  manager: JetStreamManager,
  name: string,
  definition: StreamDefinition,
  options: Pick<MessagingOptions, 'streamReplicas' | 'streamStorage'>,
): Promise<void> {
  const wanted = ownedSettings(definition, options.streamReplicas);
  const found = await findStream(manager, name);
  if (found === undefined) {
    await manager.streams.add({ name, storage: options.streamStorage, discard: 'old', ...wanted });
  } else if (!sameSettings(wanted, found.config)) {
    await manager.streams.update(name, wanted);
  }
}

function ownedSettings(definition: StreamDefinition, replicas: number): OwnedSettings {
  return {
    subjects: [...definition.subjects],
    description: definition.description,
    max_age: nanos(definition.maxAgeHours * 3_600_000),
    max_bytes: definition.maxBytes,
    duplicate_window: nanos(definition.duplicateWindowSeconds * 1_000),
    num_replicas: replicas,
  };
}

function sameSettings(wanted: OwnedSettings, found: StreamConfig): boolean {
  return (Object.keys(wanted) as (keyof OwnedSettings)[]).every(
    (key) => JSON.stringify(wanted[key]) === JSON.stringify(found[key]),
  );
}

async function findStream(manager: JetStreamManager, name: string): Promise<StreamInfo | undefined> {
  try {
    return await manager.streams.info(name);
  } catch (error) {
    if ((error as { code?: number }).code === STREAM_NOT_FOUND) return undefined;
    throw error;
  }
}

/** JetStream API error code. */
const STREAM_NOT_FOUND = 10_059;
