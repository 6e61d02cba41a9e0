import { jetstreamManager, type ConsumerConfig, type ConsumerInfo, type JetStreamManager } from '@nats-io/jetstream';
import { createInbox, nanos, type NatsConnection } from '@nats-io/transport-node';
import type { LaneTiming } from '../connection/options.js';

/** Name of the priority group that pins a lane to one client. */
export const PIN_GROUP = 'lane';

/** The durable consumer of one lane, as it should be on the server. */
export interface LaneConsumerDefinition {
  readonly stream: string;
  readonly name: string;
  readonly filters: readonly string[];
  /** Most messages sent and not settled; the server sends no more until some are. */
  readonly window: number;
  readonly startAt: 'all' | 'new';
  readonly timing: LaneTiming;
  /** Whether the server can pin a consumer to one client (NATS 2.11). Without it run one replica of the service. */
  readonly pinned: boolean;
}

/** What the server knows of a consumer; `pinnedTo` is the client that holds the lane. */
export interface LaneState {
  readonly ackFloor: { readonly stream: number; readonly consumer: number };
  readonly deliveredThrough: number;
  readonly deliverySequence: number;
  readonly unsettled: number;
  readonly pinnedTo: string | null;
}

/** Speaks with the server about the consumer of one lane. */
export class LaneConsumer {
  readonly definition: LaneConsumerDefinition;
  readonly #nats: NatsConnection;
  #manager: JetStreamManager | undefined;
  #checked = false;

  constructor(nats: NatsConnection, definition: LaneConsumerDefinition) {
    this.#nats = nats;
    this.definition = definition;
  }

  /**
   * State of the consumer. A missing one is created: behind `committed` when this process has committed something
   * (the server lost it), else where the handler wants to start. Its settings are brought up to date once a process.
   */
  async state(committed: number): Promise<LaneState> {
    const { stream, name } = this.definition;
    const manager = await this.#open();
    let info = await findConsumer(manager, stream, name);
    if (info === undefined) {
      info = await manager.consumers.add(stream, { ...this.#settings(), ...this.#start(committed) });
    } else if (!this.#checked) {
      if (info.config.ack_policy !== 'all') throw new Error(`consumer ${name} exists with another ack policy`);
      info = await manager.consumers.update(stream, name, this.#settings());
    }
    this.#checked = true;
    return laneState(info);
  }

  /** Sequences that were sent and not settled, behind `after` and up to `through`, oldest first. */
  async unsettled(after: number, through: number, count: number): Promise<number[]> {
    const { stream, filters } = this.definition;
    const manager = await this.#open();
    const probe = await manager.consumers.add(stream, {
      ack_policy: 'none',
      deliver_policy: 'by_start_sequence',
      opt_start_seq: after + 1,
      filter_subjects: [...filters],
      headers_only: true,
      mem_storage: true,
      num_replicas: 1,
      inactive_threshold: nanos(10_000),
    });
    try {
      return await this.#readSequences(stream, probe.name, through, count);
    } finally {
      await manager.consumers.delete(stream, probe.name).catch(() => false);
    }
  }

  /** Lets another replica have the lane at once. Errors do not matter: the pin ends by itself. */
  async unpin(): Promise<void> {
    if (!this.definition.pinned) return;
    const manager = await this.#open();
    await manager.consumers.unpin(this.definition.stream, this.definition.name, PIN_GROUP).catch(() => undefined);
  }

  async #open(): Promise<JetStreamManager> {
    this.#manager ??= await jetstreamManager(this.#nats, { checkAPI: false, timeout: 2_000 });
    return this.#manager;
  }

  async #readSequences(stream: string, consumer: string, through: number, count: number): Promise<number[]> {
    const inbox = createInbox();
    const messages = this.#nats.subscribe(inbox, { max: count + 1, timeout: 2_000 });
    const request = JSON.stringify({ batch: count, no_wait: true });
    this.#nats.publish(`$JS.API.CONSUMER.MSG.NEXT.${stream}.${consumer}`, request, { reply: inbox });
    const sequences: number[] = [];
    for await (const message of messages) {
      const status = message.headers?.code ?? 0;
      if (status >= 300) break;
      const sequence = Number(message.reply?.split('.').at(-4));
      if (sequence > through) break;
      sequences.push(sequence);
      if (sequences.length === count) break;
    }
    messages.unsubscribe();
    return sequences;
  }

  #settings(): Partial<ConsumerConfig> {
    const { name, filters, window, timing, pinned } = this.definition;
    return {
      durable_name: name,
      ack_policy: 'all',
      ack_wait: nanos(timing.ackWaitMs),
      max_ack_pending: window,
      max_deliver: -1,
      filter_subjects: [...filters],
      ...(pinned
        ? {
            priority_groups: [PIN_GROUP],
            priority_policy: 'pinned_client',
            priority_timeout: nanos(timing.pinTimeoutMs),
          }
        : {}),
    };
  }

  #start(committed: number): Partial<ConsumerConfig> {
    if (committed > 0) return { deliver_policy: 'by_start_sequence', opt_start_seq: committed + 1 };
    return { deliver_policy: this.definition.startAt };
  }
}

function laneState(info: ConsumerInfo): LaneState {
  const groups = (info as { priority_groups?: { group: string; pinned_client_id?: string }[] }).priority_groups;
  return {
    ackFloor: { stream: info.ack_floor.stream_seq, consumer: info.ack_floor.consumer_seq },
    deliveredThrough: info.delivered.stream_seq,
    deliverySequence: info.delivered.consumer_seq,
    unsettled: info.num_ack_pending,
    pinnedTo: groups?.find((each) => each.group === PIN_GROUP)?.pinned_client_id || null,
  };
}

async function findConsumer(
  manager: JetStreamManager,
  stream: string,
  name: string,
): Promise<ConsumerInfo | undefined> {
  try {
    return await manager.consumers.info(stream, name);
  } catch (error) {
    if ((error as { code?: number }).code === CONSUMER_NOT_FOUND) return undefined;
    throw error;
  }
}

/** JetStream API error code. */
const CONSUMER_NOT_FOUND = 10_014;
