import { DEFAULT_PARTITIONS } from '@tape/contracts';

/** Everything messaging must know about where it runs. */
export interface MessagingOptions {
  /** Name of the service: source of its events, first part of its dead-letter subjects, queue group of its RPC answers. */
  readonly service: string;
  /** Comma-separated NATS URLs; `nats://user:password@host:port` and `nats://token@host:port` carry credentials. */
  readonly url: string;
  /** How many lanes partitioned events are cut into; the same number in every service. */
  readonly partitions: number;
  /** Copies of each stream: 1 on one server, 3 in production. */
  readonly streamReplicas: number;
  readonly streamStorage: 'file' | 'memory';
  readonly timing: LaneTiming;
}

/** How patient a lane is. Unit: milliseconds. */
export interface LaneTiming {
  /** The server offers a message again when nothing is heard of it for this long; handlers that run longer are kept alive. */
  readonly ackWaitMs: number;
  /** Life of one pull request. A pinned lane is freed when its holder has not pulled for `pinTimeoutMs`. */
  readonly pullExpiresMs: number;
  /** The server speaks at least this often on a waiting pull; two silences in a row mean the lane is lost. */
  readonly heartbeatMs: number;
  /**
   * After this long without a pull another replica may take the lane. At least `pullExpiresMs` + 2 × `heartbeatMs` +
   * 500, so that a holder that lost touch stops working before the lane is given away.
   */
  readonly pinTimeoutMs: number;
  /** How long shutdown waits for running handlers. */
  readonly drainMs: number;
}

export const DEFAULT_LANE_TIMING: LaneTiming = {
  ackWaitMs: 30_000,
  pullExpiresMs: 2_000,
  heartbeatMs: 1_000,
  pinTimeoutMs: 5_000,
  drainMs: 20_000,
};

/**
 * Reads NATS_URL, TAPE_PARTITIONS, NATS_STREAM_REPLICAS and NATS_STREAM_STORAGE.
 * @throws RangeError that names variable, value and rule.
 */
export function messagingOptionsFrom(
  service: string,
  environment: Readonly<Record<string, string | undefined>>,
): MessagingOptions {
  const storage = environment['NATS_STREAM_STORAGE'] ?? 'file';
  if (storage !== 'file' && storage !== 'memory') {
    throw new RangeError(`NATS_STREAM_STORAGE: value '${storage}' must be 'file' or 'memory'`);
  }
  return {
    service,
    url: environment['NATS_URL'] ?? 'nats://127.0.0.1:4222',
    partitions: wholeNumber(environment, 'TAPE_PARTITIONS', DEFAULT_PARTITIONS, 1, 1_024),
    streamReplicas: wholeNumber(environment, 'NATS_STREAM_REPLICAS', 1, 1, 5),
    streamStorage: storage,
    timing: DEFAULT_LANE_TIMING,
  };
}

function wholeNumber(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
  fallback: number,
  min: number,
  max: number,
): number {
  const text = environment[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < min || value > max) {
    throw new RangeError(`${name}: value '${text}' must be a whole number from ${min} to ${max}`);
  }
  return value;
}
