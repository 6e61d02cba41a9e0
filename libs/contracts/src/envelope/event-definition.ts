import type { z } from 'zod';
import type { StreamName } from '../stream/streams.js';

/** Everything that is known about one kind of event before the first one is sent. */
export interface EventDefinition<Name extends string = string, Schema extends z.ZodType = z.ZodType> {
  /** Stable name, `pattern.detected`; the CloudEvents `type` is `tape.v{version}.{name}`. */
  readonly name: Name;
  readonly version: number;
  /** The stream that keeps it, or `null` for core NATS: delivered to who listens now, kept nowhere. */
  readonly stream: StreamName | null;
  readonly payload: Schema;
  /** The subject it is published on; symbols are escaped into one token. */
  readonly subject: (payload: z.infer<Schema>, partitions: number) => string;
  /** Pure function of the content: the same fact always has the same id, so JetStream and inboxes can drop repeats. */
  readonly messageId: (payload: z.infer<Schema>) => string;
  /** What a partitioned reader orders by. */
  readonly partitionKey: (payload: z.infer<Schema>) => string;
}

export type PayloadOf<Definition extends EventDefinition> = z.infer<Definition['payload']>;

/** Declares one event; exists so that the types of its parts check each other. */
export function defineEvent<Name extends string, Schema extends z.ZodType>(
  definition: EventDefinition<Name, Schema>,
): EventDefinition<Name, Schema> {
  return definition;
}
